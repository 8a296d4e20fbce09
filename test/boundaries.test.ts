/** Holds `src` to its import rule and its other boundaries, from the source text. */

import { describe, expect, it } from 'vitest';
import { findCircle } from './boundaries/circles.ts';
import { entryFiles, features } from './boundaries/places.ts';
import { rules } from './boundaries/rules.ts';
import { importsOf, readSource, withoutComments } from './boundaries/source.ts';

const source = readSource();
const paths = source.map((file) => file.path);

describe('in src', () => {
  it.each(rules)('$says', ({ faults }) => {
    expect(source.flatMap(faults)).toEqual([]);
  });

  it('every file that is imported exists, so that no import escapes the rules', () => {
    const targets = source.flatMap((file) => importsOf(file).filter((found) => found.isFile));
    const missing = targets
      .map((found) => found.from)
      .filter((from) => !from.startsWith('../') && !paths.includes(from));
    expect(missing).toEqual([]);
  });

  it('no files need each other in a circle', () => {
    expect(findCircle(source)).toBeNull();
  });

  it('every feature and every entry file exists', () => {
    expect(features.filter((feature) => !paths.some((path) => path.startsWith(`${feature}/`)))).toEqual([]);
    expect(entryFiles.filter((entry) => !paths.includes(entry))).toEqual([]);
  });

  it('every entry file is used by another feature', () => {
    const idle = entryFiles.filter(
      (entry) =>
        !source.some(
          (file) =>
            features.some((feature) => file.path.startsWith(`${feature}/`) && !entry.startsWith(`${feature}/`)) &&
            importsOf(file).some((found) => found.from === entry),
        ),
    );
    expect(idle).toEqual([]);
  });
});

describe('a broken boundary is found out:', () => {
  const examples = rules.flatMap(({ says, faults, breaks }) => breaks.map((file) => ({ says, faults, file })));

  it.each(examples)('$says ($file.path)', ({ faults, file }) => {
    expect(faults(file)).toHaveLength(1);
  });
});

it('a circle is found out', () => {
  const files = [
    { path: 'a.ts', text: "import { b } from './setup/b.ts';" },
    { path: 'setup/b.ts', text: "import { c } from './c.ts';\nimport { d } from './d.ts';" },
    { path: 'setup/c.ts', text: "import { d } from './d.ts';" },
    { path: 'setup/d.ts', text: "import type { B } from './b.ts';" },
  ];
  expect(findCircle(files)).toEqual(['setup/b.ts', 'setup/c.ts', 'setup/d.ts', 'setup/b.ts']);
  expect(findCircle(files.slice(0, 3))).toBeNull();
});

describe('what keeps to the boundaries is let through:', () => {
  it.each([
    { path: 'connect/modal.ts', text: "import type { ModalView } from '@slack/types';\nimport { z } from 'zod';" },
    { path: 'setup/views.ts', text: "import { scopeCatalogue } from '../gong/scopes.ts';" },
    { path: 'watch/callback.ts', text: "import type { IncomingMessage } from 'node:http';" },
    { path: 'watch/webhook.ts', text: "import { createHmac } from 'node:crypto';" },
    {
      path: 'operations/server.ts',
      text: "import { createServer } from 'node:http';\nimport { readBody } from './body.ts';",
    },
    { path: 'adapters/slack.ts', text: "import { WebClient } from '@slack/bolt/dist/web.js';" },
    { path: 'adapters/clock.ts', text: 'export const now = () => Date.now();' },
    { path: 'bot.ts', text: "import { systemClock } from './adapters/clock.ts';\n// Date.now() in a comment" },
    { path: 'home/when.ts', text: 'const shown = new Date(at);' },
  ])('$path', (file) => {
    expect(rules.flatMap(({ faults }) => faults(file))).toEqual([]);
  });
});

describe('reading source text', () => {
  it('steps over strings, templates and regular expressions to find the comments', () => {
    const text = [
      "const url = 'https://api.gong.io'; // Date.now()",
      'const quote = /["\'`/]/; /* setTimeout */ const glob = "src/**";',
      'const path = `//x`; // import(name)',
    ].join('\n');
    expect(withoutComments(text).replace(/ +$/gm, '')).toBe(
      [
        "const url = 'https://api.gong.io';",
        'const quote = /["\'`/]/;   const glob = "src/**";',
        'const path = `//x`;',
      ].join('\n'),
    );
  });

  it('finds every kind of import', () => {
    const text = [
      "import one, { type Two } from 'one';",
      "import type { Three } from './three.ts';",
      "import {\n  four,\n  five,\n} from '../five.ts';",
      "import * as six from 'node:six';",
      "import 'seven';",
      "export { eight } from './eight.ts';",
      "const nine = await import('./nine.ts');",
      "const words = 'import ten from ten'; // import 'eleven'",
    ].join('\n');
    expect(importsOf({ path: 'setup/save.ts', text })).toEqual([
      { from: 'one', isFile: false, isTypeOnly: false },
      { from: 'setup/three.ts', isFile: true, isTypeOnly: true },
      { from: 'five.ts', isFile: true, isTypeOnly: false },
      { from: 'node:six', isFile: false, isTypeOnly: false },
      { from: 'setup/eight.ts', isFile: true, isTypeOnly: false },
      { from: 'seven', isFile: false, isTypeOnly: false },
      { from: 'setup/nine.ts', isFile: true, isTypeOnly: false },
    ]);
  });
});
