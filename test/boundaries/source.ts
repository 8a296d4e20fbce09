/** The text of `src`, and what can be read from it without compiling: imports, and code without its comments. */

import { readdirSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { fileURLToPath } from 'node:url';

export interface SourceFile {
  /** Relative to `src`, with forward slashes. */
  path: string;
  text: string;
}

export interface Import {
  /** A package, a `node:` module, or the path of a file relative to `src`. */
  from: string;
  isFile: boolean;
  /** `import type`, which is gone at run time. */
  isTypeOnly: boolean;
}

const folder = fileURLToPath(new URL('../../src/', import.meta.url));

/** Every file of `src`. */
export function readSource(): SourceFile[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
    .map((file) => ({
      path: file.slice(folder.length).replaceAll('\\', '/'),
      text: readFileSync(file, 'utf8'),
    }));
}

// A statement begins in the first column, as Biome formats it; names between braces may span lines.
const statement =
  /^(?:import|export)\s+(type\s+)?(?:[\w$]+\s*,\s*)?(?:[\w$]+|\{[^}]*\}|\*(?:\s+as\s+\w+)?)\s+from\s+['"]([^'"]+)['"]/gm;
const sideEffect = /^import\s+['"]([^'"]+)['"]/gm;
const dynamic = /\b(?:import|require)\(\s*['"`]([^'"`]*)/g;

/** Everything that a file imports or exports on, dynamic imports included. */
export function importsOf(file: SourceFile): Import[] {
  const code = withoutComments(file.text);
  const imports = [...code.matchAll(statement)].map(([, type, from = '']) => ({
    from,
    isTypeOnly: type !== undefined,
  }));
  for (const pattern of [sideEffect, dynamic]) {
    for (const [, from = ''] of code.matchAll(pattern)) imports.push({ from, isTypeOnly: false });
  }
  return imports.map(({ from, isTypeOnly }) => {
    const isFile = from.startsWith('.');
    return { from: isFile ? posix.join(posix.dirname(file.path), from) : from, isFile, isTypeOnly };
  });
}

// Strings and regular expressions are matched only to step over them: `//` inside one is no comment.
const stringOrComment =
  /'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"|`(?:\\.|[^`\\])*`|(?<=[(,=>:[!&|?{};]\s*|\breturn\s+)\/(?![*/])(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\\n[])+\/|\/\*[\s\S]*?\*\/|\/\/[^\n]*/g;

/** The code of a file, with its strings and without its comments. */
export function withoutComments(text: string): string {
  return text.replace(stringOrComment, (found) => (/^\/[*/]/.test(found) ? ' ' : found));
}
