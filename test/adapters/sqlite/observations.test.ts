/** Observations in the database: one transaction for the state and what is owed, whatever comes in which order. */

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openStore } from '../../../src/adapters/sqlite/store.ts';
import type { AccountSeen, Observation } from '../../../src/connection.ts';
import type { Store } from '../../../src/store.ts';

const team = 'T1';
let folder: string;
let path: string;
let store: Store;
let made = 0;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'gong-connect-observations-'));
  path = join(folder, 'gong.db');
  store = openStore(path);
});
afterEach(async () => {
  await store.close();
  rmSync(folder, { recursive: true, force: true });
});

const rows = <Row = Record<string, unknown>>(source: string, ...values: unknown[]): Row[] => {
  const database = new Database(path, { readonly: true });
  try {
    return database.prepare(source).all(...values) as Row[];
  } finally {
    database.close();
  }
};
const newId = (): string => {
  made += 1;
  return `id${made}`;
};
const active: AccountSeen = {
  status: 'ACTIVE',
  statusReason: null,
  isDisabled: false,
  isAuthConfigDisabled: false,
  updatedAt: 100,
};
const observe = (observation: Observation, now = observation.begunAt) =>
  store.observe(
    team,
    observation,
    { connectionId: newId(), outageId: newId(), messageId: newId(), incidentId: newId() },
    86_400_000,
    now,
  );

/** A link that was asked for and made; its account. */
async function askFor(owner: string, at: number): Promise<string> {
  const attemptId = newId();
  const accountId = `ca_${attemptId}`;
  await store.beginAttempt(
    { id: attemptId, teamId: team, owner, authConfigId: 'ac_1', baseUrl: 'https://api.gong.io', nonce: attemptId },
    `external-${owner}`,
    { id: newId(), recipient: owner, kind: 'link', subject: attemptId, dedupeKey: `link:${attemptId}` },
    at,
  );
  await store.markLinkMade(team, attemptId, { accountId, expiresAt: at + 600_000 }, at);
  return accountId;
}

async function connected(owner: string, at = 100): Promise<string> {
  const accountId = await askFor(owner, at);
  await observe({ accountId, begunAt: at, seen: { ...active, updatedAt: at } });
  return accountId;
}

test('whatever is observed how often, each outage has one alert and at most one is open', async () => {
  const sight = fc.option(
    fc.record({
      status: fc.constantFrom('ACTIVE', 'EXPIRED', 'INACTIVE', 'REVOKED', 'FAILED', 'ODD'),
      isAuthConfigDisabled: fc.boolean(),
    }),
    { nil: null, freq: 5 },
  );
  await fc.assert(
    fc.asyncProperty(
      fc.uuid(),
      fc.array(fc.record({ sight, pauseMs: fc.nat(900_000), repeats: fc.nat(2) }), { minLength: 1, maxLength: 8 }),
      async (owner, steps) => {
        const accountId = await connected(owner);
        let at = 1_000;
        for (const { sight: seen, pauseMs, repeats } of steps) {
          at += pauseMs + 1;
          const observation = { accountId, begunAt: at, seen: seen && { ...active, ...seen, updatedAt: at } };
          for (let time = 0; time <= repeats; time += 1) await observe(observation);
          // What is stale by now comes in once more.
          await observe({ accountId, begunAt: at - 1, seen: { ...active, updatedAt: 100 } }, at);
          const open = rows('select id from outages where owner = ? and ended_at is null', owner);
          const [connection] = rows<{ state: string }>('select state from connections where owner = ?', owner);
          if (connection?.state === 'active') expect(open).toEqual([]);
          else if (connection?.state !== 'unknown') expect(open).toHaveLength(1);
          expect(open.length).toBeLessThanOrEqual(1);
        }
        const outages = rows<{ id: string }>('select id from outages where owner = ?', owner);
        const alerts = rows<{ subject: string }>(
          "select subject from messages where recipient = ? and kind = 'alert'",
          owner,
        );
        expect(alerts.map(({ subject }) => subject).sort()).toEqual(outages.map(({ id }) => id).sort());
        const told = rows<{ subject: string }>(
          "select subject from messages where recipient = ? and kind = 'recovered'",
          owner,
        );
        expect(new Set(told.map(({ subject }) => subject)).size).toBe(told.length);
      },
    ),
    { numRuns: 30 },
  );
});

test('what is the same as before is not told and owes nothing', async () => {
  const accountId = await connected('U1');
  const before = rows('select * from messages');
  expect(await observe({ accountId, begunAt: 500, seen: active })).toMatchObject({ kind: 'none' });
  expect(rows('select * from messages')).toEqual(before);
  expect(rows('select seen_begun_at, since from connections')).toEqual([{ seen_begun_at: 500, since: 100 }]);
});

describe('two links of one person', () => {
  test('that are both finished leave the younger one’s account, and the other to be deleted without its grant', async () => {
    const older = await askFor('U1', 100);
    const younger = await askFor('U1', 200);
    await observe({ accountId: younger, begunAt: 300, seen: { ...active, updatedAt: 300 } });
    await observe({ accountId: older, begunAt: 310, seen: { ...active, updatedAt: 310 } });
    expect(rows('select account_id, state from connections')).toEqual([{ account_id: younger, state: 'active' }]);
    expect(await store.dueRemovals(team, 400, 10)).toMatchObject([
      { accountId: older, revoke: false, lookFirst: true },
    ]);
  });

  test('of which only the superseded one is finished leave its account, which is not deleted then', async () => {
    const older = await askFor('U1', 100);
    await askFor('U1', 200);
    expect(await store.dueRemovals(team, 250, 10)).toMatchObject([{ accountId: older }]);
    await observe({ accountId: older, begunAt: 310, seen: { ...active, updatedAt: 310 } });
    expect(rows('select account_id, state from connections')).toEqual([{ account_id: older, state: 'active' }]);
    expect(await store.dueRemovals(team, 400, 10)).toEqual([]);
  });

  test('finished in any order leave one working account, and nothing that nobody will delete', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uuid(), fc.shuffledSubarray([0, 1, 2], { minLength: 1 }), async (owner, finished) => {
        const accounts = [await askFor(owner, 100), await askFor(owner, 200), await askFor(owner, 300)];
        for (const [index, which] of finished.entries()) {
          const at = 1_000 + index;
          await observe({ accountId: accounts[which] ?? '', begunAt: at, seen: { ...active, updatedAt: at } });
        }
        const youngest = accounts[Math.max(...finished)];
        expect(rows('select account_id, state from connections where owner = ?', owner)).toEqual([
          { account_id: youngest, state: 'active' },
        ]);
        const kept = rows<{ account_id: string }>(
          "select account_id from attempts where owner = ? and removal = 'none' and state != 'pending'",
          owner,
        );
        expect(kept).toEqual([{ account_id: youngest }]);
      }),
      { numRuns: 20 },
    );
  });
});

test('an account that was given up changes nothing any more, not even by turning ACTIVE', async () => {
  const accountId = await askFor('U1', 100);
  await store.markLeft(team, 'U1', 200);
  await observe({ accountId, begunAt: 300, seen: { ...active, updatedAt: 300 } });
  expect(rows('select state from connections')).toEqual([]);
  expect(await store.dueRemovals(team, 400, 10)).toMatchObject([{ accountId, revoke: true, lookFirst: false }]);
});

test('a reconnect that wins ends the outage without a message of its own', async () => {
  const first = await connected('U1');
  await observe({ accountId: first, begunAt: 1_000, seen: null });
  const second = await askFor('U1', 2_000);
  await observe({ accountId: second, begunAt: 3_000, seen: { ...active, updatedAt: 3_000 } });
  expect(rows('select ended_at from outages')).toEqual([{ ended_at: 3_000 }]);
  expect(rows("select id from messages where kind = 'recovered'")).toEqual([]);
  expect(await store.dueRemovals(team, 4_000, 10)).toMatchObject([{ accountId: first, revoke: false }]);
});

test('what of another team is observed changes nothing here', async () => {
  const accountId = await connected('U1');
  const effect = await store.observe(
    'T2',
    { accountId, begunAt: 9_000, seen: null },
    { connectionId: 'c', outageId: 'o', messageId: 'm', incidentId: 'i' },
    1,
    9_000,
  );
  expect(effect.kind).toBe('none');
  expect(rows('select state from connections')).toEqual([{ state: 'active' }]);
});

test('sweeps are forgotten after their time, but the last complete one of each auth config is kept', async () => {
  const sweep = async (id: string, authConfigId: string, beganAt: number, isComplete: boolean): Promise<void> => {
    await store.beginSweep(team, { id, authConfigId, beganAt, endedAt: null, isComplete: false });
    await store.endSweep(team, id, { isComplete, now: beganAt + 1, forgetBefore: beganAt - 100 });
  };
  await sweep('a1', 'ac_1', 1, true);
  await sweep('a2', 'ac_1', 2, true);
  await sweep('b1', 'ac_2', 3, true);
  await sweep('a3', 'ac_1', 500, false);
  expect(rows('select id from sweeps order by began_at')).toEqual([{ id: 'a2' }, { id: 'b1' }, { id: 'a3' }]);
  expect(await store.lastCompleteSweep(team, 'ac_1')).toMatchObject({ id: 'a2' });
});
