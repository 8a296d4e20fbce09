/** How an outage ends, comes back, and is mentioned again. */

import { afterEach, describe, expect, test } from 'vitest';
import {
  alertsOf,
  buttonTexts,
  crowd,
  delivered,
  endWell,
  eventually,
  member,
  startQuietWorld,
  sweepAfter,
} from './crowd.ts';
import { connect, linkOf, type World } from './world.ts';

let world: World;
afterEach(() => endWell(world));

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const stopped = /stopped working/;
const recovered = /works again\. There is nothing to do/;

describe('recovery', () => {
  test('edits the alert, takes its buttons away, and is told in one short DM', async () => {
    world = await startQuietWorld();
    const { person, accountId } = member(await crowd(world, 1), 0);
    world.composio.expire(accountId);
    await sweepAfter(world);
    const alert = await person.waitForDm(stopped);
    world.composio.setStatus(accountId, 'ACTIVE');
    await sweepAfter(world);
    const news = await person.waitForDm(recovered);
    expect(news.metadata?.event_type).not.toBe('gong_connect_alert');
    await eventually(() =>
      expect(person.dm().find(({ ts }) => ts === alert.ts)?.rendered).toMatch(/works again.*did not work from/s),
    );
    expect(
      person
        .dm()
        .find(({ ts }) => ts === alert.ts)
        ?.buttons(),
    ).toEqual([]);
    await sweepAfter(world);
    await delivered(world);
    expect(person.dm()).toHaveLength(2);
  });

  test('by the person’s own reconnect is told by the link’s DM alone', async () => {
    world = await startQuietWorld();
    const first = await connect(world, world.ben);
    world.composio.expire(first);
    await sweepAfter(world);
    const alert = await world.ben.waitForDm(stopped);
    await alert.press('Reconnect');
    await world.composio.follow(await linkOf(world.ben), { as: 'technical-admin', decision: 'allow' });
    await world.ben.waitForDm((message) => message.ts === alert.ts && /works again/.test(message.rendered));
    // The message of the link before speaks of an account that is gone.
    await world.ben.waitForDm(/That connection has been replaced or removed since/);
    await world.ben.waitForDm(/Gong answers\./);
    await sweepAfter(world);
    await delivered(world);
    expect(world.ben.dm().filter(({ rendered }) => recovered.test(rendered))).toEqual([]);
    expect(world.rows('select kind from messages where kind = ?', 'recovered')).toEqual([]);
    await eventually(() => expect(world.composio.accounts().map(({ id }) => id)).not.toContain(first));
  });

  test('of an outage whose alert nobody was shown says nothing, and a return of it does alert', async () => {
    world = await startQuietWorld();
    const { person, accountId } = member(await crowd(world, 1), 0);
    world.slack.faults.add('chat.postMessage', { kind: 'http', status: 503 }, Number.POSITIVE_INFINITY);
    world.composio.expire(accountId);
    await sweepAfter(world);
    await eventually(() => expect(world.rows('select attempts from messages where attempts > 0')).toHaveLength(1));
    world.composio.setStatus(accountId, 'ACTIVE');
    await sweepAfter(world);
    await eventually(() => expect(world.rows('select id from outages where ended_at is not null')).toHaveLength(1));
    world.slack.faults.clear();
    world.clock.advance(minuteMs);
    await delivered(world);
    expect(person.dm()).toEqual([]);

    world.composio.expire(accountId);
    await sweepAfter(world);
    await person.waitForDm(stopped);
    expect(world.rows('select count(*) as outages from outages')).toEqual([{ outages: 1 }]);
    expect(alertsOf(person)).toHaveLength(1);
  });
});

describe('an outage that comes back', () => {
  test('within ten minutes is the same: its alert shows Reconnect again and no second one is sent', async () => {
    world = await startQuietWorld();
    const { person, accountId } = member(await crowd(world, 1), 0);
    world.composio.expire(accountId);
    await sweepAfter(world);
    const alert = await person.waitForDm(stopped);
    for (let time = 0; time < 2; time += 1) {
      world.composio.setStatus(accountId, 'ACTIVE');
      await sweepAfter(world);
      const news = await person.waitForDm(recovered);
      world.composio.setStatus(accountId, 'REVOKED');
      await sweepAfter(world);
      const reopened = await person.waitForDm((one) => one.ts === alert.ts && stopped.test(one.rendered));
      expect(reopened.rendered).toMatch(/was withdrawn/);
      expect(buttonTexts(reopened)[0]).toBe('Reconnect');
      await person.waitForDm((one) => one.ts === news.ts && /stopped once more/.test(one.rendered));
    }
    await delivered(world);
    expect(person.dm()).toHaveLength(2);
    expect(alertsOf(person)).toHaveLength(1);
  });

  test('within ten minutes of a reconnect is mentioned again when it lasts, and not only after a day', async () => {
    world = await startQuietWorld();
    const { ben, composio, clock } = world;
    composio.expire(await connect(world, ben));
    await sweepAfter(world);
    const alert = await ben.waitForDm(stopped);
    await alert.press('Reconnect');
    await composio.follow(await linkOf(ben), { as: 'technical-admin', decision: 'allow' });
    await ben.waitForDm(/Gong answers\./);
    const account = composio.accounts().find(({ status }) => status === 'ACTIVE');
    composio.expire(account?.id ?? '');
    await sweepAfter(world);
    await ben.waitForDm((one) => one.ts === alert.ts && stopped.test(one.rendered));
    await delivered(world);
    expect(alertsOf(ben)).toHaveLength(1);
    for (let minute = 0; minute < 11; minute += 1) clock.advance(minuteMs);
    await ben.waitForDm(/still does not work/);
    expect(new Set(alertsOf(ben)).size).toBe(2);
    await sweepAfter(world);
    await delivered(world);
    expect(alertsOf(ben)).toHaveLength(2);
  });

  test('after ten minutes is another one, with an alert of its own', async () => {
    world = await startQuietWorld();
    const { person, accountId } = member(await crowd(world, 1), 0);
    world.composio.expire(accountId);
    await sweepAfter(world);
    await person.waitForDm(stopped);
    world.composio.setStatus(accountId, 'ACTIVE');
    await sweepAfter(world);
    await person.waitForDm(recovered);
    await sweepAfter(world, 11 * minuteMs);
    world.composio.expire(accountId);
    await sweepAfter(world);
    await person.waitForDm(stopped);
    await delivered(world);
    expect(new Set(alertsOf(person)).size).toBe(2);
    expect(world.rows('select count(*) as outages from outages')).toEqual([{ outages: 2 }]);
  });

  test('is told of a new reason by an edit', async () => {
    world = await startQuietWorld();
    const { person, accountId } = member(await crowd(world, 1), 0);
    world.composio.disable(accountId);
    await sweepAfter(world);
    await person.waitForDm(/is paused/);
    world.composio.remove(accountId);
    await sweepAfter(world);
    await person.waitForDm(/was deleted/);
    await delivered(world);
    expect(alertsOf(person)).toHaveLength(1);
  });
});

test('reminders come at REMINDER_HOURS, each an alert with an ID of its own, and then no more', async () => {
  world = await startQuietWorld({ more: { REMINDER_HOURS: '2, 1' } });
  const { person, accountId } = member(await crowd(world, 1), 0);
  world.composio.expire(accountId);
  await sweepAfter(world);
  await person.waitForDm(stopped);
  world.clock.advance(hourMs - 10 * minuteMs);
  await delivered(world);
  expect(alertsOf(person)).toHaveLength(1);
  for (const count of [2, 3]) {
    world.clock.advance(hourMs);
    await eventually(() => expect(alertsOf(person)).toHaveLength(count));
    const reminder = await person.waitForDm(/still does not work/);
    expect(buttonTexts(reminder)).toEqual(['Reconnect', 'Snooze for 7 days', 'Disconnect']);
  }
  await sweepAfter(world, 300 * hourMs);
  await delivered(world);
  expect(new Set(alertsOf(person)).size).toBe(3);
  world.composio.setStatus(accountId, 'ACTIVE');
  await sweepAfter(world);
  await person.waitForDm(recovered);
  await eventually(() => expect(person.dm().flatMap((message) => message.buttons())).toEqual([]));
});

test('one reminder makes up for all that a bot that did not run has missed', async () => {
  world = await startQuietWorld();
  const { person, accountId } = member(await crowd(world, 1), 0);
  world.composio.expire(accountId);
  await sweepAfter(world);
  await person.waitForDm(stopped);
  await world.current.bot.stop();
  world.clock.advance(100 * hourMs);
  await world.restart();
  await person.waitForDm(/still does not work/);
  await delivered(world);
  expect(alertsOf(person)).toHaveLength(2);
});
