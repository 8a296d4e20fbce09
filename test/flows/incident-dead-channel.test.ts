/** The admins' channel goes: whatever it was to show is shown to the admins themselves. */

import { afterEach, expect, test } from 'vitest';
import { connectCompany } from './company-steps.ts';
import { authConfigOf, crowd, delivered, endWell, eventually, member, startQuietWorld, sweepAfter } from './crowd.ts';
import { inTime, sweepTwice } from './incident-steps.ts';
import { channelNews, chooseNotices, noticeChannel } from './notice-steps.ts';
import type { World } from './world.ts';

let world: World;
afterEach(() => endWell(world));

const hourMs = 3_600_000;
const stopped = /company’s Gong connection stopped working/;
const meantForChannel = /meant for #gong-ops.*(is_archived|is_inactive).*choose another under Notices/s;

test('of the company’s connection the alert, each reminder and the end come by DM', async () => {
  world = await startQuietWorld();
  const account = await connectCompany(world, world.ana);
  const channel = await noticeChannel(world, 'gong-ops', [world.ana]);
  await chooseNotices(world, world.ana, { Channel: 'gong-ops' });
  await delivered(world);
  const before = world.ana.dm().length;
  const news = () => world.ana.dm().slice(before);
  // The alert, two reminders and the end: none of them is taken there.
  world.slack.archive(channel);
  world.composio.expire(account);
  await sweepAfter(world);
  await inTime(world, () => expect(news()).toHaveLength(1));
  expect(news()[0]?.rendered).toMatch(stopped);
  expect(news()[0]?.rendered).toMatch(meantForChannel);
  expect(news()[0]?.metadata).toMatchObject({ event_type: 'gong_connect_alert' });

  for (const [hours, reminders] of [
    [25, 1],
    [49, 2],
  ] as const) {
    await sweepAfter(world, hours * hourMs);
    await inTime(world, () =>
      expect(news().filter(({ rendered }) => /still does not work/.test(rendered))).toHaveLength(reminders),
    );
  }
  world.composio.setStatus(account, 'ACTIVE');
  await sweepAfter(world);
  const back = /works again\. Everybody who is let in can use it/;
  await inTime(world, () => expect(news().filter(({ rendered }) => back.test(rendered))).toHaveLength(1));
  expect(channelNews(world.ana, channel)).toHaveLength(1);
});

test('a channel that is archived while an incident goes on leaves nobody with what was so then', async () => {
  world = await startQuietWorld();
  const members = await crowd(world, 9);
  const channel = await noticeChannel(world, 'gong-ops', [world.ana]);
  await chooseNotices(world, world.ana, { Channel: 'gong-ops' });
  for (const { accountId } of members.slice(0, 7)) world.composio.expire(accountId);
  await sweepTwice(world);
  await inTime(world, () => expect(channelNews(world.ana, channel).join()).toMatch(/7 Gong connections/));
  await sweepAfter(world, 49 * hourMs);
  expect(world.ana.dm()).toEqual([]);

  world.slack.archive(channel);
  world.composio.setStatus(member(members, 0).accountId, 'ACTIVE');
  await sweepAfter(world);
  const said = /7 Gong connections stopped working at once.*1 of 7/s;
  await inTime(world, () =>
    expect(world.ana.dm().map(({ rendered }) => rendered)).toEqual([expect.stringMatching(said)]),
  );
  expect(world.ana.dm()[0]?.rendered).toMatch(meantForChannel);
  for (const { accountId } of members.slice(1, 7)) world.composio.setStatus(accountId, 'ACTIVE');
  await sweepAfter(world);
  await inTime(world, () => expect(world.ana.dm()[0]?.rendered).toMatch(/Over: 7 Gong connections/));
});

test('an incident that is over just when its channel is archived says so to whoever read of it there', async () => {
  world = await startQuietWorld();
  await crowd(world, 3);
  const channel = await noticeChannel(world, 'gong-ops', [world.ana]);
  await chooseNotices(world, world.ana, { Channel: 'gong-ops' });
  world.composio.disableAuthConfig(authConfigOf(world));
  await sweepAfter(world);
  await inTime(world, () => expect(channelNews(world.ana, channel).join()).toMatch(/auth config is disabled/));
  world.slack.archive(channel);
  world.composio.enableAuthConfig(authConfigOf(world));
  await sweepAfter(world);
  await inTime(world, () => expect(world.rows('select id from incidents where ended_at is not null')).toHaveLength(1));
  await eventually(() => expect(world.ana.dm()[0]?.rendered).toMatch(/Over: The Gong auth config/));
});

test('what somebody changed in the auth config comes by DM as well', async () => {
  world = await startQuietWorld();
  const channel = await noticeChannel(world, 'gong-ops', [world.ana]);
  await chooseNotices(world, world.ana, { Channel: 'gong-ops' });
  world.slack.archive(channel);
  Object.assign(world.composio.authConfigs()[0] ?? {}, { scopes: 'api:users:read' });
  world.clock.advance(24 * hourMs);
  await inTime(world, () => expect(world.ana.dm()).toHaveLength(1), 5_000);
  expect(world.ana.dm()[0]?.rendered).toMatch(/Gong’s setup is not what was set up here/);
  expect(world.ana.dm()[0]?.rendered).toMatch(meantForChannel);
});
