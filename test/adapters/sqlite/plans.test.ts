/** What the loops ask again and again is answered by an index, with 10,000 people in the database. */

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openStore } from '../../../src/adapters/sqlite/store.ts';
import type { Store } from '../../../src/store.ts';

const size = 10_000;
const team = 'T1';
let folder: string;
let path: string;
let store: Store;
/** What was prepared lately, by the store. */
const prepared: string[] = [];
const { prepare } = Database.prototype;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'gong-connect-plans-'));
  path = join(folder, 'gong.db');
  store = openStore(path);
  await store.check();
  const database = new Database(path);
  const row = `with recursive n(i) as (select 1 union all select i + 1 from n where i < ${size})`;
  database.exec(`
    begin;
    insert into people ${row} select '${team}', 'U' || i, 'x' || i, 1 from n;
    insert into connections (id, team_id, owner, state, account_id, auth_config_id, status, since, seen_updated_at, seen_begun_at)
      ${row} select 'c' || i, '${team}', 'U' || i, iif(i % 50, 'active', 'broken'), 'ca' || i, 'ac_1', 'ACTIVE', 1, 1, 1 from n;
    insert into attempts (id, team_id, owner, auth_config_id, state, account_id, base_url, nonce, created_at)
      ${row} select 'a' || i, '${team}', 'U' || i, 'ac_1', 'won', 'ca' || i, 'https://api.gong.io', 'n' || i, i from n;
    insert into outages (id, team_id, connection_id, owner, began_at, ended_at, cause, next_reminder_at)
      ${row} select 'o' || i, '${team}', 'c' || i, 'U' || i, i, iif(i % 50, i + 1, null), 'expired', 100000 + i from n;
    insert into messages (id, team_id, recipient, kind, subject, dedupe_key, data, priority, revision, shown_revision, state, next_try_at, channel, ts, created_at)
      ${row} select 'm' || i, '${team}', 'U' || i, 'alert', 'o' || i, 'alert:o' || i, '{}', 1, 1, 1, iif(i % 100, 'shown', 'owed'), 1, 'D' || i, iif(i % 100, '1.1', null), 1 from n;
    insert into sweeps ${row} select 's' || i, '${team}', 'ac_1', i, i, 1 from n;
    insert into webhook_deliveries ${row} select 'w' || i, '${team}', 'ca' || i, i, i from n;
    insert into audit (team_id, at, actor, action, subject, detail) ${row} select '${team}', i, 'bot', 'connection.active', 'U' || i, '{}' from n;
    commit;
    analyze;
  `);
  database.close();
  Database.prototype.prepare = function (this: Database.Database, source: string) {
    prepared.push(source);
    return Reflect.apply(prepare, this, [source]);
  } as typeof prepare;
});
afterAll(async () => {
  Database.prototype.prepare = prepare;
  await store.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Indexes that hold only what is open: to walk through all of one is what they are for. */
const smallIndexes = /\b(?:messages_owed|webhook_deliveries_open)\b/;

/** Every step of the work in which a table is walked through, or all that a team has in it. */
async function scans(work: () => Promise<unknown>): Promise<string[]> {
  prepared.length = 0;
  await work();
  const asked = prepared.filter((source) => /^\s*(?:select|update|delete|insert)/i.test(source));
  expect(asked).not.toEqual([]);
  const database = new Database(path, { readonly: true });
  try {
    return asked.flatMap((source) => {
      const plan = prepare.call(database, `explain query plan ${source}`);
      const parameters = new Array(source.match(/\?/g)?.length ?? 0).fill(1);
      const steps = plan.all(parameters) as { detail: string }[];
      return steps
        .map(({ detail }) => detail)
        .filter(
          (detail) =>
            /^SCAN (?!CONSTANT)/.test(detail) || (/\(team_id=\?\)$/.test(detail) && !smallIndexes.test(detail)),
        );
    });
  } finally {
    database.close();
  }
}

const claim = { holder: 'h', fence: 1, until: 10, abandonedUntil: 0, except: ['m1'] };
const seen = { status: 'EXPIRED', statusReason: null, isDisabled: false, isAuthConfigDisabled: false, updatedAt: 2 };
const identities = { connectionId: 'c', outageId: 'o', messageId: 'm' };
const hot: Readonly<Record<string, () => Promise<unknown>>> = {
  'claim a message': () => store.claimMessage(team, claim, { posts: true, edits: true }, 5),
  'count what is owed': () => store.owedCounts(team),
  'know a channel': () => store.knownChannel(team, 'U500'),
  'see what is shown': () => store.showing(team, 'alert', 'o500'),
  'find reminders': () => store.dueReminders(team, 5),
  'find removals': () => store.dueRemovals(team, 5, 20),
  'find links to make': () => store.requestedAttempts(team),
  'find links to show': () => store.unshownAttempts(team),
  'find links in use': () => store.attemptsInUse(team, 5, 1),
  'find hints': () => store.openHints(team),
  'accept a hint': () => store.acceptHint(team, 'new', 'ca1', 5),
  'find an account': () => store.watchedAccount(team, 'ca500'),
  'observe a connection': () => store.observe(team, { accountId: 'ca501', begunAt: 5, seen }, identities, 1_000, 5),
  'judge a mass change': () => store.recentlyDown(team, 'ac_1', 5),
  'list what is watched': () => store.watchedAccounts(team, 'ac_1', 1),
  'find the last sweep': () => store.lastCompleteSweep(team, 'ac_1'),
  'know a person': () => store.statusOf(team, 'U500'),
  'count verifications': () => store.verificationsSince(team, 5),
  'find notices': () => store.messagesSince(team, ['admin_paused'], 5),
};

test.each(Object.entries(hot))('to %s, no table is walked through', async (_what, work) => {
  expect(await scans(work)).toEqual([]);
});
