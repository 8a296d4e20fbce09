/** A connection stops working: who is told, in which words, and how it ends. */

import { afterEach, describe, expect, test } from 'vitest';
import type { Composio } from '../sandbox/composio/composio.ts';
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
import { connect, linkOf, setUp, startWorld, type World } from './world.ts';

let world: World;
afterEach(() => endWell(world));

const minuteMs = 60_000;
const stopped = /stopped working/;

describe('an alert', () => {
  const fates: readonly (readonly [string, (composio: Composio, accountId: string) => unknown, RegExp, string])[] = [
    [
      'EXPIRED',
      (composio, id) => composio.setStatus(id, 'EXPIRED', 'Max auth failures reached'),
      /no longer accepts/,
      'broken',
    ],
    ['FAILED', (composio, id) => composio.setStatus(id, 'FAILED', null), /connection failed/, 'broken'],
    ['REVOKED', (composio, id) => composio.revoke(id), /was withdrawn/, 'broken'],
    ['INACTIVE', (composio, id) => composio.disable(id), /is paused.*admins have been told/s, 'paused'],
    ['deleted', (composio, id) => composio.remove(id), /was deleted/, 'broken'],
  ];

  test('comes by a sweep for every status that is not ACTIVE, with the reason and the way out', async () => {
    world = await startQuietWorld();
    const members = await crowd(world, 30);
    for (const [index, [, befall]] of fates.entries()) await befall(world.composio, member(members, index).accountId);
    await sweepAfter(world);
    for (const [index, [, , reason, state]] of fates.entries()) {
      const { person } = member(members, index);
      const alert = await person.waitForDm(stopped);
      expect(alert.rendered).toMatch(reason);
      expect(buttonTexts(alert)).toEqual(['Reconnect', 'Snooze for 7 days', 'Disconnect']);
      expect(alert.metadata).toMatchObject({ event_type: 'gong_connect_alert' });
      expect(world.rows('select state from connections where owner = ?', person.id)).toEqual([{ state }]);
      expect(alert.rendered).not.toMatch(/composio/i);
    }
    expect(member(members, 10).person.dm()).toEqual([]);
  });

  test('comes by a webhook within moments, and only once', async () => {
    world = await startWorld();
    await setUp(world);
    const accountId = await connect(world, world.ben);
    world.composio.expire(accountId);
    await world.ben.waitForDm(stopped);
    const account = world.composio.account(accountId);
    for (let time = 0; time < 20; time += 1) await world.composio.sendWebhook({ account });
    await sweepAfter(world);
    await sweepAfter(world);
    await delivered(world);
    expect(alertsOf(world.ben)).toHaveLength(1);
  });

  test('does not come for a status that nobody knows, which is not called healthy either', async () => {
    world = await startQuietWorld();
    const { person, accountId } = member(await crowd(world, 1), 0);
    world.composio.setStatus(accountId, 'HIBERNATING', 'winter');
    await sweepAfter(world);
    expect(world.rows('select state, status from connections')).toEqual([{ state: 'unknown', status: 'HIBERNATING' }]);
    expect(world.rows('select * from outages')).toEqual([]);
    expect(person.dm()).toEqual([]);
    await person.types('/gong-connect status');
    const card = await person.waitForEphemeral(/unknown state/);
    expect(card.rendered).not.toMatch(/Connected to Gong/);
    world.composio.setStatus(accountId, 'EXPIRED', null);
    await sweepAfter(world);
    await person.waitForDm(stopped);
  });

  test('is never sent for a link that lapsed, nor do its reminders stop for one', async () => {
    world = await startQuietWorld();
    const accountId = await connect(world, world.ben);
    world.composio.expire(accountId);
    await sweepAfter(world);
    const alert = await world.ben.waitForDm(stopped);
    await alert.press('Reconnect');
    await linkOf(world.ben);
    world.clock.advance(11 * minuteMs);
    await world.ben.waitForDm(/link expired/i);
    world.clock.advance(24 * 60 * minuteMs);
    await world.ben.waitForDm(/still does not work/);
    expect(alertsOf(world.ben)).toHaveLength(2);
    expect(world.rows('select count(*) as outages from outages')).toEqual([{ outages: 1 }]);
  });
});

test('admins are told of connections that were paused, together, with what to do', async () => {
  world = await startQuietWorld({ more: { GONG_ADMINS: 'UOPS00001' } });
  const members = await crowd(world, 4);
  for (const index of [0, 1]) world.composio.disable(member(members, index).accountId);
  await sweepAfter(world);
  await member(members, 0).person.waitForDm(/is paused/);
  world.clock.advance(10_000);
  const notice = await world.ana.waitForDm(/were paused in Composio/);
  expect(notice.rendered).toMatch(/2 Gong connections were paused/);
  expect(notice.rendered).toMatch(/Rep.*and.*Rep/s);
  expect(notice.rendered).toMatch(/enable the connected accounts in Composio/);
  world.composio.enable(member(members, 0).accountId);
  await sweepAfter(world);
  await member(members, 0).person.waitForDm(/works again/);
  await sweepAfter(world);
  expect(world.ana.dm().filter(({ rendered }) => /paused/.test(rendered))).toHaveLength(1);
});

describe('disconnect and snooze on the alert', () => {
  test('disconnect deletes the account with its grant, ends the outage and all reminders', async () => {
    world = await startQuietWorld();
    const accountId = await connect(world, world.ben);
    world.composio.disable(accountId);
    await sweepAfter(world);
    const alert = await world.ben.waitForDm(stopped);
    await alert.press('Disconnect');
    await world.ben.waitForDm(
      (message) => message.ts === alert.ts && /This Gong connection has ended/.test(message.rendered),
    );
    await eventually(() => {
      const removal = world.composio.requests.find(({ method }) => method === 'DELETE');
      expect(removal).toMatchObject({ path: `/connected_accounts/${accountId}`, query: { revoke_on_delete: 'true' } });
    });
    await sweepAfter(world, 8 * 24 * 60 * minuteMs);
    await delivered(world);
    expect(alertsOf(world.ben)).toHaveLength(1);
    expect(
      world.ben
        .dm()
        .find(({ ts }) => ts === alert.ts)
        ?.buttons(),
    ).toEqual([]);
  });

  test('snooze silences it for seven days', async () => {
    world = await startQuietWorld();
    const { person, accountId } = member(await crowd(world, 1), 0);
    world.composio.expire(accountId);
    await sweepAfter(world);
    const alert = await person.waitForDm(stopped);
    await alert.press('Snooze for 7 days');
    // Read a week later, it must not say "yesterday".
    const answer = await person.waitForEphemeral(/Snoozed\. You will be reminded on/);
    expect(answer.text).toContain('^{date_short} at {time}|');
    const snoozed = await person.waitForDm(/Snoozed until/);
    expect(buttonTexts(snoozed)).toEqual(['Reconnect', 'Disconnect']);
    await sweepAfter(world, 6 * 24 * 60 * minuteMs);
    await delivered(world);
    expect(alertsOf(person)).toHaveLength(1);
    world.clock.advance(24 * 60 * minuteMs);
    await person.waitForDm(/still does not work/);
    expect(alertsOf(person)).toHaveLength(2);
    await eventually(() => expect(person.dm().some(({ rendered }) => /Snoozed until/.test(rendered))).toBe(false));
    await sweepAfter(world, 30 * 24 * 60 * minuteMs);
    await delivered(world);
    expect(alertsOf(person)).toHaveLength(2);
  });
});
