/** The company connection in the database: what is begun, won, asked for and refused as the mode changes around it. */

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, expect, test } from 'vitest';
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
