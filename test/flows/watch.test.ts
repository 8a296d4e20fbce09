/** What a sweep costs and what it covers. */

import { afterEach, expect, test } from 'vitest';
import {
  authConfigOf,
  crowd,
  delivered,
  endWell,
  eventually,
  member,
  requestsSince,
  setUpBefore,
  startQuietWorld,
  sweepAfter,
  sweepIntervalMs,
  writing,
} from './crowd.ts';
import { connect, type World } from './world.ts';

let world: World;
afterEach(() => endWell(world));

const watchedTables = ['people', 'connections', 'attempts', 'outages', 'messages', 'audit', 'webhook_deliveries'];

test('a sweep in which nothing changed pages, and writes no row but its own', async () => {
  world = await startQuietWorld();
  await crowd(world, 120);
  writing(world, (_insert, database) => {
    database.exec('create table touched (what text)');
    for (const table of watchedTables) {
      for (const what of ['insert', 'update', 'delete']) {
        if (table === 'audit' && what !== 'insert') continue;
        database.exec(
          `create trigger touched_${table}_${what} after ${what} on ${table} begin insert into touched values ('${what} ${table}'); end`,
        );
      }
    }
  });
  const from = world.composio.requests.length;
  await sweepAfter(world);
  await sweepAfter(world);
  expect(requestsSince(world, from)).toEqual(new Array(4).fill('GET /connected_accounts'));
  for (const { query } of world.composio.requests.slice(from)) {
    expect(query).toMatchObject({ auth_config_ids: authConfigOf(world), account_type: 'ALL' });
    expect(query).not.toHaveProperty('user_ids');
  }
  expect(world.rows('select what, count(*) as times from touched group by what')).toEqual([]);
});

test('connections of an auth config that was replaced stay watched, and so does the new one', async () => {
  world = await startQuietWorld();
  const before = authConfigOf(world);
  const members = await crowd(world, 2);
  const after = setUpBefore(world);
  expect(after).not.toBe(before);
  const { person, accountId } = member(members, 0);
  world.composio.setStatus(accountId, 'EXPIRED', null);
  await sweepAfter(world);
  await person.waitForDm(/stopped working/);
  const asked = world.composio.requests.map(({ query }) => query.auth_config_ids);
  expect(asked.slice(-10)).toContain(before);
  await connect(world, world.ben);
  const from = world.composio.requests.length;
  await sweepAfter(world, sweepIntervalMs, 2);
  const swept = world.composio.requests.slice(from).map(({ query }) => query.auth_config_ids);
  expect(new Set(swept)).toEqual(new Set([before, after]));
});

test('company-wide accounts are seen like personal ones', async () => {
  world = await startQuietWorld();
  const { person, accountId } = member(await crowd(world, 1), 0);
  world.composio.account(accountId).accountType = 'SHARED';
  await sweepAfter(world);
  expect(world.rows('select state from connections')).toEqual([{ state: 'active' }]);
  world.composio.setStatus(accountId, 'REVOKED', null);
  await sweepAfter(world);
  await person.waitForDm(/was withdrawn/);
});

test('accounts of somebody else in the same auth config change nothing', async () => {
  world = await startQuietWorld();
  await crowd(world, 1);
  world.composio.addAccount({ authConfigId: authConfigOf(world), userId: 'somebody-else', status: 'EXPIRED' });
  await sweepAfter(world);
  await delivered(world);
  expect(world.rows('select id from outages')).toEqual([]);
});

test('“last checked” tells of the last complete sweep', async () => {
  world = await startQuietWorld();
  const { person } = member(await crowd(world, 1), 0);
  await sweepAfter(world);
  const [complete] = world.rows<{ began_at: number }>('select max(began_at) as began_at from sweeps');
  world.composio.faults.add('GET /connected_accounts', { kind: 'http', status: 400 });
  await sweepAfter(world);
  await person.types('/gong-connect status');
  const card = await person.waitForEphemeral(/Last checked/);
  const shown = JSON.stringify(card.blocks);
  expect(shown).toContain(`<!date^${Math.floor((complete?.began_at ?? 0) / 1000)}^`);
});

test('a person whose link was won late, after our clock gave up on it, is connected by the sweep', async () => {
  world = await startQuietWorld();
  const { person } = member(await crowd(world, 1), 0);
  writing(world, (insert) => {
    const account = world.composio.addAccount({ authConfigId: authConfigOf(world), userId: 'ext-ben' });
    const at = world.clock.now() - 3_600_000;
    insert('people', {
      team_id: world.slack.team.id,
      slack_user_id: world.ben.id,
      external_user_id: 'ext-ben',
      created_at: at,
    });
    insert('attempts', {
      id: 'attempt-1',
      team_id: world.slack.team.id,
      owner: world.ben.id,
      auth_config_id: authConfigOf(world),
      state: 'lapsed',
      account_id: account.id,
      base_url: 'https://api.gong.io',
      nonce: 'nonce-1',
      created_at: at,
      expires_at: at + 600_000,
      ended_at: at + 600_000,
    });
  });
  await sweepAfter(world);
  await eventually(() =>
    expect(world.rows('select state from connections where owner = ?', world.ben.id)).toEqual([{ state: 'active' }]),
  );
  expect(person.dm()).toEqual([]);
});
