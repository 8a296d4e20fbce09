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
    insert into invitation_batches ${row} select 'b' || i, '${team}', 'U1', iif(i = 1, 'sending', 'reported'), '{}', i, i from n;
    insert into invitations ${row} select 'i' || i, '${team}', 'b' || (1 + i % 100), 'U' || i, 'U1', iif(i % 50, 'connected', 'waiting'), null, 0, iif(i % 50, null, i), i, null from n;
    insert into relays (id, team_id, kind, sender, recipient, form_id, memory, state, created_at, expires_at, ended_at) ${row} select 'r' || i, '${team}', 'consent', 'U1', 'U' || i, 'f' || i, '{}', iif(i = 1, 'sent', 'done'), i, i, iif(i = 1, null, i) from n;
    insert into sweeps (id, team_id, auth_config_id, began_at, ended_at, is_complete) ${row} select 's' || i, '${team}', 'ac_1', i, i, 1 from n;
    insert into reconnect_rounds (id, team_id, cause, auth_config_id, created_by, began_at, next_wave_at, ended_at) ${row} select 'r' || i, '${team}', 'rotation', 'ac_1', 'U1', i, i, iif(i = 1, null, i) from n;
    insert into reconnect_requests ${row} select 'r1', '${team}', 'U' || i, iif(i % 50, 'reconnected', 'waiting'), 'ca' || i, 0, null from n;
    insert into rotations (id, team_id, auth_config_id, state, created_by, canary, began_at, ended_at) ${row} select 'r' || i, '${team}', 'ac_1', iif(i = 1, 'waves', 'done'), 'U1', 'U1', i, iif(i = 1, null, i) from n;
    insert into webhook_deliveries ${row} select 'w' || i, '${team}', 'ca' || i, i, i from n;
    insert into audit (team_id, at, actor, action, subject, detail, previous_hash, hash) ${row} select '${team}', i, 'bot', 'connection.active', 'U' || i, '{}', '', '' from n;
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

/** Indexes that hold only what is open, to be walked through; and one that is read from its end, a line or a page;
 * and the one row of a team. */
const harmlessIndexes =
  /\b(?:messages_owed|webhook_deliveries_open|audit_by_team|incidents_open|one_waiting_invitation|one_open_rotation|one_open_round|one_open_drift|one_open_pause|one_open_access_trouble|open_relays|sqlite_autoindex_(?:preferences|access_lists|access_runs)_1)\b/;

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
            /^SCAN (?!CONSTANT)/.test(detail) || (/\(team_id=\?\)$/.test(detail) && !harmlessIndexes.test(detail)),
        );
    });
  } finally {
    database.close();
  }
}

const claim = { holder: 'h', fence: 1, until: 10, abandonedUntil: 0, except: ['m1'] };
const seen = { status: 'EXPIRED', statusReason: null, isDisabled: false, isAuthConfigDisabled: false, updatedAt: 2 };
const identities = { connectionId: 'c', outageId: 'o', messageId: 'm', incidentId: 'i' };
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
  'find open batches': () => store.openBatches(team),
  'see how a batch goes': () => store.batchResults(team, 'b1'),
  'end invitations': () => store.settleInvitations(team, 5),
  'find due nudges': () => store.dueNudges(team, 'known', 5, 20),
  'find due nudges of people nobody knows where': () => store.dueNudges(team, 'unknown', 5, 20),
  'know when somebody was nudged': () => store.nudgesSince(team, 'U500', 5),
  'know who is still invited': () => store.hasOpenInvitation(team, 'U500'),
  'know the company connection': () => store.companyStatus(team),
  'see what an access list needs': () => store.accessWork(team),
  'find consents that came to nothing': () => store.stuckConsents(team, 9_999, 2),
  'find open relays': () => store.openRelays(team),
  'find relays on their way': () => store.undeliveredRelays(team),
  'find a message': () => store.messageByKey(team, 'alert:o500'),
  'find the rotation': () => store.openRotation(team),
  'find rounds': () => store.openRounds(team),
  'settle a round': () => store.settleRound(team, 'r1', 5),
  'send a wave': () => store.sendWave(team, 'r1', { most: 20, pauseMs: 1, messageId: () => `m${prepared.length}x` }, 5),
  'find drift': () => store.openDrift(team),
  'find incidents': () => store.openIncidents(team),
  'count the people of an incident': () => store.peopleOf(team, { id: 'i1', authConfigId: 'ac_1' }),
  'count who was told of an incident': () => store.toldOf(team, 'i1'),
  'find who broke alone': () => store.brokenAlone(team, ['expired', 'failed'], 9_990),
  'find links that ended since': () => store.attemptsSince(team, 'ac_1', 9_990),
  'find failed sweeps': () => store.failedSweeps(team, 9_990),
  'find what a channel refused': () => store.refusedByChannel(team, 5),
  'find how admins want to hear of trouble': () => store.noticePreferences(team),
  'find notices': () => store.messagesSince(team, ['admin_paused'], 5),
};

test.each(Object.entries(hot))('to %s, no table is walked through', async (_what, work) => {
  expect(await scans(work)).toEqual([]);
});
