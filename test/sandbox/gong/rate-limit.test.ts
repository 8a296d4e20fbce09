/** Gong's limits for a company. */

import { expect, onTestFinished, test } from 'vitest';
import { createMovableClock } from '../movable-clock.ts';
import { createRateLimit } from './rate-limit.ts';

test('three calls a second and ten thousand a day go through', () => {
  const clock = createMovableClock();
  onTestFinished(clock.stop);
  const limit = createRateLimit(clock);
  const burst = [limit.take(), limit.take(), limit.take(), limit.take()];
  clock.advance(1000);
  for (let count = 3; count < 10_000; count += 1) {
    clock.advance(500);
    expect(limit.take()).toBe(0);
  }
  clock.advance(1000);
  expect(burst).toEqual([0, 0, 0, 1]);
  expect(limit.take()).toBeGreaterThan(80_000);
  expect(limit.today()).toBe(10_000);
});
