/** How often a link in use is looked at. */

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { followDelayMs } from '../../src/watch/follow-pace.ts';

const minute = 60_000;

test.each([
  [0, 3_000],
  [2 * minute - 1, 3_000],
  [2 * minute, 6_000],
  [4 * minute, 12_000],
  [6 * minute, 15_000],
  [10 * minute, 15_000],
])('a link of %i ms is looked at every %i ms', (ageMs, delayMs) => {
  expect(followDelayMs({ pollMs: 3_000, ageMs, inUse: 1 })).toBe(delayMs);
});

test('a pace that is slower than 15 s from the start stays as it is', () => {
  expect(followDelayMs({ pollMs: 40_000, ageMs: 9 * minute, inUse: 1 })).toBe(40_000);
});

test('however many links are in use, they cost at most 600 looks a minute', () => {
  const given = fc.record({
    pollMs: fc.integer({ min: 100, max: 60_000 }),
    ageMs: fc.integer({ min: -1_000, max: 11 * minute }),
    inUse: fc.integer({ min: 1, max: 10_000 }),
  });
  fc.assert(
    fc.property(given, (one) => {
      const delayMs = followDelayMs(one);
      expect((one.inUse * minute) / delayMs).toBeLessThanOrEqual(600.001);
      expect(delayMs).toBeGreaterThanOrEqual(one.pollMs);
    }),
  );
});

test('the pace never quickens as a link ages', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 10 * minute }), fc.integer({ min: 0, max: minute }), (ageMs, later) => {
      const at = (age: number): number => followDelayMs({ pollMs: 3_000, ageMs: age, inUse: 1 });
      expect(at(ageMs + later)).toBeGreaterThanOrEqual(at(ageMs));
    }),
  );
});
