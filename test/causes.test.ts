/** Every cause has words of its own, and a cause that nobody knows has some, too. */

import { expect, test } from 'vitest';
import { causeInWords } from '../src/causes.ts';
import { everyCause } from './connect/people.ts';

test('no two causes are told in the same words, and none names a service that a rep does not know', () => {
  const told = [...everyCause, null].map((cause) => causeInWords(cause));
  expect(new Set(told.map(({ what }) => what)).size).toBe(told.length);
  for (const { what, why } of told) {
    expect(what).toMatch(/\.$/);
    expect(`${what} ${why}`).not.toMatch(/composio/i);
  }
});
