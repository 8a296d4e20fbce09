/** Rounds, rotations and scopes in the database: one under way at a time, nobody asked twice, nothing half done. */

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openStore } from '../../../src/adapters/sqlite/store.ts';
import type { NewMessage } from '../../../src/model.ts';
import type { Store } from '../../../src/store.ts';

const team = 'T1';
const authConfigId = 'ac_1';
let folder: string;
let path: string;
let store: Store;
let made = 0;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'gong-connect-rounds-'));
  path = join(folder, 'gong.db');
  store = openStore(path);
});
afterEach(async () => {
  await store.close();
  rmSync(folder, { recursive: true, force: true });
});

const newId = (): string => {
  made += 1;
  return `id${made}`;
};

function write(statement: string, ...values: unknown[]): void {
  const database = new Database(path);
  database.prepare(statement).run(...values);
  database.close();
}

const rows = <Row = Record<string, unknown>>(source: string): Row[] => {
  const database = new Database(path, { readonly: true });
  try {
    return database.prepare(source).all() as Row[];
  } finally {
    database.close();
  }
};

/** People U1, U2, ... with a connection each. */
async function people(count: number, state: string, from = 1): Promise<string[]> {
  await store.check();
  write(
    `insert into connections (id, team_id, owner, state, account_id, auth_config_id, since)
     with recursive n(i) as (select ${from} union all select i + 1 from n where i < ${from + count - 1})
     select 'c' || i, ?, 'U' || i, ?, 'ca' || i, ?, 1 from n`,
    team,
    state,
    authConfigId,
  );
  return Array.from({ length: count }, (_, index) => `U${from + index}`);
}

const notice = (subject: string): NewMessage => ({
  id: newId(),
  recipient: 'UADMIN',
  kind: 'scopes_round',
  subject,
  dedupeKey: `scopes_round:${subject}`,
});
const draft = (id: string) => ({ id, teamId: team, cause: 'scopes', authConfigId, createdBy: 'UADMIN' }) as const;
const wave = (roundId: string, now: number) =>
  store.sendWave(team, roundId, { most: 20, pauseMs: 60_000, messageId: newId }, now);

describe('a round', () => {
  test('asks twenty at a time, no sooner than a minute later, and nobody twice', async () => {
    const everybody = await people(45, 'active');
    expect((await store.askToReconnect(draft('r1'), everybody, notice('r1'), 1_000)).added).toBe(45);
    expect(await wave('r1', 1_000)).toBe(20);
    expect(await wave('r1', 1_000)).toBe(0);
    expect(await wave('r1', 60_999)).toBe(0);
    const both = await Promise.all([wave('r1', 61_000), wave('r1', 61_000)]);
    expect(both.sort()).toEqual([0, 20]);
    expect(await store.roundCounts(team, 'r1')).toEqual({ waiting: 5, asked: 40, reconnected: 0, gone: 0 });
    expect(await wave('r1', 121_000)).toBe(5);
    expect(await wave('r1', 181_000)).toBe(0);
    const asked = rows<{ recipient: string }>("select recipient from messages where kind = 'reconnect_request'");
    expect(new Set(asked.map(({ recipient }) => recipient)).size).toBe(45);
    expect(asked).toHaveLength(45);
  });

  test('that is under way is added to, each person once, and those without a connection are left out', async () => {
    const everybody = await people(3, 'active');
    await people(1, 'none', 9);
    await store.askToReconnect(draft('r1'), everybody.slice(0, 2), notice('r1'), 1);
    const again = await store.askToReconnect(draft('r2'), [...everybody, 'U9', 'U77'], notice('r2'), 2);
    expect(again).toMatchObject({ added: 1, round: { id: 'r1' } });
    expect((await store.openRounds(team)).map(({ id }) => id)).toEqual(['r1']);
  });

  test('counts a new account, not the one that somebody had, and whoever has gone', async () => {
    const everybody = await people(3, 'active');
    await store.askToReconnect(draft('r1'), everybody, notice('r1'), 1);
    await wave('r1', 1);
    expect(await store.settleRound(team, 'r1', 2)).toBe(false);
    write("update connections set account_id = 'ca_new' where owner = 'U1'");
    write("update connections set state = 'left', account_id = null where owner = 'U2'");
    expect(await store.settleRound(team, 'r1', 3)).toBe(true);
    expect(await store.roundCounts(team, 'r1')).toEqual({ waiting: 0, asked: 1, reconnected: 1, gone: 1 });
    expect(await store.settleRound(team, 'r1', 4)).toBe(false);
    expect(await store.endRound(team, 'r1', 'UADMIN', 5)).toBe(true);
    expect(await store.endRound(team, 'r1', 'UADMIN', 6)).toBe(false);
    expect(await store.settleRound(team, 'r1', 7)).toBe(false);
    expect(await wave('r1', 999_999)).toBe(0);
  });
});

describe('a rotation', () => {
  const claim = (id: string, continues: string | null = null) =>
    store.claimRotation({ id, teamId: team, authConfigId, createdBy: 'UADMIN' }, continues, 1);
  const dm: NewMessage = { id: 'm1', recipient: 'UADMIN', kind: 'rotation', subject: 'x1', dedupeKey: 'rotation:x1' };

  test('goes on one at a time, however many ask for it at once', async () => {
    const outcomes = await Promise.all([claim('x1'), claim('x2'), claim('x3')]);
    expect(outcomes.map(({ outcome }) => outcome).sort()).toEqual(['claimed', 'taken', 'taken']);
    expect(rows('select id from rotations')).toHaveLength(1);
  });

  test('is gone on with only when its canary has failed', async () => {
    await claim('x1');
    expect((await claim('x2', 'x1')).outcome).toBe('taken');
    await store.markSecretReplaced(team, 'x1', null, 2);
    await store.failCanary(team, 'x1', 'declined', dm, 3);
    expect((await claim('x2', 'x0')).outcome).toBe('taken');
    expect(await claim('x2', 'x1')).toMatchObject({ outcome: 'claimed', rotation: { id: 'x1', state: 'patching' } });
    expect(await store.giveUpRotation(team, 'x1', { by: 'bot', reason: 'stopped', notify: null }, 4)).toBe(true);
    expect(await store.giveUpRotation(team, 'x1', { by: 'bot', reason: 'stopped', notify: null }, 5)).toBe(false);
    expect((await claim('x2', 'x1')).rotation.id).toBe('x2');
  });

  test('asks those that are broken, but neither its canary nor the company nor who works', async () => {
    await people(3, 'broken');
    await people(2, 'active', 4);
    write("update connections set owner = 'company' where owner = 'U2'");
    await claim('x1');
    await store.beginCanary(team, 'x1', { owner: 'U1', attemptId: 'a1', by: 'U1' }, 2);
    await store.passCanary(team, 'x1', dm, 3);
    expect(rows('select slack_user_id, needs_new_account from reconnect_requests')).toEqual([
      { slack_user_id: 'U3', needs_new_account: 0 },
    ]);
    expect(await store.askEverybody(team, 'x1', 'UADMIN', 4)).toBe(2);
    expect(await store.askEverybody(team, 'x1', 'UADMIN', 5)).toBe(0);
    // One that breaks later has had an alert; it is counted, not asked again.
    write("update connections set state = 'broken' where owner = 'U1'");
    await store.settleRound(team, 'x1', 6);
    expect(await store.reconnectRequest(team, 'x1', 'U1')).toMatchObject({ state: 'asked' });
    await wave('x1', 7);
    const asked = rows<{ recipient: string }>("select recipient from messages where kind = 'reconnect_request'");
    expect(asked.map(({ recipient }) => recipient).sort()).toEqual(['U3', 'U4', 'U5']);
    await store.endRound(team, 'x1', 'bot', 8);
    expect(await store.rotation(team, 'x1')).toMatchObject({ state: 'done', endedAt: 8 });
  });
});

describe('requested scopes', () => {
  test('are counted by what was requested, whatever its order, and written only where they differ', async () => {
    await people(4, 'active');
    const note = (accountId: string, requested: string[]) =>
      store.noteRequestedScopes(team, [{ accountId, requested }]);
    await note('ca1', ['b', 'a']);
    await note('ca2', ['a', 'b', 'a']);
    await note('ca3', ['a']);
    const granted = await store.grantedScopes(team, authConfigId);
    expect(granted.sort((one, other) => other.count - one.count || (one.requested === null ? 1 : -1))).toEqual([
      { requested: ['a', 'b'], count: 2 },
      { requested: ['a'], count: 1 },
      { requested: null, count: 1 },
    ]);
    expect(await store.ownersWithScopes(team, authConfigId, [['b', 'a']], null)).toEqual(['U1', 'U2']);
    expect(await store.ownersWithScopes(team, authConfigId, [['a'], null], 1)).toEqual(['U3']);
    expect(await store.ownersWithScopes(team, authConfigId, [], null)).toEqual([]);
  });
});

test('drift is new once, known while it stays, and over when it is another or none', async () => {
  const found = (fingerprint: string, id: string) => ({
    id,
    fingerprint,
    data: { fingerprint },
    notify: [{ id: newId(), recipient: 'U1', kind: 'scope_drift', subject: id, dedupeKey: `scope_drift:${id}` }],
  });
  expect(await store.recordDrift(team, 's1', 'none', 1)).toBe('none');
  expect(await store.recordDrift(team, 's1', found('a', 'd1'), 2)).toBe('new');
  expect(await store.recordDrift(team, 's1', found('a', 'd2'), 3)).toBe('known');
  expect(await store.recordDrift(team, 's1', found('b', 'd3'), 4)).toBe('new');
  expect(await store.drift(team, 'd1')).toMatchObject({ endedAt: 4 });
  expect(await store.recordDrift(team, 's1', 'none', 5)).toBe('over');
  expect(await store.openDrift(team)).toBeNull();
  expect(rows('select subject from messages')).toEqual([{ subject: 'd1' }, { subject: 'd3' }]);

  expect(await store.recordDrift(team, 's1', 'gone', 6)).toBe('none');
  await store.recordDrift(team, 's1', found('c', 'd4'), 7);
  expect(await store.recordDrift(team, 's1', 'gone', 8)).toBe('over');
  expect(await store.drift(team, 'd3')).toMatchObject({ ending: 'put_right' });
  expect(await store.drift(team, 'd4')).toMatchObject({ endedAt: 8, ending: 'gone', data: { fingerprint: 'c' } });
});

test('an empty list of requested scopes, which an older version kept, is one that nobody knows', async () => {
  await people(3, 'active');
  write("update connections set requested_scopes = '[]' where owner = 'U1'");
  write(`update connections set requested_scopes = '["api:users:read"]' where owner = 'U2'`);
  const granted = await store.grantedScopes(team, authConfigId);
  expect(granted).toHaveLength(2);
  expect(granted).toEqual(
    expect.arrayContaining([
      { requested: null, count: 2 },
      { requested: ['api:users:read'], count: 1 },
    ]),
  );
  expect(await store.ownersWithScopes(team, authConfigId, [null], null)).toEqual(['U1', 'U3']);
});
