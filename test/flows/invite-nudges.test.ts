/** Reminders: at ten in the morning wherever somebody is, until they connect, or press, or have had enough of them. */

import { afterAll, beforeAll, expect, test } from 'vitest';
import { systemIdentity } from '../../src/adapters/identity.ts';
import { openStore } from '../../src/adapters/sqlite/store.ts';
import { nudgeNow } from '../../src/invitations/nudge-now.ts';
import { nextTenOClock } from '../../src/invitations/nudge-schedule.ts';
import type { PersonDriver } from '../sandbox/slack/driver/person.ts';
import { eventually } from './connect-steps.ts';
import { startQuietWorld, writing } from './crowd.ts';
import { invitationsOf, invite, nudgesOf, preview, send } from './invite-steps.ts';
import { slackRefusals } from './setup-steps.ts';
import { connect, type World } from './world.ts';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
const zones = { ben: 'Europe/Amsterdam', chloe: 'America/New_York', emi: 'Asia/Tokyo', frank: 'America/Los_Angeles' };

let world: World;
let emi: PersonDriver;
let frank: PersonDriver;
let invitedAt: number;

beforeAll(async () => {
  world = await startQuietWorld();
  emi = world.slack.person(world.slack.people.emi);
  frank = world.slack.person(world.slack.people.frank);
});
afterAll(async () => {
  expect(slackRefusals(world)).toEqual([]);
  await world.end();
});

/** The moment of the next reminder of somebody; null: none is to come. */
function nextNudge(person: PersonDriver): number | null {
  const [row] = world.rows<{ next_nudge_at: number | null }>(
    'select next_nudge_at from invitations where slack_user_id = ? order by created_at desc',
    person.id,
  );
  return row?.next_nudge_at ?? null;
}

/** Resolves once the condition holds, within some seconds of the bot's time. */
async function soon(condition: () => boolean): Promise<void> {
  await eventually(() => {
    if (condition()) return true;
    world.clock.advance(1_000);
    return false;
  });
}

/** Moves the clock to a moment, and lets what is due then be done. */
async function moveTo(moment: number): Promise<void> {
  world.clock.advance(Math.max(moment - world.clock.now(), 0) + 1_000);
  const isDue = 'select id from invitations where next_nudge_at <= ?';
  await soon(() => world.rows(isDue, moment).length === 0);
  await soon(() => world.rows("select id from messages where state = 'owed'").length === 0);
}

/** Moves the clock to a moment at which nothing is to happen, and lets every loop have its turn. */
async function passTime(moment: number): Promise<void> {
  world.clock.advance(Math.max(moment - world.clock.now(), 0));
  const until = world.clock.now() + 20_000;
  await soon(() => world.clock.now() > until);
}

/** From morning to morning until nobody is to be reminded any more, or the day has come. */
async function passMornings(until: number): Promise<void> {
  for (;;) {
    const [row] = world.rows<{ at: number | null }>('select min(next_nudge_at) as at from invitations');
    if (!row?.at || row.at > until) break;
    await moveTo(row.at);
  }
  await moveTo(until);
}

function localTime(ts: string, timeZone: string): string {
  return new Date(Number(ts) * 1000).toLocaleTimeString('en-GB', { timeZone, hour: '2-digit', minute: '2-digit' });
}

test('everybody is reminded at ten in the morning of their own time zone, a day after the invitation', async () => {
  const { ben, chloe } = world;
  invitedAt = world.clock.now();
  await invite(world, ben.id, chloe.id, emi.id, frank.id);
  for (const person of [ben, chloe, emi, frank]) expect(invitationsOf(person)).toHaveLength(1);
  expect([ben, chloe, emi, frank].flatMap(nudgesOf)).toEqual([]);
  await passMornings(invitedAt + 2 * dayMs);
  for (const [person, zone] of [
    [ben, zones.ben],
    [chloe, zones.chloe],
    [emi, zones.emi],
    [frank, zones.frank],
  ] as const) {
    const [nudge, ...more] = nudgesOf(person);
    expect(more).toEqual([]);
    expect(localTime(nudge?.ts ?? '', zone)).toBe('10:00');
    expect(Number(nudge?.ts) * 1000).toBeGreaterThanOrEqual(invitedAt + dayMs);
    expect(nudge?.buttons().map(({ text }) => text)).toEqual(['Connect Gong', 'Stop reminding me']);
    expect(nudge?.rendered).toContain('@Ana invited you');
  }
});

test('connecting ends it: what was offered says so in place, and no reminder follows', async () => {
  const { ben } = world;
  await connect(world, ben);
  const done = (text: string): boolean => text.startsWith(':white_check_mark: Connected.');
  await soon(() => {
    return ben.dm().filter(({ rendered }) => done(rendered)).length === 2;
  });
  const edited = ben.dm().filter(({ rendered }) => done(rendered));
  expect(edited.map((message) => [message.edited, message.buttons()])).toEqual([
    [true, []],
    [true, []],
  ]);
  expect(nextNudge(ben)).toBeNull();
});

test('one press ends it: the reminder says so in place, and the offer stays', async () => {
  const { chloe } = world;
  await nudgesOf(chloe)[0]?.press('Stop reminding me');
  await chloe.waitForDm((message) => /is not connected yet[\s\S]*You will not be reminded/.test(message.rendered));
  expect(
    nudgesOf(chloe)[0]
      ?.buttons()
      .map(({ text }) => text),
  ).toEqual(['Connect Gong']);
  expect(nextNudge(chloe)).toBeNull();
});

test('the others are reminded twice more, at ten again, and then left in peace', async () => {
  const before = [emi, frank].map((person) => nudgesOf(person).length);
  expect(before).toEqual([1, 1]);
  await world.restart();
  await passMornings(invitedAt + 12 * dayMs);
  for (const [person, zone] of [
    [emi, zones.emi],
    [frank, zones.frank],
  ] as const) {
    expect(nudgesOf(person).map(({ ts }) => localTime(ts, zone))).toEqual(['10:00', '10:00', '10:00']);
    expect(nextNudge(person)).toBeNull();
    const days = nudgesOf(person).map(({ ts }) => Math.floor((Number(ts) * 1000 - invitedAt) / dayMs));
    expect(days).toEqual([1, 3, 7]);
  }
  expect(nudgesOf(world.ben)).toEqual([]);
  expect(nudgesOf(world.chloe)).toHaveLength(1);
});

test('invited again, nobody is reminded a fourth time in thirty days, nor whoever wants no reminders', async () => {
  const again = world.clock.now();
  await invite(world, emi.id, world.chloe.id);
  await soon(() => invitationsOf(emi).length === 2 && invitationsOf(world.chloe).length === 2);
  expect(nextNudge(world.chloe)).toBeNull();
  expect(invitationsOf(world.chloe).at(-1)?.rendered).toContain('You will not be reminded of this.');
  await passMornings(again + 8 * dayMs);
  expect(nudgesOf(emi)).toHaveLength(3);
  expect(nudgesOf(world.chloe)).toHaveLength(1);
});

test('where somebody is whom Slack said nothing about is asked again before they are reminded', async () => {
  const { slack, clock } = world;
  const lost = [
    slack.addPerson({ realName: 'Lara', tz: 'America/Los_Angeles' }),
    slack.addPerson({ realName: 'Lou', tz: 'Europe/London' }),
    slack.addPerson({ realName: 'Lin', tz: 'Mars/Olympus' }),
  ] as const;
  const [lara, lou, lin] = lost;
  await invite(world, ...lost.map(({ id }) => id));
  await soon(() => lost.every((person) => invitationsOf(person).length === 1));
  const due = nextTenOClock('UTC', clock.now() + dayMs);
  writing(world, (_insert, database) => {
    const forget = database.prepare(
      'update invitations set time_zone = null, next_nudge_at = ? where slack_user_id = ?',
    );
    for (const { id } of lost) forget.run(due, id);
  });
  slack.faults.add('users.info', { kind: 'rate_limited', retryAfterSeconds: 30 });
  await passMornings(due + dayMs);
  for (const [person, zone] of [
    [lara, 'America/Los_Angeles'],
    [lou, 'Europe/London'],
    [lin, 'UTC'],
  ] as const) {
    expect(nudgesOf(person).map(({ ts }) => localTime(ts, zone))).toEqual(['10:00']);
  }
  expect(
    world.rows<{ time_zone: string }>("select time_zone from invitations where time_zone is null or time_zone = 'UTC'"),
  ).toEqual([{ time_zone: 'UTC' }]);
});

test('a bot that stood still at ten reminds the next morning, not in the night', async () => {
  const rita = world.slack.addPerson({ realName: 'Rita Rep', tz: 'Asia/Tokyo' });
  await invite(world, rita.id);
  await soon(() => invitationsOf(rita).length === 1);
  const due = nextNudge(rita) ?? 0;
  world.clock.advance(due - world.clock.now() + 9 * hourMs);
  await soon(() => (nextNudge(rita) ?? 0) > due);
  expect(nudgesOf(rita)).toEqual([]);
  await passMornings(due + dayMs + hourMs);
  expect(nudgesOf(rita).map(({ ts }) => localTime(ts, 'Asia/Tokyo'))).toEqual(['10:00']);
});

test('while Gong is paused or not set up, nobody is reminded, and nobody can be invited', async () => {
  const { ana, slack } = world;
  const sam = slack.addPerson({ realName: 'Sam Rep', tz: 'Europe/London' });
  const shown = await preview(world, { people: [sam.id] });
  const store = openStore(world.databasePath);
  const [setup] = world.rows<{ auth_config_id: string }>("select auth_config_id from setups where state = 'saved'");
  const pause = { id: 'p1', teamId: slack.team.id, authConfigId: setup?.auth_config_id ?? '', pausedBy: ana.id };
  await store.beginPause({ ...pause, beganAt: world.clock.now() });
  expect((await send(world, shown)).text()).toMatch(/Gong is paused[\s\S]*nobody was invited[\s\S]*Resume/);
  await store.endPause(slack.team.id, 'p1', { by: ana.id, outcome: 'resumed' }, world.clock.now());

  await invite(world, sam.id);
  await soon(() => invitationsOf(sam).length === 1);
  const due = nextNudge(sam) ?? 0;
  world.composio.disableAuthConfig(pause.authConfigId);
  await store.beginPause({ ...pause, id: 'p2', beganAt: world.clock.now() });
  await passTime(due + hourMs / 4);
  expect(nudgesOf(sam)).toEqual([]);
  const replaceSetup = (from: string, to: string): void =>
    writing(world, (_insert, database) => {
      database.prepare('update setups set state = ? where state = ?').run(to, from);
    });
  replaceSetup('saved', 'replaced');
  world.composio.enableAuthConfig(pause.authConfigId);
  await store.endPause(slack.team.id, 'p2', { by: ana.id, outcome: 'resumed' }, world.clock.now());
  await passTime(due + hourMs / 2);
  expect(nudgesOf(sam)).toEqual([]);
  replaceSetup('replaced', 'saved');
  await soon(() => nudgesOf(sam).length === 1);
  await store.close();
});

test('an admin reminds somebody at once, once a day, unless there is no point', async () => {
  const { clock, slack, chloe, ben, ana } = world;
  const tina = slack.addPerson({ realName: 'Tina Rep' });
  const store = openStore(world.databasePath);
  const nudge = (person: PersonDriver) =>
    nudgeNow({ store, clock, identity: systemIdentity }, { teamId: slack.team.id, slackUserId: person.id, by: ana.id });
  clock.advance(dayMs);
  expect(await Promise.all([tina, chloe, ben].map(nudge))).toEqual(['owed', 'stopped', 'connected']);
  await soon(() => nudgesOf(tina).length === 1);
  expect(await nudge(tina)).toBe('too_soon');
  clock.advance(dayMs + 1_000);
  expect(await nudge(tina)).toBe('owed');
  await soon(() => nudgesOf(tina).length === 2);
  expect(world.rows("select actor, subject from audit where action = 'person.nudged'")).toEqual([
    { actor: ana.id, subject: tina.id },
    { actor: ana.id, subject: tina.id },
  ]);
  await store.close();
});

test('who leaves Slack is not reminded any more', async () => {
  const lena = world.slack.addPerson({ realName: 'Lena Left' });
  await invite(world, lena.id);
  await soon(() => invitationsOf(lena).length === 1);
  expect(nextNudge(lena)).not.toBeNull();
  await world.slack.deactivate(lena.id);
  await soon(() => nextNudge(lena) === null);
  expect(world.rows('select state from invitations where slack_user_id = ?', lena.id)).toEqual([{ state: 'left' }]);
});
