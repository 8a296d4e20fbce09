/** The company connection in the database: what is begun, won, asked for and refused as the mode changes around it. */

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openStore } from '../../../src/adapters/sqlite/store.ts';
import type { Store } from '../../../src/store.ts';

const team = 'T1';
const active = {
  status: 'ACTIVE',
  statusReason: null,
  isDisabled: false,
  isAuthConfigDisabled: false,
  updatedAt: 100,
};
let folder: string;
let path: string;
let store: Store;
let made = 0;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'gong-connect-company-'));
  path = join(folder, 'gong.db');
  store = openStore(path);
});
afterEach(async () => {
  await store.close();
  rmSync(folder, { recursive: true, force: true });
});

const rows = (source: string): unknown[] => {
  const database = new Database(path, { readonly: true });
  try {
    return database.prepare(source).all();
  } finally {
    database.close();
  }
};
const newId = (): string => {
  made += 1;
  return `id${made}`;
};
const choose = (mode: 'personal' | 'company', at: number) =>
  store.chooseConnectionMode(team, mode, 'UANA', () => [], at);

/** A link for the company is asked for. */
async function ask(approver: string, at: number) {
  const id = newId();
  const link = { id, teamId: team, owner: 'company', approver, askedBy: approver, authConfigId: 'ac_1', nonce: id };
  const message = { id: newId(), recipient: approver, kind: 'link', subject: id, dedupeKey: `link:${id}` };
  const outcome = await store.beginAttempt(
    { ...link, baseUrl: 'https://api.gong.io' },
    `external-${approver}`,
    message,
    at,
  );
  return { id, accountId: `ca_${id}`, outcome };
}

/** A link for the company that is out; its account. */
async function linkFor(approver: string, at: number): Promise<string> {
  const { id, accountId } = await ask(approver, at);
  await store.markLinkMade(team, id, { accountId, expiresAt: at + 600_000 }, at);
  return accountId;
}

const becomesActive = (accountId: string, at: number) =>
  store.observe(
    team,
    { accountId, begunAt: at, seen: { ...active, updatedAt: at } },
    { connectionId: newId(), outageId: newId(), messageId: newId(), incidentId: newId() },
    null,
    at,
  );

test('a link for the company is begun only where one connection is chosen, and else leaves no trace', async () => {
  expect((await ask('UANA', 10)).outcome).toBe('personal');
  expect(
    rows('select id from attempts union all select id from messages union all select slack_user_id from people'),
  ).toEqual([]);
  await choose('company', 20);
  expect((await ask('UANA', 30)).outcome).toBe('begun');
  expect((await ask('UANA', 40)).outcome).toBe('repeated');
  await choose('personal', 50);
  expect((await ask('UANA', 60)).outcome).toBe('personal');
});

test('a wish to use the company’s connection is taken only where one is chosen', async () => {
  expect(await store.requestGrant(team, 'U1', 'external-1', 10)).toBe('personal');
  await choose('company', 20);
  expect(await store.requestGrant(team, 'U1', 'external-1', 30)).toBe('asked');
  expect(await store.requestGrant(team, 'U1', 'external-1', 40)).toBe('repeated');
  await choose('personal', 50);
  // Whoever asked a moment after the change would wait for ever.
  expect(await store.requestGrant(team, 'U2', 'external-2', 60)).toBe('personal');
  expect(rows('select slack_user_id, state from grants')).toEqual([{ slack_user_id: 'U1', state: 'withdrawn' }]);
});

test('an account that turns ACTIVE where people connect on their own is deleted with its grant, and connects nothing', async () => {
  await choose('company', 10);
  const { id, accountId } = await ask('UANA', 20);
  await choose('personal', 30);
  // The answer to a request that was under way as the mode changed.
  await store.markLinkMade(team, id, { accountId, expiresAt: 600_000 }, 40);
  expect(await becomesActive(accountId, 50)).toMatchObject({ kind: 'attempt-ended', state: 'superseded' });
  expect(rows('select id from connections')).toEqual([]);
  expect(await store.dueRemovals(team, 50, 10)).toMatchObject([{ accountId, revoke: true, lookFirst: false }]);
});

test('an account that turns ACTIVE where one connection is chosen becomes it', async () => {
  await choose('company', 10);
  const accountId = await linkFor('UANA', 20);
  expect(await becomesActive(accountId, 50)).toMatchObject({ kind: 'won', owner: 'company' });
});

describe('a request to approve for the company', () => {
  const day = 24 * 3_600_000;
  const handOver = (id: string, recipient: string, at: number) => {
    const relay = { id, teamId: team, kind: 'consent' as const, sender: 'UANA', recipient, note: null, formId: id };
    return store.handOver({ ...relay, memory: '{}', createdAt: at, expiresAt: at + day }, []);
  };
  /** The colleague gets a link, which lapses by our clock; what Composio has of it could still be finished. */
  const tryInVain = async (id: string, recipient: string, at: number): Promise<string> => {
    await store.beginRelayWork(team, id, at);
    const link = await ask(recipient, at);
    await store.markLinkMade(team, link.id, { accountId: link.accountId, expiresAt: at + 600_000 }, at);
    await store.lapseAttempt(team, link.id, at + 600_000);
    await store.failRelay(team, id, 'lapsed', at + 600_000);
    return link.accountId;
  };
  beforeEach(() => choose('company', 1));

  test.each<[string, (now: number) => Promise<unknown>]>([
    ['is withdrawn', (now) => store.withdrawRelay(team, 'r1', 'UANA', now)],
    ['expires', (now) => store.expireRelays(team, now)],
    ['is overtaken', (now) => store.overtakeRelay(team, 'r1', 'connected', now)],
  ])('that %s takes along what its colleague could still finish', async (_how, end) => {
    await handOver('r1', 'UBEN', 10);
    const accountId = await tryInVain('r1', 'UBEN', 20);
    const now = day + 10;
    await end(now);
    expect(await store.openRelays(team)).toEqual([]);
    expect(await store.dueRemovals(team, now, 10)).toMatchObject([{ accountId, revoke: true, lookFirst: false }]);
    expect(await becomesActive(accountId, now)).toMatchObject({ kind: 'none' });
    expect(rows('select id from connections')).toEqual([]);
  });

  test('that is still open leaves its colleague what they could finish, and is done with it', async () => {
    await handOver('r1', 'UBEN', 10);
    const accountId = await tryInVain('r1', 'UBEN', 20);
    expect(await becomesActive(accountId, 700_000)).toMatchObject({ kind: 'won' });
    expect(await store.relay(team, 'r1')).toMatchObject({ state: 'done' });
  });

  test('that somebody else has answered is overtaken, and one that is sent afterwards is not', async () => {
    await handOver('r1', 'UBEN', 10);
    await handOver('r2', 'UCHLOE', 20);
    const unfinished = await tryInVain('r2', 'UCHLOE', 30);
    await becomesActive(await linkFor('UANA', 700_000), 700_100);
    await handOver('r3', 'UBEN', 700_200);
    for (const id of ['r1', 'r2']) {
      expect(await store.relay(team, id)).toMatchObject({ state: 'overtaken', failure: 'connected' });
    }
    expect(await becomesActive(unfinished, 700_300)).toMatchObject({ kind: 'none' });
    expect(await store.relay(team, 'r3')).toMatchObject({ state: 'sent' });
  });

  test('ends where sharing is refused and where people connect on their own, and is refused there', async () => {
    await handOver('r1', 'UBEN', 10);
    await handOver('r2', 'UCHLOE', 20);
    const { id } = await ask('UBEN', 30);
    const told: (readonly string[])[] = [];
    const nobody = (people: readonly string[]) => {
      told.push(people);
      return [];
    };
    await store.refuseSharing(team, id, { users: () => [], senders: nobody }, 40);
    expect(told).toEqual([['UANA']]);
    for (const relay of ['r1', 'r2']) {
      expect(await store.relay(team, relay)).toMatchObject({ state: 'overtaken', failure: 'sharing_refused' });
    }
    expect(await handOver('r3', 'UBEN', 50)).toBe(false);
    await choose('company', 60);
    expect(await handOver('r4', 'UBEN', 70)).toBe(true);
    await choose('personal', 80);
    expect(await store.relay(team, 'r4')).toMatchObject({ state: 'overtaken', failure: 'personal' });
  });
});
