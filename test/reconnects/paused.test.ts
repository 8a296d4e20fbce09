/** What was asked before the admins' own pause waits for its end, on a real database. */

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openStore } from '../../src/adapters/sqlite/store.ts';
import { composeReconnectRequest } from '../../src/reconnects/compose.ts';
import { createWaves } from '../../src/reconnects/waves.ts';
import { composeRepairAsked } from '../../src/roster/compose.ts';
import type { Store } from '../../src/store.ts';
import { createMovableClock, type MovableClock } from '../sandbox/movable-clock.ts';

const teamId = 'T1';
const weekMs = 7 * 24 * 3_600_000;
const silent = () => undefined;
const log = { debug: silent, info: silent, warn: silent, error: silent };
let folder: string;
let store: Store;
let clock: MovableClock;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'gong-connect-paused-'));
  store = openStore(join(folder, 'gong.db'));
  clock = createMovableClock();
  await store.check();
  const database = new Database(join(folder, 'gong.db'));
  database
    .prepare(
      `insert into connections (id, team_id, owner, state, cause, account_id, auth_config_id, since)
       values ('c1', ?, 'U1', 'broken', 'expired', 'ca1', 'ac_1', 1)`,
    )
    .run(teamId);
  database.close();
  const round = { id: 'r1', teamId, cause: 'scopes', authConfigId: 'ac_1', createdBy: 'UANA' } as const;
  const notice = { id: 'n1', recipient: 'UANA', kind: 'scopes_round', subject: 'r1', dedupeKey: 'n1' };
  await store.askToReconnect(round, ['U1'], notice, clock.now());
  await store.beginPause({ id: 'p1', teamId, authConfigId: 'ac_1', pausedBy: 'UANA', beganAt: clock.now() });
});
afterEach(async () => {
  await store.close();
  clock.stop();
  rmSync(folder, { recursive: true, force: true });
});

const resume = () => store.endPause(teamId, 'p1', { by: 'UANA', outcome: 'resumed' }, clock.now());

async function owed(kind: string, data: Record<string, unknown>) {
  const message = { id: 'm1', recipient: 'U1', kind, subject: 'r1', dedupeKey: 'm1', data };
  await store.owe(teamId, message, clock.now());
  const found = await store.messageByKey(teamId, 'm1');
  if (found === null) throw new Error('nothing is owed');
  return found;
}

test.each([
  ['of a round', composeReconnectRequest, { roundId: 'r1' }],
  ['of an admin', composeRepairAsked, { by: 'UANA' }],
] as const)('a request %s that nobody has seen is sent after the pause', async (_whose, composer, data) => {
  const compose = composer({ store });
  const message = await owed('request', data);
  expect(await compose(message)).toBe('later');
  expect(await compose({ ...message, ts: '1.0' })).not.toBe('later');
  await resume();
  expect(await compose(message)).toMatchObject({ text: expect.any(String) });
});

test('a round does not run out while nobody could answer it', async () => {
  clock.advance(weekMs);
  const run = async (): Promise<void> => {
    const lease = { holder: 'here', fence: () => 1 };
    const waves = createWaves(
      { store, clock, log, identity: { uuid: () => 'x1' } } as unknown as Parameters<typeof createWaves>[0],
      { teamId, lease, onChanged: silent },
    );
    waves.wake();
    // Whatever it has begun is done when it has stopped.
    await waves.stop();
  };
  await run();
  expect(await store.openRounds(teamId)).toHaveLength(1);
  await resume();
  await run();
  expect(await store.openRounds(teamId)).toEqual([]);
});
