/** How often readiness costs a commit, and what it says when the database cannot be written. */

import { expect, test } from 'vitest';
import { DatabaseUnusable } from '../../src/errors.ts';
import { createHealth, type HealthGiven } from '../../src/operations/health.ts';
import { createMovableClock } from '../sandbox/movable-clock.ts';

function start() {
  const clock = createMovableClock();
  let tries = 0;
  let isWritable = true;
  const outside = {
    clock,
    slack: { identify: async () => ({}) },
    store: {
      check: async () => {
        tries += 1;
        if (!isWritable) throw new DatabaseUnusable('disk I/O error');
      },
    },
    log: { error: () => undefined },
  } as unknown as Parameters<typeof createHealth>[0];
  const given: HealthGiven = { isConnected: () => true, isDeliveryRefused: () => false };
  const health = createHealth(outside, given);
  health.listening();
  return {
    health,
    clock,
    tries: () => tries,
    writable: (is: boolean) => {
      isWritable = is;
    },
  };
}

test('asked often, it writes to the database seldom', async () => {
  const { health, clock, tries } = start();
  for (let times = 0; times < 20; times += 1) expect(await health.unready()).toBeNull();
  await Promise.all([health.unready(), health.unready()]);
  expect(tries()).toBe(1);
  clock.advance(2_000);
  expect(await Promise.all([health.unready(), health.unready()])).toEqual([null, null]);
  expect(tries()).toBe(2);
});

test('a database that cannot be written is seen within two seconds, and again as soon as it can', async () => {
  const { health, clock, writable } = start();
  expect(await health.unready()).toBeNull();
  writable(false);
  clock.advance(2_000);
  expect(await health.unready()).toBe('the database cannot be written');
  writable(true);
  expect(await health.unready()).toBeNull();
});
