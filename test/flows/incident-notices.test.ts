/** How admins hear of incidents: in a channel instead of DMs, in a daily digest, after their quiet hours. */

import { afterEach, expect, test } from 'vitest';
import { nextTimeOfDay } from '../../src/local-time.ts';
import type { PersonDriver } from '../sandbox/slack/driver/person.ts';
import { authConfigOf, crowd, delivered, endWell, eventually, member, startQuietWorld, sweepAfter } from './crowd.ts';
import { alerted, botId, inTime, refusedTo, sweepTwice } from './incident-steps.ts';
import { channelNews, chooseNotices, noticeChannel, openNotices } from './notice-steps.ts';
import type { World } from './world.ts';

let world: World;
afterEach(() => endWell(world));

const hourMs = 3_600_000;
const disabled = /auth config is disabled/;
const enabled = /The auth config is enabled\. Everybody is looked at now/;

const choose = (person: PersonDriver, fields: Readonly<Record<string, string | null>>) =>
  chooseNotices(world, person, fields);

test('in a channel, with buttons that are for admins alone; when the channel goes, by DM and saying so', async () => {
  world = await startQuietWorld();
  const members = await crowd(world, 8);
  const channel = await noticeChannel(world, 'gong-ops', [world.ana, world.ben], false);
  expect(await choose(world.ana, { Channel: 'gong-ops' })).toMatch(/Not saved.*app is not in #gong-ops.*\/invite/s);
  world.slack.inviteTo(channel, await botId(world));
  expect(await choose(world.ana, { Channel: 'gong-ops' })).toMatch(/Saved\..*Notices come at once, in #gong-ops/s);
  expect(channelNews(world.ana, channel).join()).toMatch(
    /Notices about Gong connections will come here.*Chosen by @Ana/s,
  );

  world.composio.disableAuthConfig(authConfigOf(world));
  await sweepTwice(world);
  await eventually(() => expect(channelNews(world.ana, channel).join()).toMatch(disabled));
  expect(world.ana.dm()).toEqual([]);
  const shown = world.ben.messages(channel).find(({ rendered }) => disabled.test(rendered));
  for (const { text } of shown?.buttons() ?? []) await refusedTo(world.ben, async () => shown?.press(text));
  expect(world.composio.authConfigs()[0]?.enabled).toBe(false);
  const own = world.ana.messages(channel).find(({ rendered }) => disabled.test(rendered));
  world.ana.reloads();
  await own?.press('Enable the auth config');
  await world.ana.waitForEphemeral(enabled);
  await sweepAfter(world);
  await inTime(world, () => expect(channelNews(world.ana, channel).join()).toMatch(/Over: The Gong auth config/));

  for (const { accountId } of members.slice(0, 7)) world.composio.expire(accountId);
  world.clock.advance(11 * 60_000);
  await sweepTwice(world);
  await eventually(() =>
    expect(channelNews(world.ana, channel).join()).toMatch(/7 Gong connections stopped working at once/),
  );
  const held = world.ben.messages(channel).find(({ rendered }) => /7 Gong connections/.test(rendered));
  await refusedTo(world.ben, async () => held?.press('Ask everybody to reconnect'));
  expect(alerted(members)).toBe(0);
  expect(world.ana.dm()).toEqual([]);

  world.composio.disable(member(members, 7).accountId);
  await sweepTwice(world);
  await member(members, 7).person.waitForDm(/stopped working/);
  world.slack.faults.add('chat.postMessage', { kind: 'error', error: 'is_archived' }, 1);
  await inTime(world, () => expect(world.ana.dm()).toHaveLength(1));
  expect(world.ana.dm()[0]?.rendered).toMatch(
    /was paused in Composio.*meant for #gong-ops.*is_archived.*choose another under Notices/s,
  );
});

test('once a day at nine of the admin’s own time zone, with what still is; on a day without news nothing comes', async () => {
  world = await startQuietWorld();
  const members = await crowd(world, 8);
  expect(await choose(world.ana, { When: 'Once a day, at nine' })).toMatch(
    /once a day at nine, as a direct message.*Time zone/s,
  );
  const covered = () => world.rows('select noticed_until from preferences');
  const before = covered();
  await sweepAfter(world, 26 * hourMs);
  await inTime(world, () => expect(covered()).not.toEqual(before));
  await delivered(world);
  expect(world.ana.dm()).toEqual([]);

  world.composio.remove(member(members, 0).accountId);
  await sweepAfter(world);
  await member(members, 0).person.waitForDm(/stopped working/);
  world.composio.disableAuthConfig(authConfigOf(world));
  await sweepTwice(world);
  await eventually(() => expect(world.rows('select id from incidents where told_at is not null')).toHaveLength(1));
  expect(world.ana.dm()).toEqual([]);
  // Just before nine nothing is there, and at nine it is.
  const nine = nextTimeOfDay(world.clock.now(), 'Europe/Amsterdam', 9 * 60);
  await sweepAfter(world, nine - world.clock.now() - 60_000);
  expect(world.ana.dm()).toEqual([]);
  world.clock.advance(60_000);
  await inTime(world, () => expect(world.ana.dm()).toHaveLength(1));
  const digest = await world.ana.waitForDm(/Gong today: one thing needs a look/);
  expect(digest.rendered).toMatch(/auth config is disabled in Composio: nobody/);
  expect(digest.rendered).toMatch(/Single people.*The connection was deleted\. They were told/s);
  await digest.press('Show it with its repair');
  const notice = await world.ana.waitForDm((message) =>
    message.buttons().some(({ text }) => text.startsWith('Enable')),
  );
  await notice.press('Enable the auth config');
  await world.ana.waitForEphemeral(enabled);
  await sweepAfter(world);
  await inTime(world, () => expect(world.ana.dm().some(({ rendered }) => /Over: The Gong/.test(rendered))).toBe(true));
  world.clock.advance(24 * hourMs);
  const over = /what went wrong is over/;
  await inTime(world, () => expect(world.ana.dm().some(({ rendered }) => over.test(rendered))).toBe(true));
});

test('in quiet hours nothing new is sent to admins, and people’s own alerts are', async () => {
  world = await startQuietWorld();
  const members = await crowd(world, 8);
  expect(await choose(world.ana, { 'Quiet from': '22:00' })).toMatch(/need a beginning and an end/);
  expect(await choose(world.ana, { 'Quiet from': '07:00', 'Quiet until': '07:00' })).toMatch(/Choose another end/);
  const hour = hourNow();
  const until = `${String((hour + 3) % 24).padStart(2, '0')}:00`;
  const from = `${String((hour + 23) % 24).padStart(2, '0')}:00`;
  expect(await choose(world.ana, { 'Quiet from': from, 'Quiet until': until })).toMatch(/Nothing new from/);
  world.composio.setStatus(member(members, 0).accountId, 'REVOKED', null);
  await sweepAfter(world);
  await member(members, 0).person.waitForDm(/stopped working/);
  world.composio.disableAuthConfig(authConfigOf(world));
  await sweepAfter(world);
  await eventually(() => expect(world.rows("select id from messages where kind = 'incident'")).toHaveLength(1));
  await world.restart();
  world.clock.advance(20 * 60_000);
  expect(world.ana.dm()).toEqual([]);
  world.clock.advance(3 * hourMs);
  await world.ana.waitForDm(disabled);
});

test('whoever changes from a digest to at once is told of what is open, and of what is over, at once', async () => {
  world = await startQuietWorld();
  const members = await crowd(world, 8);
  await choose(world.ana, { When: 'Once a day, at nine' });
  world.composio.remove(member(members, 0).accountId);
  await sweepAfter(world);
  await member(members, 0).person.waitForDm(/stopped working/);
  world.composio.disableAuthConfig(authConfigOf(world));
  await sweepAfter(world);
  await inTime(world, () => expect(world.rows('select id from incidents where told_at is not null')).toHaveLength(1));
  expect(world.ana.dm()).toEqual([]);

  await choose(world.ana, { When: 'At once' });
  await inTime(world, () => expect(world.ana.dm()).toHaveLength(2));
  const news = world.ana.dm().map(({ rendered }) => rendered);
  expect(news.filter((text) => /The Gong auth config is disabled.*Since/s.test(text))).toHaveLength(1);
  expect(news.filter((text) => /Single people.*The connection was deleted/s.test(text))).toHaveLength(1);
  // Chosen again, nothing is told again.
  await choose(world.ana, { When: 'At once' });
  await sweepAfter(world, 25 * hourMs);
  await delivered(world);
  expect(world.ana.dm().filter(({ rendered }) => /Single people/.test(rendered))).toHaveLength(1);
  expect(world.rows("select id from messages where kind = 'incident'")).toHaveLength(1);
});

test('the form saved again takes nothing out of the next digest', async () => {
  world = await startQuietWorld();
  const members = await crowd(world, 8);
  await choose(world.ana, { When: 'Once a day, at nine' });
  world.composio.remove(member(members, 0).accountId);
  await sweepAfter(world);
  await member(members, 0).person.waitForDm(/stopped working/);
  world.clock.advance(60_000);
  await choose(world.ana, { When: 'Once a day, at nine' });
  const nine = nextTimeOfDay(world.clock.now(), 'Europe/Amsterdam', 9 * 60);
  await sweepAfter(world, nine - world.clock.now() + 60_000);
  await inTime(world, () => expect(world.ana.dm()).toHaveLength(1));
  expect(world.ana.dm()[0]?.rendered).toMatch(/Single people.*The connection was deleted/s);
});

test('quiet hours that are taken away or moved let go of what waits for their end', async () => {
  world = await startQuietWorld();
  await crowd(world, 3);
  const hour = hourNow();
  const clock = (later: number) => `${String((hour + later + 24) % 24).padStart(2, '0')}:00`;
  await choose(world.ana, { 'Quiet from': clock(-1), 'Quiet until': clock(6) });
  world.composio.disableAuthConfig(authConfigOf(world));
  await sweepAfter(world);
  const due = () =>
    world.rows<{ at: number }>("select next_try_at as at from messages where kind = 'incident'").map(({ at }) => at);
  await inTime(world, () => expect(due()).toHaveLength(1));
  const [before = 0] = due();
  await choose(world.ana, { 'Quiet until': clock(4) });
  expect(due()).toEqual([before - 2 * hourMs]);
  await choose(world.ana, { 'Quiet from': null, 'Quiet until': null });
  await inTime(world, () => expect(world.ana.dm()).toHaveLength(1));
  expect(world.clock.now()).toBeLessThan(before - 3 * hourMs);
});

test('a colleague abroad who changes the channel alone moves nobody’s quiet hours', async () => {
  world = await startQuietWorld();
  const channel = await noticeChannel(world, 'gong-ops', [world.ana, world.olga]);
  await choose(world.ana, { 'Quiet from': '22:00', 'Quiet until': '07:00' });
  await world.slack.changePerson(world.olga.id, { tz: 'America/New_York' });
  const form = await openNotices(world.olga);
  expect(form.text()).toMatch(/time zone that was chosen, Europe\/Amsterdam/);
  await form.fill('Channel', 'gong-ops');
  await form.submit();
  await inTime(world, () => expect(world.olga.modal()?.text()).toMatch(/Saved/), 500);
  const chosen = () => world.rows('select notice_channel, quiet_from, quiet_until, notice_zone from preferences')[0];
  const hours = { notice_channel: channel, quiet_from: 22 * 60, quiet_until: 7 * 60 };
  expect(chosen()).toEqual({ ...hours, notice_zone: 'Europe/Amsterdam' });
  // Unless they say that the hours are to be their own.
  expect(await choose(world.olga, { 'Time zone': 'Your own: America/New_York' })).toMatch(/America\/New_York/);
  expect(chosen()).toEqual({ ...hours, notice_zone: 'America/New_York' });
});

test('somebody who stops being an admin while the form is open changes nothing', async () => {
  world = await startQuietWorld();
  const form = await openNotices(world.olga);
  await world.slack.changePerson(world.olga.id, { isAdmin: false, isOwner: false, isPrimaryOwner: false });
  await form.fill('When', 'Once a day, at nine');
  await form.submit();
  await inTime(world, () => expect(world.olga.modal()?.text()).toMatch(/Not saved\..*Only admins can/s), 500);
  expect(world.rows('select notice_pace from preferences')).toEqual([]);
});

/** What Ana's clock shows: she lives in Amsterdam. */
function hourNow(): number {
  const format = new Intl.DateTimeFormat('en', { timeZone: 'Europe/Amsterdam', hour: 'numeric', hourCycle: 'h23' });
  return Number(format.format(world.clock.now()));
}
