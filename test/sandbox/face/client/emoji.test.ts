import { globSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { isDrawn } from './emoji.js';

const sources = fileURLToPath(new URL('../../../../src/', import.meta.url));
/** A shortcode that stands for itself: not one of the colons inside a scope's name. */
const shortcode = /(?<![\w:]):([a-z_]+):(?![\w:])/g;

it('every emoji that the bot writes has a picture', () => {
  const written = globSync('**/*.ts', { cwd: sources }).flatMap((path) => {
    const source = readFileSync(`${sources}${path}`, 'utf8');
    return [...source.matchAll(shortcode)].flatMap(([, name]) => name ?? []);
  });
  expect(written).toContain('white_check_mark');
  expect([...new Set(written)].filter((name) => !isDrawn(name))).toEqual([]);
});
