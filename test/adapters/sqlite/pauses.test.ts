/** A pause in the database: what was due in it waits until it is known what works again. */

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openStore } from '../../../src/adapters/sqlite/store.ts';
import { composeCompanyAlert } from '../../../src/company/compose-outages.ts';
import type { Store } from '../../../src/store.ts';

const team = 'T1';
const minuteMs = 60_000;
let folder: string;
let path: string;
let store: Store;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'gong-connect-pauses-'));
  path = join(folder, 'gong.db');
  store = openStore(path);
  await store.check();
});
afterEach(async () => {
  await store.close();
  rmSync(folder, { recursive: true, force: true });
});

/** A connection that is out, and of which a reminder is due. */
function isOut(owner: string, authConfigId: string): void {
  const database = new Database(path);
  database
    .prepare(
      `insert into connections (id, team_id, owner, state, cause, account_id, auth_config_id, since)
       values (?, ?, ?, 'broken', 'expired', ?, ?, 1)`,
    )
    .run(`c-${owner}`, team, owner, `ca-${owner}`, authConfigId);
  database
    .prepare(
      `insert into outages (id, team_id, connection_id, owner, began_at, cause, next_reminder_at)
       values (?, ?, ?, ?, 1, 'expired', 50)`,
    )
    .run(`o-${owner}`, team, `c-${owner}`, owner);
  database.close();
}

const pause = { id: 'p1', teamId: team, authConfigId: 'ac_1', pausedBy: 'UADMIN', beganAt: 10 };
const due = async (now: number): Promise<string[]> =>
  (await store.dueReminders(team, now)).map(({ owner }) => owner).sort();

test('nobody is reminded of what is paused, the company included, and only after a look when it goes on', async () => {
  isOut('company', 'ac_1');
  isOut('U1', 'ac_1');
  isOut('U2', 'ac_before');
  await store.beginPause(pause);
  expect(await due(100)).toEqual(['U2']);
  await store.endPause(team, 'p1', { by: 'UADMIN', outcome: 'resumed' }, 100);
  expect(await due(100)).toEqual(['U2']);
  expect(await due(100 + 15 * minuteMs)).toEqual(['U1', 'U2', 'company']);
});

test('an alert about the company that nobody has seen waits for the end of the pause', async () => {
  isOut('company', 'ac_1');
  await store.beginPause(pause);
  const compose = composeCompanyAlert(
    { store },
    async () => null,
    async () => 'moot',
  );
  const alert = { id: 'm1', kind: 'alert', subject: 'o-company', dedupeKey: 'alert', recipient: 'UADMIN' };
  await store.oweAll(team, [{ ...alert, data: { reminder: 1 } }], 50);
  const message = await store.messageByKey(team, 'alert');
  if (message === null) throw new Error('nothing is owed');
  expect(await compose(message)).toBe('later');
  expect(await compose({ ...message, ts: '1.0' })).toMatchObject({ text: expect.any(String) });
  await store.endPause(team, 'p1', { by: 'UADMIN', outcome: 'resumed' }, 100);
  expect(await compose(message)).toMatchObject({ text: expect.any(String) });
});
