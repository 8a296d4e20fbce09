import { afterEach, beforeEach, expect, test } from 'vitest';
import { createLoop, type Loop } from '../src/loop.ts';
import type { Log } from '../src/ports.ts';
import { createMovableClock, type MovableClock } from './sandbox/movable-clock.ts';

let clock: MovableClock;
let loop: Loop;
let runs: number;
let finish: (delayMs?: number) => void;
let fail: (error: Error) => void;
const errors: unknown[] = [];

const log: Log = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: (fields) => errors.push(fields.error),
};

beforeEach(() => {
  clock = createMovableClock();
  runs = 0;
  errors.length = 0;
  loop = createLoop({ clock, log }, 'test', 60_000, () => {
    runs += 1;
    return new Promise((resolve, reject) => {
      finish = resolve;
      fail = reject;
    });
  });
  clock.advance(0);
});
afterEach(() => clock.stop());

/** Lets what a finished run has to do happen: promises, no timers. */
const settle = () => new Promise((resolve) => setImmediate(resolve));

/** Ends the run at work, and moves the clock. */
async function after(ms: number, wishMs?: number): Promise<void> {
  finish(wishMs);
  await settle();
  clock.advance(ms);
}

test('it runs at once, and then one interval after each end', async () => {
  expect(runs).toBe(1);
  clock.advance(600_000);
  expect(runs).toBe(1);
  await after(59_000);
  expect(runs).toBe(1);
  clock.advance(1_000);
  expect(runs).toBe(2);
});

test('a run may say when it wants to run next', async () => {
  await after(4_000, 5_000);
  expect(runs).toBe(1);
  clock.advance(1_000);
  expect(runs).toBe(2);
});

test('woken between two runs, it runs at once', async () => {
  await after(1_000);
  loop.wake();
  expect(runs).toBe(2);
});

test('woken during a run, however often, it runs once more after it', async () => {
  loop.wake();
  loop.wake();
  expect(runs).toBe(1);
  await after(0);
  expect(runs).toBe(2);
  await after(59_000);
  expect(runs).toBe(2);
});

test('a run that fails is told to the log, and the next one comes all the same', async () => {
  const error = new Error('a run');
  fail(error);
  await settle();
  expect(errors).toEqual([error]);
  clock.advance(60_000);
  expect(runs).toBe(2);
});

test('stopped, it waits for the run at work and begins no other', async () => {
  loop.wake();
  let isStopped = false;
  const stopped = loop.stop().then(() => {
    isStopped = true;
  });
  await settle();
  expect(isStopped).toBe(false);
  finish();
  await stopped;
  loop.wake();
  clock.advance(600_000);
  expect(runs).toBe(1);
  await loop.stop();
});
