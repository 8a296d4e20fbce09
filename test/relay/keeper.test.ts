/** The keeper of relays on a real database: a try that left no trace, one that is still at work, a day that is over. */

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openStore } from '../../src/adapters/sqlite/store.ts';
import type { Loop } from '../../src/loop.ts';
import { createRelayKeeper } from '../../src/relay/keeper.ts';
import type { Store } from '../../src/store.ts';
import { createMovableClock, type MovableClock } from '../sandbox/movable-clock.ts';

const minute = 60_000;
const day = 24 * 60 * minute;
const silent = () => undefined;

let folder: string;
let store: Store;
let clock: MovableClock;
let keeper: Loop;
let changes: number;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gong-connect-relays-'));
  store = openStore(join(folder, 'bot.db'));
  clock = createMovableClock();
  changes = 0;
  await store.handOver(
    {
      id: 'r1',
      teamId: 'T1',
      kind: 'register',
      sender: 'UANA',
      recipient: 'UBEN',
      note: null,
      formId: 'f1',
      memory: '{}',
      createdAt: clock.now(),
      expiresAt: clock.now() + day,
    },
    [],
  );
  keeper = createRelayKeeper(
    { store, clock, log: { debug: silent, info: silent, warn: silent, error: silent } },
    {
      teamId: 'T1',
      lease: { holder: 'here', fence: () => 1 },
      onChanged: () => {
        changes += 1;
      },
    },
  );
});
afterEach(async () => {
  await keeper.stop();
  await store.close();
  clock.stop();
  await rm(folder, { recursive: true });
});

const state = async () => (await store.relay('T1', 'r1'))?.state;

/** Moves the clock, and gives the keeper the time to look. */
async function afterwards(ms: number, expected: string): Promise<void> {
  clock.advance(ms);
  keeper.wake();
  await expect.poll(state, { interval: 5 }).toBe(expected);
}

test('a try that died before it left a trace is given back, and can be begun once more', async () => {
  expect(await store.beginRelayWork('T1', 'r1', clock.now())).toBe(true);
  expect(await store.beginRelayWork('T1', 'r1', clock.now())).toBe(false);
  expect(await store.withdrawRelay('T1', 'r1', 'UANA', clock.now())).toBe(false);
  await afterwards(3 * minute, 'failed');
  expect(await store.relay('T1', 'r1')).toMatchObject({ failure: 'interrupted' });
  expect(await store.beginRelayWork('T1', 'r1', clock.now())).toBe(true);
});

test('one that Composio is being asked about is left alone, even when its day ends, and done once it is saved', async () => {
  await store.beginRelayWork('T1', 'r1', clock.now());
  const draft = {
    id: 's1',
    teamId: 'T1',
    formId: 'f1',
    name: 'Gong Connect f1',
    clientId: 'CLIENT',
    scopes: ['api:users:read'],
    redirectUri: 'https://backend.composio.dev/back',
    apiBaseUrl: 'https://api.gong.io',
    workspaceUrl: null,
    createdBy: 'UANA',
    createdAt: clock.now(),
  };
  await store.claimSetup(draft, null);
  clock.advance(day + minute);
  keeper.wake();
  // Whatever the keeper has begun is done when it has stopped.
  await keeper.stop();
  expect([await state(), changes]).toEqual(['working', 0]);
  const notify = { id: 'm1', recipient: 'UANA', kind: 'setup_result', subject: 'f1', dedupeKey: 'k1' };
  await store.saveSetup('T1', 's1', { authConfigId: 'ac_1', redirectUriReadBack: null }, notify, clock.now());
  expect(await state()).toBe('done');
});

test('one that nobody took on expires after a day, and stays so', async () => {
  await afterwards(day, 'expired');
  expect(changes).toBeGreaterThan(0);
  expect(await store.markRelayOpened('T1', 'r1', clock.now())).toBe(false);
  expect(await store.openRelays('T1')).toEqual([]);
});
