/** Every cause has words of its own, and a cause that nobody knows has some, too. */

import { expect, test } from 'vitest';
import { causeInWords, isOfReplacedSetup } from '../src/causes.ts';
import { everyCause } from './connect/people.ts';

test('no two causes are told in the same words, and none names a service that a rep does not know', () => {
  const told = [
    ...[...everyCause, null].map((cause) => causeInWords(cause)),
    causeInWords('auth_config_disabled', 'gone'),
    causeInWords('auth_config_disabled', 'replaced'),
  ];
  expect(new Set(told.map(({ what }) => what)).size).toBe(told.length);
  for (const { what, why } of told) {
    expect(what).toMatch(/\.$/);
    expect(`${what} ${why}`).not.toMatch(/composio/i);
  }
});

test('whatever broke a connection of a setup that was replaced, a new connection is the way out', () => {
  const told = [...everyCause, null].map((cause) => causeInWords(cause, 'replaced'));
  expect(new Set(told.map(({ what }) => what))).toEqual(new Set(['Gong was set up anew.']));
  expect(isOfReplacedSetup({ authConfigId: 'ac_1' }, { authConfigId: 'ac_2' })).toBe(true);
  expect(isOfReplacedSetup({ authConfigId: 'ac_1' }, { authConfigId: 'ac_1' })).toBe(false);
  expect(isOfReplacedSetup({ authConfigId: 'ac_1' }, null)).toBe(false);
});
