/** When connections that break one by one are one thing: enough of them, in a day, and nobody connected meanwhile. */

import { expect, test } from 'vitest';
import { beganTogetherMs } from '../../src/incident.ts';
import { slowlyBroken, slowWindowMs } from '../../src/incidents/slow-rule.ts';
import type { BrokenAlone } from '../../src/stores/incidents.ts';

const now = 10 * slowWindowMs;
const minuteMs = 60_000;
const ago = (...minutes: number[]): number[] => minutes.map((count) => now - count * minuteMs);
const [first = 0] = ago(90);

test.each<[string, Partial<BrokenAlone>, number | null]>([
  ['three of fourteen', {}, 3],
  ['three of fifteen are no more than a fifth', { connections: 15 }, null],
  ['two of two', { began: ago(90, 45), connections: 2 }, null],
  ['all of three', { connections: 3 }, 3],
  ['of which the first began a day ago', { began: [now - slowWindowMs, ...ago(45, 1)] }, null],
  ['of which the first began less than a day ago', { began: [now - slowWindowMs + 1, ...ago(45, 1)] }, 3],
  ['of which older ones are left out', { began: [now - slowWindowMs, ...ago(90, 45, 1)] }, 3],
  ['before any of which somebody connected', { lastConnectedAt: first - 1 }, 3],
  ['at the moment of whose first somebody connected', { lastConnectedAt: first }, null],
  ['since whose first somebody connected', { lastConnectedAt: first + 1 }, null],
  [
    'since whose first somebody connected, and three more broke',
    { began: ago(90, 60, 45, 30), lastConnectedAt: first },
    3,
  ],
  ['in a burst that is still judged as one', { began: [now - beganTogetherMs + 1, ...ago(2, 1)] }, null],
  ['in a burst that was none', { began: [now - beganTogetherMs, ...ago(2, 1)] }, 3],
  ['nobody', { began: [] }, null],
])('%s', (_what, given, count) => {
  const found = slowlyBroken(
    { authConfigId: 'ac_1', began: ago(90, 45, 1), connections: 14, lastConnectedAt: null, ...given },
    now,
  );
  expect(found?.count ?? null).toBe(count);
});

test('it began with the first of those that count', () => {
  const began = [now - slowWindowMs, ...ago(1, 90, 45)];
  const given = { authConfigId: 'ac_1', began, connections: 4, lastConnectedAt: null };
  expect(slowlyBroken(given, now)).toEqual({ count: 3, beganAt: first });
});
