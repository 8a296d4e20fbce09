/** The outbox against a Slack in trouble: nothing is lost, nothing comes twice. */

import { afterEach, describe, expect, test } from 'vitest';
import type { Fault } from '../sandbox/slack/faults.ts';
import {
  alertsOf,
  crowd,
  delivered,
  endWell,
  eventually,
  type Member,
  member,
  startQuietWorld,
  sweepAfter,
  writing,
} from './crowd.ts';
import { linkOf, setUp, startWorld, type World } from './world.ts';

let world: World;
afterEach(() => endWell(world));

const stopped = /stopped working/;
const posts = () => world.slack.callsTo('chat.postMessage');
const chatCalls = () => world.slack.calls.filter(({ method }) => method.startsWith('chat.'));
const readyz = async (): Promise<number> => (await fetch(`${world.bot.url}/readyz`)).status;

/** Breaks the connections of so many members. */
async function breakSome(members: readonly Member[], count: number): Promise<void> {
  for (const { accountId } of members.slice(0, count)) world.composio.setStatus(accountId, 'EXPIRED', null);
  await sweepAfter(world);
}

const everybodyHas = (members: readonly Member[], alerts: number) =>
  eventually(() => expect(members.map(({ person }) => alertsOf(person).length)).toEqual(members.map(() => alerts)));

const alerted = (members: readonly Member[]): number =>
  members.filter(({ person }) => alertsOf(person).length > 0).length;

test('Retry-After is obeyed to the second: until then Slack’s chat methods are left alone', async () => {
  world = await startQuietWorld();
  const members = await crowd(world, 5);
  world.slack.faults.add('chat.postMessage', { kind: 'rate_limited', retryAfterSeconds: 30 });
  await breakSome(members, 1);
  await eventually(() => expect(posts().map(({ status }) => status)).toEqual([429]));
  const limitedAt = posts()[0]?.at ?? 0;
  await breakSome(members, 5);
  for (let second = 0; second < 40; second += 1) world.clock.advance(1_000);
  await everybodyHas(members, 1);
  const later = chatCalls().slice(1);
  expect(later.length).toBeGreaterThanOrEqual(5);
  expect(Math.min(...later.map(({ at }) => at)) - limitedAt).toBeGreaterThanOrEqual(30_000);
  expect(later.filter(({ status }) => status === 429)).toEqual([]);
});

describe('a send whose outcome is not known', () => {
  test.each([
    ['was done, though the answer was lost', { kind: 'reset' }],
    ['was not done', { kind: 'reset-before' }],
    ['was answered 500', { kind: 'http', status: 500 }],
    ['was answered “internal_error”', { kind: 'error', error: 'internal_error' }],
  ] as readonly (readonly [string, Fault])[])('and %s, is looked up and shown once', async (_what, fault) => {
    world = await startQuietWorld();
    const members = await crowd(world, 1);
    world.slack.faults.add('chat.postMessage', fault);
    await breakSome(members, 1);
    await eventually(() => {
      world.clock.advance(100);
      expect(alerted(members)).toBe(1);
    });
    await delivered(world);
    expect(world.slack.callsTo('conversations.history')).toHaveLength(1);
    expect(posts()).toHaveLength(fault.kind === 'reset' ? 1 : 2);
    expect(member(members, 0).person.dm()).toHaveLength(1);
    await sweepAfter(world);
    await everybodyHas(members, 1);
  });

  test('is not sent again while it is still on its way, however far the clock moves', async () => {
    world = await startQuietWorld();
    const members = await crowd(world, 2);
    world.slack.faults.add('chat.postMessage', { kind: 'delay', ms: 200_000 });
    await breakSome(members, 1);
    const { person } = member(members, 0);
    await eventually(() => expect(world.slack.faults.list()).toEqual([]));
    world.clock.advance(100_000);
    await breakSome(members.slice(1), 1);
    // One that hangs does not hold up the others.
    await member(members, 1).person.waitForDm(stopped);
    world.clock.advance(200_000);
    await person.waitForDm(stopped);
    await delivered(world);
    expect(alertsOf(person)).toHaveLength(1);
  });
});

describe('an error', () => {
  test.each(['user_disabled', 'channel_not_found'])(
    'about the recipient (%s) ends the message, and holds up no other',
    async (error) => {
      world = await startQuietWorld();
      const members = await crowd(world, 2);
      world.slack.faults.add('chat.postMessage', { kind: 'error', error });
      await breakSome(members, 2);
      await eventually(() =>
        expect(world.rows("select end_reason from messages where state = 'ended'")).toEqual([{ end_reason: error }]),
      );
      await eventually(() => expect(members.flatMap(({ person }) => alertsOf(person))).toHaveLength(1));
      world.clock.advance(3_600_000);
      await sweepAfter(world);
      expect(posts()).toHaveLength(2);
    },
  );

  test('of any other kind is tried again with growing pauses', async () => {
    world = await startQuietWorld();
    const members = await crowd(world, 1);
    world.slack.faults.add('chat.postMessage', { kind: 'error', error: 'restricted_action' }, 4);
    await breakSome(members, 1);
    for (const pauseMs of [1_000, 2_000, 4_000, 8_000]) {
      const before = posts().length;
      await eventually(() => {
        const [row] = world.rows<{ next_try_at: number; claimed_by: string | null }>(
          "select next_try_at, claimed_by from messages where state = 'owed'",
        );
        expect(row?.claimed_by).toBeNull();
        const at = posts().at(-1)?.at ?? 0;
        expect((row?.next_try_at ?? 0) - at).toBeGreaterThanOrEqual(pauseMs);
        expect((row?.next_try_at ?? 0) - at).toBeLessThan(pauseMs + 1_000);
      });
      world.clock.advance(pauseMs);
      await eventually(() => expect(posts().length).toBe(before + 1));
    }
    await everybodyHas(members, 1);
  });

  test('of an edit that Slack no longer allows leaves what stands there', async () => {
    world = await startQuietWorld();
    const members = await crowd(world, 1);
    await breakSome(members, 1);
    await everybodyHas(members, 1);
    world.slack.faults.add('chat.update', { kind: 'error', error: 'edit_window_closed' });
    world.composio.setStatus(member(members, 0).accountId, 'ACTIVE');
    await sweepAfter(world);
    await member(members, 0).person.waitForDm(/works again\. There is nothing/);
    await delivered(world);
  });
});

describe('a token that Slack refuses', () => {
  test.each(['token_revoked', 'account_inactive'])(
    '(%s) stops delivery, keeps what is owed, and resumes',
    async (error) => {
      world = await startQuietWorld();
      // So many that three of them are their own matter, however long their alerts wait.
      const members = await crowd(world, 16);
      world.slack.refuseToken(error);
      await breakSome(members, 3);
      await eventually(() => expect(posts().length).toBeGreaterThan(0));
      await eventually(async () => expect(await readyz()).toBe(503));
      const refused = posts().length;
      for (let minute = 0; minute < 10; minute += 1) world.clock.advance(60_000);
      expect(posts().length).toBeLessThanOrEqual(Math.max(refused, 4));
      expect(world.rows("select kind from messages where state = 'owed'")).toHaveLength(3);
      world.slack.refuseToken(null);
      await eventually(() => {
        world.clock.advance(5_000);
        expect(members.flatMap(({ person }) => alertsOf(person))).toHaveLength(3);
      });
      await delivered(world);
      expect(await readyz()).toBe(200);
    },
  );

  test('for want of a scope is tried again with one message at a time', async () => {
    world = await startQuietWorld();
    const members = await crowd(world, 5);
    world.slack.faults.add('chat.postMessage', { kind: 'error', error: 'missing_scope' }, Number.POSITIVE_INFINITY);
    await breakSome(members, 5);
    await eventually(() => expect(posts().length).toBeGreaterThan(0));
    const began = world.clock.now();
    await eventually(() => {
      world.clock.advance(1_000);
      expect(posts().length).toBeGreaterThanOrEqual(7);
    });
    expect(posts().length).toBeLessThanOrEqual(5 + (world.clock.now() - began) / 15_000);
    world.slack.faults.clear();
    await eventually(() => {
      world.clock.advance(1_000);
      expect(alerted(members)).toBe(5);
    });
  });
});

test('a DM is opened once, and its channel is stored before the first send', async () => {
  world = await startWorld({ webhook: false });
  await setUp(world);
  world.slack.faults.add('chat.postMessage', { kind: 'http', status: 500 });
  await world.chloe.types('/gong-connect');
  await (await world.chloe.waitForModal('Connect Gong')).submit();
  await eventually(() => expect(posts()).toHaveLength(1));
  expect(world.rows('select channel from messages where channel is not null')).toHaveLength(1);
  await eventually(() => {
    world.clock.advance(100);
    expect(posts()).toHaveLength(2);
  });
  await linkOf(world.chloe);
  const opened = world.slack.callsTo('conversations.open').filter(({ args }) => args.users === world.chloe.id);
  expect(opened).toHaveLength(1);
});

test('people who never had a DM of the bot get theirs no faster than DMs may be opened', async () => {
  world = await startQuietWorld();
  const members = await crowd(world, 105);
  writing(world, (_insert, database) => database.exec('delete from messages'));
  const from = world.slack.calls.length;
  await breakSome(members, 20);
  await eventually(() => {
    world.clock.advance(500);
    expect(members.flatMap(({ person }) => alertsOf(person))).toHaveLength(20);
  });
  const calls = world.slack.calls.slice(from);
  expect(calls.filter(({ status }) => status === 429)).toEqual([]);
  const opened = calls.filter(({ method }) => method === 'conversations.open').map(({ at }) => at);
  expect(opened).toHaveLength(20);
  expect(Math.max(...opened) - Math.min(...opened)).toBeGreaterThanOrEqual(8_000);
});
