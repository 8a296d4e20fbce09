/** Files that need each other, types included: none of them can be read, moved or tested alone. */

import { importsOf, type SourceFile } from './source.ts';

/** The first circle that is come upon, as the paths along it with its first once more at its end; null: there is none. */
export function findCircle(source: readonly SourceFile[]): string[] | null {
  const targets = new Map(
    source.map((file) => [file.path, importsOf(file).flatMap(({ from, isFile }) => (isFile ? [from] : []))]),
  );
  const done = new Set<string>();
  const walk = (path: string, above: readonly string[]): string[] | null => {
    if (above.includes(path)) return [...above.slice(above.indexOf(path)), path];
    if (done.has(path)) return null;
    for (const target of targets.get(path) ?? []) {
      const circle = walk(target, [...above, path]);
      if (circle) return circle;
    }
    done.add(path);
    return null;
  };
  for (const path of targets.keys()) {
    const circle = walk(path, []);
    if (circle) return circle;
  }
  return null;
}
