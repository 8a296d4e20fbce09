/** The client secret is regenerated in Gong: found out, told to the admins once, and people asked when it is repaired. */

import { afterEach, expect, test } from 'vitest';
import {
  alertsOf,
  authConfigOf,
  buttonTexts,
  endWell,
  eventually,
  member,
  startQuietWorld,
  sweepAfter,
} from './crowd.ts';
import {
  alerted,
  grantedCrowd,
  incidents,
  inTime,
  integrationOf,
  nextLink,
  noticesOf,
  nowSaid,
  reconnect,
  renew,
  sweepTwice,
  tryAlone,
} from './incident-steps.ts';
import type { World } from './world.ts';

let world: World;
afterEach(() => endWell(world));

test('a regenerated secret: one message with the likely cause, people held back, told once after the first reconnect', async () => {
  world = await startQuietWorld();
  const everybody = await grantedCrowd(world, 8);
  const members = everybody.slice(0, 7);
  const secret = world.gong.regenerateSecret(integrationOf(world).id);
  await renew(world, members);
  await sweepTwice(world);

  const notice = await world.ana.waitForDm(/7 Gong connections stopped working at once/);
  expect(notice.rendered).toMatch(/The likely cause: the client secret was changed in Gong/);
  expect(notice.rendered).toMatch(/7 of 8 connections stopped working within/);
  expect(notice.rendered).toMatch(/Permanent auth error during token refresh \(7\)/);
  expect(notice.rendered).toMatch(/A connection that is still there answers/);
  expect(notice.rendered).toMatch(/0 of 7 are back\. They have not been told/);
  expect(notice.text).toMatch(/likely cause: the client secret/);
  expect(buttonTexts(notice)).toEqual([
    'Rotate client secret',
    'Open Gong’s integrations',
    'Reconnect mine first',
    'Ask everybody to reconnect',
    'Check again',
  ]);
  expect(notice.buttons().find(({ text }) => text.startsWith('Open'))?.url).toBe('https://app.gong.io/company/api');
  await world.ana.types('/gong-setup');
  await world.ana.waitForEphemeral(/7 of 8 connections do not work: probably the client secret was changed in Gong/);
  expect(alerted(everybody)).toBe(0);
  // An alert that waits is owed all the same: it was written with the outage.
  expect(world.rows("select id from messages where kind = 'alert' and state = 'owed'")).toHaveLength(7);

  // Somebody tries on their own: Gong shows its consent page and then refuses, which is one clue more.
  const impatient = member(members, 0).person;
  await tryAlone(world, impatient);
  await inTime(world, () => expect(nowSaid(world.ana, notice)).toMatch(/consent page, then refused the client secret/));
  expect(incidents(world)).toMatchObject([{ cause: 'secret_changed', confidence: 'likely', repair: null }]);

  await world.restart();
  await sweepAfter(world);
  expect(alerted(everybody)).toBe(0);
  expect(noticesOf(world.ana)).toHaveLength(1);

  // The new secret is put into the auth config, and the impatient one tries again: that shows that it works.
  world.composio.authConfigs().forEach((config) => {
    if (config.id === authConfigOf(world)) config.clientSecret = secret;
  });
  await tryAlone(world, impatient);
  await inTime(world, () => expect(alerted(members)).toBe(6));
  expect(alertsOf(impatient)).toEqual([]);
  const alert = await member(members, 1).person.waitForDm(/stopped working/);
  expect(alert.rendered).toMatch(
    /It broke for many people at once\. That has been repaired, and reconnecting works now/,
  );
  await eventually(() =>
    expect(nowSaid(world.ana, notice)).toMatch(
      /1 of 7 is back\. Somebody reconnected, so it works again\. The 6 others were told/,
    ),
  );

  for (const { person } of members.slice(1, 3)) await reconnect(world, person);
  await inTime(world, () => expect(nowSaid(world.ana, notice)).toMatch(/3 of 7 are back/));
  for (const { person } of members.slice(3)) await reconnect(world, person);
  await inTime(world, () => expect(nowSaid(world.ana, notice)).toMatch(/Over: 7 Gong connections.*7 of 7 are back/s));
  expect(
    world.ana
      .dm()
      .find(({ ts }) => ts === notice.ts)
      ?.buttons(),
  ).toEqual([]);
  expect(noticesOf(world.ana)).toHaveLength(1);
  for (const { person } of members.slice(1)) expect(alertsOf(person)).toHaveLength(1);
  expect(incidents(world)).toMatchObject([{ cause: 'secret_changed', confidence: 'likely', repair: 'reconnected' }]);
  expect(incidents(world)[0]?.ended_at).not.toBeNull();
});

test('broken again minutes after it was over, it is the same message and people are held back again', async () => {
  world = await startQuietWorld();
  const members = await grantedCrowd(world, 8);
  const down = members.slice(0, 7);
  for (const { accountId } of down) world.composio.expire(accountId);
  await sweepTwice(world);
  const notice = await world.ana.waitForDm(/7 Gong connections stopped working at once/);
  for (const { accountId } of down) world.composio.setStatus(accountId, 'ACTIVE');
  await sweepAfter(world);
  await inTime(world, () => expect(nowSaid(world.ana, notice)).toMatch(/Over:.*7 of 7 are back/s));
  for (const { accountId } of down) world.composio.setStatus(accountId, 'EXPIRED', 'Max auth failures reached');
  await sweepTwice(world);
  await inTime(world, () => expect(nowSaid(world.ana, notice)).toMatch(/0 of 7 are back. They have not been told/));
  await sweepAfter(world);
  expect(alerted(members)).toBe(0);
  expect(noticesOf(world.ana)).toHaveLength(1);
  expect(incidents(world)).toMatchObject([{ repair: null, ended_at: null }]);
});

test('an admin tries it first, and whoever nobody repaired anything for is told honestly after a day', async () => {
  world = await startQuietWorld();
  const members = await grantedCrowd(world, 7);
  world.gong.regenerateSecret(integrationOf(world).id);
  await renew(world, members);
  await sweepTwice(world);
  const notice = await world.ana.waitForDm(/7 Gong connections stopped working at once/);
  expect(notice.rendered).toMatch(/It may be one of these.*1\. the client secret was changed in Gong/s);
  const link = await nextLink(world, world.ana, () => notice.press('Reconnect mine first'));
  await world.composio.follow(link, { as: 'technical-admin', decision: 'allow' });
  await inTime(world, () => expect(nowSaid(world.ana, notice)).toMatch(/likely cause: the client secret was changed/));
  expect(alerted(members)).toBe(0);

  await sweepAfter(world, 23 * 3_600_000);
  expect(alerted(members)).toBe(0);
  world.clock.advance(3_600_000);
  await inTime(world, () => expect(alerted(members)).toBe(7));
  const alert = await member(members, 0).person.waitForDm(/stopped working/);
  expect(alert.rendered).toMatch(/not repaired yet: if Reconnect fails, ask them/);
  await inTime(world, () => expect(nowSaid(world.ana, notice)).toMatch(/took too long to go on waiting/));
  // The first reminder counts from when they were told.
  await sweepAfter(world, 3_600_000);
  expect(alertsOf(member(members, 0).person)).toHaveLength(1);
});
