/** Many connections die at once while the bot is killed somewhere in the middle of it, and started again. */

import { afterAll, beforeAll, expect, test } from 'vitest';
import type { PersonDriver } from '../sandbox/slack/driver/person.ts';
import { type Outpost, patienceMs, sendsTo, startAgain, startOutpost } from './bot-on-its-own.ts';
import { alertsOf, crowd, type Member, setUpBefore } from './crowd.ts';
import { nowSaid } from './incident-steps.ts';
import type { World } from './world.ts';

let world: Outpost;
let ana: PersonDriver;
let members: Member[];

beforeAll(async () => {
  world = await startOutpost({ webhook: false });
  setUpBefore(world);
  ana = world.slack.person(world.slack.people.ana);
  members = await crowd(world as unknown as World, 8);
}, 90_000);
afterAll(async () => {
  expect(world.slack.problems).toEqual([]);
  await world.end();
});

/** Moves all clocks until this holds; a bot that is dead just now starts at the right time. */
async function inTime(holds: () => void, stepMs: number): Promise<void> {
  const step = async (): Promise<void> => {
    await world.advance(stepMs).catch(() => undefined);
    holds();
  };
  await expect.poll(() => step().then(() => 'held', String), { timeout: patienceMs, interval: 40 }).toBe('held');
}

const victims = (): Member[] => members.slice(0, 7);
const notices = () => ana.dm().filter(({ rendered }) => /Gong connections? stopped working/.test(rendered));
const alerts = (): number[] => members.map(({ person }) => alertsOf(person).length);
const openIncidents = (): unknown[] => world.rows('select id from incidents where ended_at is null');
const active = () => world.rows("select id from connections where state = 'active'");

/** The victims work again, and so long that what breaks next is something new. */
async function recover(): Promise<void> {
  for (const { accountId } of victims()) world.composio.setStatus(accountId, 'ACTIVE');
  await inTime(() => {
    expect(active()).toHaveLength(8);
    expect(openIncidents()).toEqual([]);
    expect(world.rows("select id from messages where state = 'owed'")).toEqual([]);
  }, 20_000);
  await inTime(() => {
    const lately = world.rows('select id from outages where ended_at > ?', world.clock.now() - 11 * 60_000);
    expect(lately).toEqual([]);
  }, 60_000);
}

/** Kills the bot after so many more commits of what `story` begins, and has it started again. */
async function killedAfter(commits: number, story: () => Promise<void>): Promise<void> {
  const bot = world.process();
  await bot.dieAfter(commits);
  const back = startAgain(world);
  for (const { accountId } of victims()) world.composio.expire(accountId);
  await story();
  const hasOutlived = await bot.dieAfter(Number.MAX_SAFE_INTEGER).then(
    () => true,
    () => false,
  );
  if (hasOutlived) back.cancel();
  else await back.done;
}

test.each([4, 9, 12, 14, 16, 18, 22, 30])(
  'killed after %i commits, the bot tells the admins once, and everybody once when they say so',
  async (commits) => {
    await recover();
    const before = { notices: notices().length, alerts: alerts() };
    await killedAfter(commits, () => inTime(() => expect(notices()).toHaveLength(before.notices + 1), 20_000));
    const notice = notices().at(-1);
    if (!notice) throw new Error('there is no message');
    await inTime(
      () => expect(nowSaid(ana, notice)).toMatch(/7 of 8 connections stopped working.*0 of 7 are back/s),
      2_000,
    );
    expect(alerts()).toEqual(before.alerts);

    ana.reloads();
    await notice.press('Ask everybody to reconnect');
    await ana.waitForEphemeral(/7 people get a direct message/);
    await inTime(
      () => expect(alerts()).toEqual(before.alerts.map((count, index) => count + (index < 7 ? 1 : 0))),
      2_000,
    );
    await inTime(() => expect(world.rows("select id from messages where state = 'owed'")).toEqual([]), 2_000);
    expect(notices()).toHaveLength(before.notices + 1);
    for (const { id } of [ana, ...members.map(({ person }) => person)])
      expect(Object.values(sendsTo(world, id)).filter((times) => times !== 1)).toEqual([]);
  },
  90_000,
);

test.each([9, 12, 16, 20])(
  'killed after %i commits, and all is well when it is started again: whoever breaks next hears of it at once',
  async (commits) => {
    await recover();
    const before = alerts();
    const bot = world.process();
    await bot.dieAfter(commits);
    for (const { accountId } of victims()) world.composio.expire(accountId);
    let isDead = false;
    void bot.ended.then(() => {
      isDead = true;
    });
    await inTime(() => expect(isDead).toBe(true), 20_000);
    for (const { accountId } of victims()) world.composio.setStatus(accountId, 'ACTIVE');
    await world.start();
    await recover();
    expect(alerts()).toEqual(before);

    const alone = members[7];
    world.composio.expire(alone?.accountId ?? '');
    await inTime(() => expect(alerts()).toEqual([...before.slice(0, 7), (before[7] ?? 0) + 1]), 20_000);
    world.composio.setStatus(alone?.accountId ?? '', 'ACTIVE');
  },
  90_000,
);
