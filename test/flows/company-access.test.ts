/** The access list of the company's account: one write for many, lists that are too long, answers that get lost. */

import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { companyAccount, connectCompany, externalUserIdOf, grantBecomes, joinCompany } from './company-steps.ts';
import { writing } from './crowd.ts';
import { eventually, requestsTo } from './setup-steps.ts';
import { setUp, startWorld, type World } from './world.ts';

let world: World;
let account: string;
beforeAll(async () => {
  world = await startWorld();
  await setUp(world);
  account = await connectCompany(world, world.ana);
}, 60_000);
afterAll(() => world.end());

const acl = () => world.composio.account(companyAccount(world)).acl;
const writes = () => requestsTo(world, `PATCH /connected_accounts/${account}`).length;
const reads = () => requestsTo(world, `GET /connected_accounts/${account}`).length;
const repairs = () =>
  world
    .rows<{ detail: string }>("select detail from audit where action = 'access_list.repaired'")
    .map(({ detail }) => JSON.parse(detail));
const inState = (state: string) =>
  world.rows<{ people: number }>('select count(*) as people from grants where state = ?', state)[0]?.people;

/** People whom nobody has heard of in Slack, as the database remembers them. */
function seed(size: number, name: string, state: string | null): void {
  writing(world, (insert) => {
    for (let index = 0; index < size; index += 1) {
      const team_id = world.slack.team.id;
      const slack_user_id = `U${name}${index}`;
      const at = world.clock.now();
      insert('people', { team_id, slack_user_id, external_user_id: randomUUID(), created_at: at });
      if (state) insert('grants', { team_id, slack_user_id, state, since: at, asked_at: at });
    }
  });
}

const range = (from: number, until: number) => Array.from({ length: until - from }, (_, index) => from + index);

/** Nobody has to wait until Slack refused every message to people whom it does not know. */
function forgetMessages(): void {
  writing(world, (_insert, database) => {
    database
      .prepare("update messages set state = 'ended', end_reason = 'user_not_found' where recipient <> ? and kind = ?")
      .run(world.olga.id, 'company_grant');
  });
}

/** Some of them disconnect. */
function leave(which: readonly number[], name: string): void {
  writing(world, (_insert, database) => {
    const end = database.prepare("update grants set state = 'withdrawing' where slack_user_id = ?");
    for (const index of which) end.run(`U${name}${index}`);
  });
  world.clock.advance(3_000);
}

test('many who come at once are entered with one write, which is read back', async () => {
  const before = { writes: writes(), reads: reads() };
  seed(30, 'MANY', 'wanted');
  world.clock.advance(3_000);
  await eventually(() => inState('granted') === 30, 'all are in');
  expect(acl().allowed_user_ids).toHaveLength(30);
  expect(writes() - before.writes).toBe(1);
  expect(reads() - before.reads).toBeGreaterThanOrEqual(2);
});

test('a write whose answer is lost is looked for, not sent again', async () => {
  const before = writes();
  world.composio.faults.add('PATCH /connected_accounts/:id', { kind: 'reset' });
  await joinCompany(world, world.ben);
  expect(acl().allowed_user_ids).toContain(externalUserIdOf(world, world.ben));
  expect(writes() - before).toBe(1);
});

test('a write that fails is tried again until the list is as it should be', async () => {
  world.composio.faults.add('PATCH /connected_accounts/:id', { kind: 'http', status: 503 });
  await world.chloe.types('/gong-connect');
  await world.chloe.waitForEphemeral('you are being entered now');
  await eventually(() => world.rows('select 1 from access_troubles').length === 1, 'the write fails');
  expect(acl().allowed_user_ids).not.toContain(externalUserIdOf(world, world.chloe));
  world.clock.advance(20_000);
  await grantBecomes(world, world.chloe, 'granted');
  expect(acl().allowed_user_ids).toContain(externalUserIdOf(world, world.chloe));
});

test('a list that somebody changed at Composio is put right within the hour', async () => {
  world.composio.account(account).acl.allowed_user_ids = [];
  world.clock.advance(61 * 60_000);
  await eventually(() => acl().allowed_user_ids.length === 32, 'the list is back');
  // Nobody here asked for that: the audit says what was undone.
  await eventually(() => repairs().length === 1, 'the audit has it');
  expect(repairs()[0]?.putBack).toHaveLength(32);
});

test('over 1,000 people everybody is allowed but those who are out, and the hub and the modal say so', async () => {
  await world.olga.types('/gong-connect');
  await grantBecomes(world, world.olga, 'granted');
  await world.olga.types('/gong-connect disconnect');
  await grantBecomes(world, world.olga, 'withdrawn');
  seed(980, 'CROWD', 'wanted');
  world.clock.advance(3_000);
  await eventually(() => inState('granted') === 1_012, 'all are in');
  expect(acl()).toEqual({
    allow_all_users: true,
    allowed_user_ids: [],
    not_allowed_user_ids: expect.arrayContaining([externalUserIdOf(world, world.olga)]),
  });
  await world.ben.types('/gong-connect disconnect');
  await grantBecomes(world, world.ben, 'withdrawn');
  expect(acl().not_allowed_user_ids).toContain(externalUserIdOf(world, world.ben));
  await world.ana.types('/gong-setup');
  const hub = await world.ana.waitForEphemeral('on the deny-list');
  await hub.press('How people connect');
  await world.ana.waitForModal(/except those on the deny-list/);
  await joinCompany(world, world.ben);
  expect(acl().not_allowed_user_ids).not.toContain(externalUserIdOf(world, world.ben));
});

test('who becomes known while everybody is allowed is denied at once, not within the hour', async () => {
  const known = acl().not_allowed_user_ids.length;
  seed(1, 'NEWCOMER', null);
  world.clock.advance(3_000);
  await eventually(() => acl().not_allowed_user_ids.length === known + 1, 'the newcomer is denied');
  expect(repairs()).toHaveLength(1);
});

test('from 1,001 people to 999 the allow-list is back, and nobody is denied any more', async () => {
  leave(range(0, 11), 'CROWD');
  await eventually(() => inState('granted') === 1_001 && inState('withdrawing') === 0, 'eleven are out');
  expect(acl().allow_all_users).toBe(true);
  leave(range(11, 13), 'CROWD');
  await eventually(() => acl().allowed_user_ids.length === 999, 'the allow-list is back');
  expect(acl()).toMatchObject({ allow_all_users: false, not_allowed_user_ids: [] });
  await eventually(() => inState('withdrawing') === 0, 'two more are out');
});

test('where neither list takes them all nobody is let in by mistake, and admins and latecomers read so', async () => {
  const told = () => world.olga.dm().filter(({ rendered }) => /You can use the company/.test(rendered)).length;
  seed(20, 'MORE', 'wanted');
  world.clock.advance(3_000);
  await eventually(() => inState('granted') === 1_019, 'everybody is allowed again');
  forgetMessages();
  await joinCompany(world, world.olga);
  await eventually(() => told() === 1, 'Olga is told');
  seed(1_000, 'KNOWN', null);
  seed(1, 'LATE', 'wanted');
  world.clock.advance(61 * 60_000);
  await eventually(() => acl().allowed_user_ids.length === 1_000, 'a thousand are allowed');
  expect(acl().allow_all_users).toBe(false);
  await eventually(() => inState('granted') === 1_000, 'those who have no place any more wait for one');
  await world.ana.types('/gong-setup');
  await world.ana.waitForEphemeral(/\d+ more people want in than Composio’s lists take/);
  forgetMessages();
  await world.olga.waitForDm('full, and you are waiting for a place in it again');

  // Some leave: whoever has a place again is told, and no message says that they have none.
  leave(range(100, 200), 'CROWD');
  await grantBecomes(world, world.olga, 'granted');
  forgetMessages();
  await eventually(() => told() === 2, 'Olga is told that she has a place');
  expect(world.olga.dm().filter(({ rendered }) => /waiting for a place/.test(rendered))).toEqual([]);
});
