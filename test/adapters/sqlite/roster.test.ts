/** The roster's rows follow what happens to people, and a page of them is read without walking through everybody. */

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { migrations } from '../../../src/adapters/sqlite/migrations.ts';
import { migrate } from '../../../src/adapters/sqlite/open.ts';
import { openStore } from '../../../src/adapters/sqlite/store.ts';
import { lookAtRoster } from '../../../src/roster/look.ts';
import { firstPage } from '../../../src/roster/place-memory.ts';
import type { Store } from '../../../src/store.ts';
import type { RosterMark, RosterPage, RosterQuery, RosterSort } from '../../../src/stores/roster.ts';

const size = 10_000;
const team = 'T1';
const nameOf = (number: number): string => `Person ${String(number).padStart(5, '0')}`;
const everybody: RosterQuery = { search: '', state: null, sort: 'name' };
let folder: string;
let path: string;
let store: Store;
let database: Database.Database;
/** What the store asked of the database lately. */
const asked: { source: string; rows: number; steps: string[] }[] = [];
const { prepare } = Database.prototype;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'gong-connect-roster-'));
  path = join(folder, 'gong.db');
  openStore(path).close();
  database = new Database(path);
  const row = `with recursive n(i) as (select 1 union all select i + 1 from n where i < ${size})`;
  // One in fifty is broken, one in ten was invited and never connected.
  database.exec(`
    begin;
    insert into people ${row} select '${team}', 'U' || i, 'x' || i, i from n;
    insert into connections (id, team_id, owner, state, account_id, auth_config_id, status, since)
      ${row} select 'c' || i, '${team}', 'U' || i, iif(i % 50, 'active', 'broken'), 'ca' || i, 'ac_1', 'ACTIVE', i
      from n where i % 10 <> 1;
    insert into invitation_batches (id, team_id, invited_by, state, audience, created_at)
      values ('b', '${team}', 'U0', 'sending', '{}', 1);
    insert into invitations (id, team_id, batch_id, slack_user_id, invited_by, state, created_at)
      ${row} select 'i' || i, '${team}', 'b', 'U' || i, 'U0', 'waiting', i from n where i % 10 = 1;
    insert into sweeps (id, team_id, auth_config_id, began_at, ended_at, is_complete)
      ${row} select 's' || i, '${team}', 'ac_1', i, i, 1 from n;
    update roster set name = printf('Person %05d', substr(slack_user_id, 2)) where slack_user_id <> 'U${size}';
    update roster set sort_name = lower(name) where name is not null;
    insert into roster_words select team_id, slack_user_id, 'person' from roster where name is not null;
    insert into roster_words select team_id, slack_user_id, substr(name, 8) from roster where name is not null;
    commit;
  `);
  store = openStore(path);
});
afterAll(async () => {
  Database.prototype.prepare = prepare;
  await store.close();
  database.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Writes down every statement, how many rows it gave, and how SQLite went about it. */
async function watched<T>(work: () => Promise<T>): Promise<T> {
  asked.length = 0;
  Database.prototype.prepare = function (this: Database.Database, source: string) {
    const statement = Reflect.apply(prepare, this, [source]) as Database.Statement;
    const all = statement.all.bind(statement);
    statement.all = (...parameters: unknown[]) => {
      const rows = all(...parameters);
      const plan = Reflect.apply(prepare, database, [`explain query plan ${source}`]).all(...parameters);
      asked.push({ source, rows: rows.length, steps: (plan as { detail: string }[]).map(({ detail }) => detail) });
      return rows;
    };
    return statement;
  } as typeof prepare;
  try {
    return await work();
  } finally {
    Database.prototype.prepare = prepare;
  }
}

/** Steps that walk through a table, or through all that a team has in it. */
function walks(): string[] {
  return asked.flatMap(({ steps }) =>
    steps.filter(
      (step) =>
        /^SCAN (?!hits|\(subquery)/.test(step) || /TEMP B-TREE/.test(step) || /connections.*\(team_id=\?\)$/.test(step),
    ),
  );
}

const names = (page: RosterPage): string[] => page.entries.map(({ slackUserId }) => slackUserId);
const sorts: RosterSort[] = ['state', 'name', 'since', 'newest'];

test('names are kept for those in the roster alone, and who has left is one of the left', async () => {
  const members = Array.from({ length: 500 }, (_, index) => ({
    slackUserId: `U${index + 1}`,
    name: nameOf(index + 1),
    isDeactivated: index + 1 === 7,
  }));
  await store.rememberMembers(team, [...members, { slackUserId: 'UX', name: 'X', isDeactivated: false }], 50_000);
  expect(await store.rosterEntry(team, 'UX')).toBeNull();
  expect(await store.rosterEntry(team, 'U7')).toMatchObject({ state: 'left', since: 50_000, name: 'Person 00007' });
  expect(await store.namelessPeople(team, 5)).toEqual(['U10000']);
  await store.rememberMembers(team, [{ slackUserId: 'U10000', name: nameOf(size), isDeactivated: false }], 50_000);
  expect(await store.namelessPeople(team, 5)).toEqual([]);
});

test('a name that an older version folded otherwise is found by its plain letters after the next look', async () => {
  const lukasz = { slackUserId: 'U9', name: 'Łukasz Østergård', isDeactivated: false };
  await store.rememberMembers(team, [lukasz], 50_000);
  database.exec(`
    update roster set sort_name = 'łukasz østergard' where slack_user_id = 'U9';
    delete from roster_words where slack_user_id = 'U9';
    insert into roster_words values ('${team}', 'U9', 'łukasz'), ('${team}', 'U9', 'østergard');
  `);
  const found = async (search: string) => names(await store.rosterPage(team, { ...everybody, search }, null, 20));
  expect(await found('lukasz')).toEqual([]);
  await store.rememberMembers(team, [lukasz], 50_000);
  expect(await found('lukasz')).toEqual(['U9']);
  expect(await found('Øster')).toEqual(['U9']);
  await store.rememberMembers(team, [{ ...lukasz, name: nameOf(9) }], 50_000);
});

test('counts are those of the rows', async () => {
  const counted = database.prepare('select state, count(*) as people from roster group by state').all() as {
    state: string;
    people: number;
  }[];
  const counts = await watched(() => store.rosterCounts(team));
  expect(asked.map(({ rows }) => rows)).toEqual([expect.toSatisfy((rows: number) => rows <= 8)]);
  expect(Object.fromEntries(counted.map(({ state, people }) => [state, people]))).toEqual(
    Object.fromEntries(Object.entries(counts).filter(([, people]) => people > 0)),
  );
  expect(counts).toMatchObject({ not_working: 200, invited: 1_000, left: 1, connected: 8_799 });
});

test.each(sorts)('sorted by %s, a page is as many rows, found by an index, wherever it is', async (sort) => {
  for (const state of [null, 'connected'] as const) {
    const query = { search: '', state, sort };
    let mark: RosterMark | undefined;
    let seen = 0;
    // The middle of the list, the page behind it, and back again.
    const rows = database
      .prepare(`select * from roster where ${state === null ? 'true' : "state = 'connected'"} limit 1 offset 5000`)
      .all() as { rank: number; sort_name: string; since: number; slack_user_id: string }[];
    const middle = rows[0];
    if (!middle) throw new Error('nobody');
    mark = { rank: middle.rank, sortName: middle.sort_name, since: middle.since, slackUserId: middle.slack_user_id };
    const from = await watched(() => store.rosterPage(team, query, { from: mark as RosterMark }, 20));
    expect(from.entries[0]?.slackUserId).toBe(middle.slack_user_id);
    expect(walks()).toEqual([]);
    for (const { rows: read } of asked) seen += read;
    expect(seen).toBeLessThanOrEqual(21 + 8);
    const last = from.entries.at(-1);
    if (!last) throw new Error('an empty page');
    const after = await watched(() => store.rosterPage(team, query, { after: last.mark }, 20));
    expect(walks()).toEqual([]);
    expect(names(after)).not.toContain(last.slackUserId);
    const first = after.entries[0];
    if (!first) throw new Error('an empty page');
    const before = await watched(() => store.rosterPage(team, query, { before: first.mark }, 20));
    expect(walks()).toEqual([]);
    expect(names(before)).toEqual(names(from));
  }
});

test('a whole look, as the Home tab and the modal take it, reads one page of rows, and no table is walked through', async () => {
  const shown = await watched(() => lookAtRoster(store, team, firstPage({ search: '', state: null, sort: 'state' })));
  expect(shown.page).toMatchObject({ total: size, hasMore: true });
  expect(shown.page.entries).toHaveLength(20);
  expect(walks()).toEqual([]);
  expect(asked.reduce((sum, { rows }) => sum + rows, 0)).toBeLessThan(21 + 2 * 8 + 10);
});

test('the pages together are everybody once, in order', async () => {
  const query: RosterQuery = { search: '', state: 'not_working', sort: 'name' };
  const found: string[] = [];
  let page = await store.rosterPage(team, query, null, 30);
  while (page.entries.length > 0) {
    found.push(...page.entries.map(({ name }) => name ?? ''));
    const last = page.entries.at(-1);
    if (!last || !page.hasMore) break;
    page = await store.rosterPage(team, query, { after: last.mark }, 30);
  }
  expect(page.total).toBe(200);
  expect(found).toHaveLength(200);
  expect(found).toEqual(found.toSorted());
});

test('a search reads those whom it finds, not everybody, and tells when there are too many', async () => {
  const one = await watched(() => store.rosterPage(team, { ...everybody, search: 'PERSON 00123' }, null, 20));
  expect(one.entries.map(({ name }) => name)).toEqual(['Person 00123']);
  expect(one).toMatchObject({ total: 1, isCut: false, hasMore: false });
  const scanned = asked.flatMap(({ steps }) => steps.filter((step) => /^SCAN (?!hits|\(subquery)/.test(step)));
  expect(scanned).toEqual([]);
  const many = await store.rosterPage(team, { ...everybody, search: 'per' }, null, 20);
  expect(many).toMatchObject({ total: 1_000, isCut: true, hasMore: true });
  expect(many.entries).toHaveLength(20);
  const some = await store.rosterPage(team, { search: '0012', state: 'not_working', sort: 'since' }, null, 20);
  expect(some.entries.map(({ slackUserId }) => slackUserId)).toEqual([]);
  expect(
    (await store.rosterPage(team, { ...everybody, search: 'u123' }, null, 20)).entries.map(({ name }) => name),
  ).toContain('Person 00123');
});

test.each([
  ['100%_sure', '100%'],
  ['<b>Bold</b> *Star*', '*star'],
  ['<b>Bold</b> *Star*', '<b>'],
  ['<b>Bold</b> *Star*', 'bold'],
  ['Zoë O’Brien', 'zoe brien'],
  ['李雷', '李'],
  ['a_b\\c', 'a_'],
])('%s is found by %s, and by nothing that only looks like it', async (name, search) => {
  await store.rememberMembers(team, [{ slackUserId: 'U1', name, isDeactivated: false }], 1);
  expect(names(await store.rosterPage(team, { ...everybody, search }, null, 20))).toEqual(['U1']);
  for (const other of ['%', '_', "'", '"; drop table roster; --', '\\', 'x*']) {
    if (name.startsWith(other)) continue;
    expect(names(await store.rosterPage(team, { ...everybody, search: other }, null, 20))).toEqual([]);
  }
});

test('last looked at is the newest complete sweep of the auth config', async () => {
  expect(await store.rosterEntry(team, 'U2')).toMatchObject({ lastCheckedAt: size, through: 'personal' });
  expect(await store.rosterEntry(team, 'U11')).toMatchObject({ lastCheckedAt: null, through: null, state: 'invited' });
});

test('the file is read page by page, by an index', async () => {
  const page = await watched(() => store.rosterFileRows(team, 'U5', 500));
  expect(page).toHaveLength(500);
  expect(walks()).toEqual([]);
  expect(page[0]).toMatchObject({ slackUserId: 'U50', externalUserId: 'x50', accountId: 'ca50' });
});

test('somebody’s history is read by an index', async () => {
  await watched(() => store.historyOf(team, 'U5', true, 5));
  expect(walks()).toEqual([]);
});

test('whatever happens to somebody is in their row at once', async () => {
  const person = 'UNEW';
  const state = async () => (await store.rosterEntry(team, person))?.state;
  const run = (statement: string): void => {
    database.exec(statement);
  };
  const before = await store.rosterCounts(team);
  run(
    `insert into grants (team_id, slack_user_id, state, since, asked_at) values ('${team}', '${person}', 'wanted', 5, 5)`,
  );
  expect(await state()).toBe('waiting');
  run(`insert into connections (id, team_id, owner, state, since) values ('cc', '${team}', 'company', 'active', 1)`);
  run(`update grants set state = 'granted', since = 6 where slack_user_id = '${person}'`);
  expect(await store.rosterEntry(team, person)).toMatchObject({ state: 'connected', through: 'company', since: 6 });
  run("update connections set state = 'broken', cause = 'expired', since = 9 where owner = 'company'");
  expect(await store.rosterEntry(team, person)).toMatchObject({ state: 'not_working', since: 9, cause: 'expired' });
  run("update connections set state = 'paused', since = 10 where owner = 'company'");
  expect(await state()).toBe('paused');
  run(`update grants set state = 'withdrawing', since = 11 where slack_user_id = '${person}'`);
  expect(await store.rosterEntry(team, person)).toMatchObject({ state: 'not_connected', since: 11, through: null });
  run(`insert into attempts (id, team_id, owner, auth_config_id, state, base_url, nonce, created_at)
    values ('ax', '${team}', '${person}', 'ac_1', 'requested', 'https://api.gong.io', 'nx', 12)`);
  expect(await state()).toBe('waiting');
  run("update attempts set state = 'lapsed', ended_at = 13 where id = 'ax'");
  expect(await store.rosterEntry(team, person)).toMatchObject({ state: 'not_connected', since: 13 });
  run(
    `insert into connections (id, team_id, owner, state, since) values ('cx', '${team}', '${person}', 'unknown', 14)`,
  );
  expect(await state()).toBe('unknown');
  run("update connections set state = 'none', since = 15 where id = 'cx'");
  expect(await store.rosterEntry(team, person)).toMatchObject({ state: 'not_connected', since: 15 });
  run(`insert into invitations (id, team_id, batch_id, slack_user_id, invited_by, state, created_at)
    values ('ix', '${team}', 'b', '${person}', 'U0', 'waiting', 16)`);
  expect(await store.rosterEntry(team, person)).toMatchObject({ state: 'invited', since: 16 });
  run("update invitations set state = 'undelivered' where id = 'ix'");
  expect(await state()).toBe('not_connected');
  run("update connections set state = 'left', since = 17 where id = 'cx'");
  expect(await state()).toBe('left');
  expect(await store.rosterEntry(team, 'company')).toBeNull();
  const after = await store.rosterCounts(team);
  expect(after).toEqual({ ...before, left: before.left + 1 });
});

test('a database of before gets everybody in it', async () => {
  const old = new Database(join(folder, 'old.db'));
  migrate(
    old,
    migrations.filter(({ version }) => version < 5),
  );
  old.exec(`
    insert into people values ('T1', 'U1', 'x1', 1), ('T1', 'U2', 'x2', 2), ('T1', 'company', 'x3', 3);
    insert into connections (id, team_id, owner, state, since) values ('c1', 'T1', 'U1', 'active', 4);
    insert into grants (team_id, slack_user_id, state, since, asked_at) values ('T1', 'U3', 'wanted', 5, 5);
  `);
  migrate(
    old,
    migrations.filter(({ version }) => version <= 5),
  );
  expect(old.prepare('select slack_user_id, state, since from roster order by 1').all()).toEqual([
    { slack_user_id: 'U1', state: 'connected', since: 4 },
    { slack_user_id: 'U2', state: 'not_connected', since: 2 },
    { slack_user_id: 'U3', state: 'waiting', since: 5 },
  ]);
  expect(old.prepare('select state, people from roster_counts where people > 0 order by 1').all()).toEqual([
    { state: 'connected', people: 1 },
    { state: 'not_connected', people: 1 },
    { state: 'waiting', people: 1 },
  ]);
  old.close();
});
