import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openStore } from '../../src/adapters/sqlite/store.ts';
import { createLease, type HeldLease } from '../../src/operations/lease.ts';
import type { Log } from '../../src/ports.ts';
import type { Store } from '../../src/store.ts';
import { createMovableClock, type MovableClock } from '../sandbox/movable-clock.ts';

const quiet: Log = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };

let folder: string;
let clock: MovableClock;
let store: Store;
let taken: string[];
const dead = new Set<string>();
const leases: HeldLease[] = [];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gong-connect-lease-'));
  clock = createMovableClock();
  store = openStore(join(folder, 'own.db'));
  taken = [];
  dead.clear();
});
afterEach(async () => {
  for (const lease of leases.splice(0)) await lease.stop();
  await store.close();
  clock.stop();
  await rm(folder, { recursive: true });
});

function leaseOf(holder: string): HeldLease {
  const lease = createLease(
    { store, clock, log: quiet },
    { holder, isDead: (other) => dead.has(other), onTaken: () => taken.push(holder) },
  );
  leases.push(lease);
  return lease;
}

async function holding(holder: string): Promise<HeldLease> {
  const lease = leaseOf(holder);
  await lease.take();
  return lease;
}

const holds = (lease: HeldLease) => expect.poll(() => lease.fence());

test('the first process holds it, and a second one does not', async () => {
  const first = await holding('first');
  const second = await holding('second');
  expect([first.fence(), second.fence()]).toEqual([1, null]);
  expect(taken).toEqual(['first']);
});

test('renewed in time, it stays with its holder under the same number', async () => {
  const first = await holding('first');
  const second = await holding('second');
  for (let minutes = 0; minutes < 3; minutes += 1) {
    for (let tens = 0; tens < 6; tens += 1) {
      await first.take();
      clock.advance(10_000);
    }
  }
  expect([first.fence(), second.fence()]).toEqual([1, null]);
  expect(taken).toEqual(['first']);
});

test('released, it goes to who waits within seconds, with a higher number', async () => {
  const first = await holding('first');
  const second = await holding('second');
  await first.stop();
  expect(first.fence()).toBeNull();
  clock.advance(2_000);
  await holds(second).toBe(2);
  expect(taken).toEqual(['first', 'second']);
});

test('of a process that is known to be gone it is taken at once', async () => {
  await holding('first');
  dead.add('first');
  const second = await holding('second');
  expect(second.fence()).toBe(2);
});

test('of a process on another machine it is taken when it has run out', async () => {
  const until = clock.now() + 30_000;
  await store.takeLease('worker', 'elsewhere', until, clock.now(), () => false);
  const second = await holding('second');
  expect(second.fence()).toBeNull();
  clock.advance(29_000);
  await second.take();
  expect(second.fence()).toBeNull();
  clock.advance(2_000);
  await holds(second).toBe(2);
});

test('a holder that slept through its time does nothing until it holds it again', async () => {
  const first = await holding('first');
  // As after a laptop woke up: the time has passed, and no timer has fired yet.
  const { now } = clock;
  clock.now = () => now() + 31_000;
  expect(first.fence()).toBeNull();
  await store.takeLease('worker', 'second', clock.now() + 30_000, clock.now(), () => false);
  await first.take();
  expect(first.fence()).toBeNull();
});
