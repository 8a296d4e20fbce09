/** Which API base URL the next link is made with. */

import { expect, test } from 'vitest';
import { usualBaseUrl } from '../../src/connect/base-url.ts';
import { attempt, connection, savedSetup, status } from './people.ts';

const own = 'https://eu-1.api.gong.io';
const newSetup = { ...savedSetup, authConfigId: 'ac_2', apiBaseUrl: 'https://us-2.api.gong.io' };

test('the setup has it for somebody who never had a link', () => {
  expect(usualBaseUrl(status(null), savedSetup)).toBe('https://api.gong.io');
});

test('the one used last is remembered, whatever became of the link', () => {
  for (const state of ['pending', 'lapsed', 'declined', 'failed', 'superseded', 'won'] as const) {
    expect(usualBaseUrl(status(null, attempt({ state, baseUrl: own })), savedSetup)).toBe(own);
  }
  const connected = connection({ baseUrl: 'https://old.api.gong.io' });
  expect(usualBaseUrl(status(connected, attempt({ baseUrl: own })), savedSetup)).toBe(own);
  expect(usualBaseUrl(status(connection({ baseUrl: own })), savedSetup)).toBe(own);
});

test('after a new setup its own takes over', () => {
  expect(usualBaseUrl(status(null, attempt({ baseUrl: own })), newSetup)).toBe('https://us-2.api.gong.io');
  const refused = connection({ baseUrl: own, verification: 'wrong_base_url' });
  expect(usualBaseUrl(status(refused, attempt({ baseUrl: own })), newSetup)).toBe('https://us-2.api.gong.io');
});

test('where Gong has answered at the person’s own, that stays through a new setup', () => {
  const proven = connection({ baseUrl: own, verification: 'works', state: 'broken' });
  expect(usualBaseUrl(status(proven, attempt({ baseUrl: own, state: 'won' })), newSetup)).toBe(own);
});
