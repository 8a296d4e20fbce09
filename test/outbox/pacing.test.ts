/** Slack is never written to faster than it allows. */

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fullAllowance, paces, retryDelayMs, spend, waitMs } from '../../src/outbox/pacing.ts';

const minuteMs = 60_000;

/** When calls leave that are wanted at these moments, each as soon as it may. */
function leave(kind: keyof typeof paces, wantedAfterMs: readonly number[]): number[] {
  let now = 0;
  let allowance = fullAllowance(paces[kind], now);
  return wantedAfterMs.map((pauseMs) => {
    now += pauseMs;
    now += waitMs(allowance, now);
    allowance = spend(allowance, now);
    return now;
  });
}

test.each([
  ['edit', 50],
  ['open', 50],
  ['post', 75],
] as const)('no minute has more than its share of calls of kind %s', (kind, most) => {
  fc.assert(
    fc.property(
      fc.array(fc.oneof(fc.constant(0), fc.nat(3_000), fc.nat(200_000)), { minLength: 1, maxLength: 300 }),
      (wanted) => {
        const left = leave(kind, wanted);
        for (const [index, at] of left.entries()) {
          const inMinute = left.filter((other, position) => position >= index && other < at + minuteMs).length;
          expect(inMinute).toBeLessThanOrEqual(most);
        }
      },
    ),
  );
});

test('five hundred alerts leave within nine minutes', () => {
  const left = leave('post', new Array<number>(500).fill(0));
  expect(left.at(-1)).toBeLessThanOrEqual(9 * minuteMs);
});

test('what is not used is not saved up beyond the burst', () => {
  const rested = leave('edit', [10 * minuteMs, ...new Array<number>(40).fill(0)]);
  const atOnce = rested.filter((at) => at === rested[0]).length;
  expect(atOnce).toBe(paces.edit.burst);
});

test('pauses between tries grow up to ten minutes', () => {
  const delays = [0, 1, 2, 3, 9, 10, 1_000].map(retryDelayMs);
  expect(delays).toEqual([1_000, 2_000, 4_000, 8_000, 512_000, 600_000, 600_000]);
});
