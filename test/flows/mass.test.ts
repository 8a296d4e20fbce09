/** Many connections at once: looked at twice, told once to admins, and never believed of a Composio in trouble. */

import { afterEach, describe, expect, test } from 'vitest';
import {
  alertsOf,
  authConfigOf,
  crowd,
  delivered,
  endWell,
  eventually,
  type Member,
  requestsSince,
  secondLookMs,
  singleLooks,
  startQuietWorld,
  sweepAfter,
} from './crowd.ts';
import type { World } from './world.ts';

let world: World;
afterEach(() => endWell(world));

const stopped = /stopped working/;
const atOnce = /connections stopped working at once/;

const alerted = (members: readonly Member[]): number =>
  members.filter(({ person }) => alertsOf(person).length > 0).length;
const adminNews = (): string[] =>
  world.ana
    .dm()
    .map(({ rendered }) => rendered)
    .filter((text) => atOnce.test(text));
const owed = (): unknown[] => world.rows("select kind from messages where kind != 'link' and state = 'owed'");
/** Ana has those told who are held back. */
async function tellPeople(): Promise<void> {
  const news = await world.ana.waitForDm(atOnce);
  await news.press('Ask everybody to reconnect');
  await world.ana.waitForEphemeral(/get a direct message with a Reconnect button now/);
}
/** Lets time pass in small steps until everybody who is to be told was. */
async function untilAlerted(members: readonly Member[], count: number): Promise<void> {
  await eventually(() => {
    world.clock.advance(1_000);
    expect(alerted(members)).toBe(count);
  }, 15_000);
}

describe('more than a fifth, and more than five', () => {
  test('are told only after a second complete sweep: admins once, with the likely cause, and everybody in turn once an admin says so', async () => {
    world = await startQuietWorld();
    const members = await crowd(world, 40);
    const from = world.composio.requests.length;
    for (const { accountId } of members.slice(0, 30)) world.composio.expire(accountId);
    await sweepAfter(world);
    expect(world.rows('select id from outages')).toEqual([]);
    expect(owed()).toEqual([]);
    expect(world.rows('select id from connections where suspected_at is not null')).toHaveLength(30);

    await sweepAfter(world, secondLookMs);
    const news = await world.ana.waitForDm(/30 Gong connections stopped working at once/);
    expect(news.rendered).toMatch(/30 of 40 connections stopped working/);
    expect(news.rendered).toMatch(/It may be one of these.*the client secret was changed in Gong/s);
    expect(news.rendered).toContain(authConfigOf(world));
    expect(singleLooks(requestsSince(world, from))).toEqual([]);
    expect(alerted(members)).toBe(0);

    // Slack lets a burst pass and then about one a second.
    await tellPeople();
    expect(alerted(members)).toBeLessThanOrEqual(20);
    await untilAlerted(members, 30);
    await delivered(world);
    const posts = world.slack.callsTo('chat.postMessage');
    expect(posts.filter(({ status }) => status === 429)).toEqual([]);
    for (const { at } of posts)
      expect(posts.filter((other) => other.at >= at && other.at < at + 10_000).length).toBeLessThanOrEqual(27);
    expect(members.flatMap(({ person }) => alertsOf(person))).toHaveLength(30);
    expect(adminNews()).toHaveLength(1);
  });

  test('are forgotten when the second sweep disagrees', async () => {
    world = await startQuietWorld();
    const members = await crowd(world, 10);
    for (const { accountId } of members) world.composio.setStatus(accountId, 'EXPIRED', 'Max auth failures reached');
    await sweepAfter(world);
    for (const { accountId } of members) world.composio.setStatus(accountId, 'ACTIVE');
    await sweepAfter(world, secondLookMs);
    await sweepAfter(world);
    expect(world.rows('select id from outages')).toEqual([]);
    expect(world.rows('select id from connections where suspected_at is not null')).toEqual([]);
    expect(owed()).toEqual([]);
    expect(alerted(members)).toBe(0);
  });

  test('that are few by the second sweep are told of one by one', async () => {
    world = await startQuietWorld();
    const members = await crowd(world, 10);
    for (const { accountId } of members) world.composio.setStatus(accountId, 'EXPIRED', null);
    await sweepAfter(world);
    for (const { accountId } of members.slice(2)) world.composio.setStatus(accountId, 'ACTIVE');
    await sweepAfter(world, secondLookMs);
    await eventually(() => expect(alerted(members)).toBe(2));
    expect(adminNews()).toEqual([]);
  });

  test('arriving by webhooks one by one are held from the sixth on; admins hear of all of them in one message', async () => {
    world = await startQuietWorld({ webhook: true });
    const members = await crowd(world, 12);
    const from = world.composio.requests.length;
    for (const { accountId } of members.slice(0, 9)) {
      world.composio.expire(accountId);
      await world.composio.webhooksSettled();
      await eventually(() => {
        const open = world.rows('select message_id from webhook_deliveries where done_at is null');
        expect(open.length).toBeLessThanOrEqual(4);
      });
    }
    await eventually(() => expect(alerted(members)).toBe(5));
    expect(adminNews()).toEqual([]);
    await sweepAfter(world, 20_000);
    expect(alerted(members)).toBe(5);
    expect(adminNews()).toEqual([]);
    await sweepAfter(world, secondLookMs);
    await eventually(() => expect(adminNews().join()).toMatch(/9 Gong connections/));
    expect(alerted(members)).toBe(5);
    await world.ana.waitForDm(atOnce).then((news) => news.press('Ask everybody to reconnect'));
    await eventually(() => expect(alerted(members)).toBe(9));
    expect(adminNews()).toHaveLength(1);
    expect(singleLooks(requestsSince(world, from)).length).toBeLessThanOrEqual(9);
  });

  test('in a storm of webhooks are left to the sweep, which pages', async () => {
    world = await startQuietWorld({ webhook: true });
    const members = await crowd(world, 60);
    await sweepAfter(world);
    const from = world.composio.requests.length;
    // Composio itself is down while they come in.
    const end = world.composio.faults.add('*', { kind: 'http', status: 503 }, Number.POSITIVE_INFINITY);
    for (const { accountId } of members) world.composio.expire(accountId);
    await world.composio.webhooksSettled();
    await eventually(() =>
      expect(world.rows('select message_id from webhook_deliveries')).toHaveLength(members.length),
    );
    expect(owed()).toEqual([]);
    end();
    await sweepAfter(world, secondLookMs);
    await sweepAfter(world, secondLookMs);
    await tellPeople();
    await untilAlerted(members, 60);
    expect(adminNews()).toHaveLength(1);
    expect(singleLooks(requestsSince(world, from)).length).toBeLessThanOrEqual(40);
    await eventually(() =>
      expect(world.rows('select message_id from webhook_deliveries where done_at is null')).toEqual([]),
    );
  });

  test('that take more with them are one thing to admins, whose message counts on', async () => {
    world = await startQuietWorld();
    const members = await crowd(world, 16);
    for (const { accountId } of members.slice(0, 8)) world.composio.expire(accountId);
    await sweepAfter(world);
    await sweepAfter(world, secondLookMs);
    await eventually(() => expect(adminNews().join()).toMatch(/8 Gong connections/));
    for (const { accountId } of members.slice(8)) world.composio.expire(accountId);
    await sweepAfter(world);
    await sweepAfter(world, secondLookMs);
    await eventually(() => {
      world.clock.advance(1_000);
      expect(adminNews().join()).toMatch(/16 Gong connections/);
    });
    expect(alerted(members)).toBe(0);
    await tellPeople();
    await untilAlerted(members, 16);
    expect(adminNews()).toHaveLength(1);
  });
});

describe('many that are gone', () => {
  test('are believed when twenty single looks say 404', async () => {
    world = await startQuietWorld();
    const members = await crowd(world, 30);
    for (const { accountId } of members.slice(0, 25)) world.composio.remove(accountId);
    let from = world.composio.requests.length;
    await sweepAfter(world);
    expect(singleLooks(requestsSince(world, from))).toEqual([]);
    from = world.composio.requests.length;
    await sweepAfter(world, secondLookMs);
    expect(singleLooks(requestsSince(world, from))).toHaveLength(20);
    const news = await world.ana.waitForDm(/25 Gong connections stopped working at once/);
    expect(news.rendered).toMatch(/deleted in Composio/);
    await untilAlerted(members, 25);
  });

  test('are not believed when the list leaves them out but single looks find them', async () => {
    world = await startQuietWorld();
    const members = await crowd(world, 30);
    const empty = { items: [], next_cursor: null, total_pages: 0, current_page: 1, total_items: 0 };
    const from = world.composio.requests.length;
    world.composio.faults.add('GET /connected_accounts', { kind: 'http', status: 200, body: empty }, 4);
    for (let time = 0; time < 4; time += 1) await sweepAfter(world);
    await sweepAfter(world);
    expect(alerted(members)).toBe(0);
    expect(world.rows('select id from outages')).toEqual([]);
    expect(owed()).toEqual([]);
    expect(singleLooks(requestsSince(world, from)).length).toBeLessThanOrEqual(4 * 20);
  });

  test('are looked at one by one while they are few, and an empty list alone alerts nobody', async () => {
    world = await startQuietWorld();
    const members = await crowd(world, 4);
    const body = { items: [], next_cursor: null, total_pages: 0 };
    world.composio.faults.add('GET /connected_accounts', { kind: 'http', status: 200, body });
    const from = world.composio.requests.length;
    await sweepAfter(world);
    expect(singleLooks(requestsSince(world, from))).toHaveLength(4);
    expect(alerted(members)).toBe(0);
    expect(world.rows('select id from outages')).toEqual([]);
  });
});

describe('a Composio in trouble', () => {
  test.each([
    ['answers 500', { kind: 'http', status: 500 }],
    ['refuses the key', { kind: 'http', status: 401 }],
    ['says 404 to the list', { kind: 'http', status: 404 }],
    ['is rate limited', { kind: 'rate_limited', retryAfterSeconds: 0 }],
    ['answers HTML', { kind: 'html' }],
    ['breaks off in the middle', { kind: 'truncated' }],
    ['drops connections', { kind: 'reset-before' }],
    ['answers something else', { kind: 'http', status: 200, body: { accounts: [] } }],
  ] as const)('that %s alerts nobody, and what died meanwhile is told when it is back', async (_what, fault) => {
    world = await startQuietWorld();
    const members = await crowd(world, 8);
    const end = world.composio.faults.add('*', fault, Number.POSITIVE_INFINITY);
    const [dead] = members;
    if (dead) world.composio.setStatus(dead.accountId, 'EXPIRED', null);
    await sweepAfter(world);
    expect(world.rows('select is_complete from sweeps order by began_at desc limit 1')).toEqual([{ is_complete: 0 }]);
    expect(world.rows('select distinct state from connections')).toEqual([{ state: 'active' }]);
    expect(owed()).toEqual([]);
    end();
    await sweepAfter(world, secondLookMs);
    await dead?.person.waitForDm(stopped);
    expect(alerted(members)).toBe(1);
  });

  test('that fails on a later page is not thought to have lost those on it', async () => {
    world = await startQuietWorld({}, { composio: { largestPage: 10 } });
    const members = await crowd(world, 35);
    const second = { kind: 'delay', ms: 0 } as const;
    world.composio.faults.add('GET /connected_accounts', second, 2);
    world.composio.faults.add('GET /connected_accounts', { kind: 'http', status: 400 });
    await sweepAfter(world);
    expect(world.rows('select is_complete from sweeps order by began_at desc limit 1')).toEqual([{ is_complete: 0 }]);
    expect(alerted(members)).toBe(0);
    expect(world.rows('select id from connections where suspected_at is not null')).toEqual([]);
  });

  test('whose pages move while they are read hides nobody for longer than a sweep', async () => {
    world = await startQuietWorld({}, { composio: { largestPage: 10 } });
    const members = await crowd(world, 30);
    world.composio.faults.add('GET /connected_accounts', { kind: 'delay', ms: 0 });
    world.composio.faults.add('GET /connected_accounts', { kind: 'delay', ms: 400 });
    const from = world.composio.requests.length;
    const sweeping = sweepAfter(world);
    await eventually(() => expect(requestsSince(world, from)).toHaveLength(2));
    // The newest come first: three of the first page go, and as many of the second slip onto it.
    for (const { accountId } of members.slice(-3)) world.composio.remove(accountId);
    await sweeping;
    expect(singleLooks(requestsSince(world, from))).toHaveLength(3);
    expect(alerted(members)).toBe(0);
    await sweepAfter(world);
    await eventually(() => expect(alerted(members)).toBe(3));
  });
});

test('more than twenty that are no fifth are told at once, without a request each', async () => {
  world = await startQuietWorld();
  const members = await crowd(world, 125);
  for (const { accountId } of members.slice(0, 24)) world.composio.expire(accountId);
  const from = world.composio.requests.length;
  await sweepAfter(world);
  expect(world.rows('select id from outages')).toHaveLength(24);
  expect(requestsSince(world, from)).toHaveLength(2);
  await untilAlerted(members, 24);
  expect(adminNews()).toEqual([]);
});
