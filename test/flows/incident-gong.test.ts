/** What ends in Gong besides the secret: the integration is disabled or deleted, the admin who approved leaves. */

import { afterEach, expect, test } from 'vitest';
import { alertsOf, buttonTexts, endWell, eventually, member, startQuietWorld, sweepAfter } from './crowd.ts';
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
} from './incident-steps.ts';
import type { World } from './world.ts';

let world: World;
afterEach(() => endWell(world));

test('one person revoked is no incident: they are told at once, and no admin is', async () => {
  world = await startQuietWorld();
  const members = await grantedCrowd(world, 7);
  const alone = member(members, 0);
  await world.composio.revoke(alone.accountId);
  await sweepAfter(world);
  await alone.person.waitForDm(/stopped working.*was withdrawn/s);
  expect(incidents(world)).toEqual([]);
  expect(world.ana.dm()).toEqual([]);
  await world.ana.types('/gong-setup');
  await world.ana.waitForEphemeral(/1 of 7 connections does not work; its owner was told/);
});

test('a disabled integration: live tokens are refused, and once it is enabled again "Check again" finds that out', async () => {
  world = await startQuietWorld();
  const everybody = await grantedCrowd(world, 8);
  const members = everybody.slice(0, 7);
  world.gong.disable(integrationOf(world).id);
  await renew(world, members);
  await sweepTwice(world);
  const notice = await world.ana.waitForDm(/7 Gong connections stopped working at once/);
  // A refused token may mean that the admin left, too: the bot does not pretend to know.
  expect(notice.rendered).toMatch(
    /It may be one of these.*1\. the integration was disabled or deleted in Gong; 2\. the Technical Admin/s,
  );
  expect(notice.rendered).toMatch(/Gong refuses its tokens, too/);
  expect(buttonTexts(notice)[0]).toBe('Open Gong’s integrations');
  await notice.press('Check again');
  await world.ana.waitForEphemeral(/Looking again/);
  await sweepAfter(world);
  expect(alerted(everybody)).toBe(0);

  world.gong.enable(integrationOf(world).id);
  world.ana.reloads();
  await notice.press('Check again');
  await world.ana.waitForEphemeral(/Looking again/);
  await inTime(world, () => expect(alerted(members)).toBe(7));
  await eventually(() =>
    expect(nowSaid(world.ana, notice)).toMatch(/A connection that Gong refused before works again/),
  );
  await reconnect(world, member(members, 0).person);
  await inTime(world, () => expect(nowSaid(world.ana, notice)).toMatch(/1 of 7 is back/));
  expect(incidents(world)).toMatchObject([{ cause: 'integration_off', repair: 'works_again' }]);
  expect(noticesOf(world.ana)).toHaveLength(1);
});

test('a link that nobody opened is no evidence that somebody did, and changes no order', async () => {
  world = await startQuietWorld();
  const members = await grantedCrowd(world, 7);
  for (const { accountId } of members) world.composio.expire(accountId);
  await sweepTwice(world);
  const notice = await world.ana.waitForDm(/7 Gong connections stopped working at once/);
  expect(notice.rendered).toMatch(/1\. the client secret was changed in Gong/);
  await nextLink(world, world.ana, () => notice.press('Reconnect mine first'));
  world.clock.advance(11 * 60_000);
  await inTime(world, () => expect(nowSaid(world.ana, notice)).toMatch(/asked for a link since that was not finished/));
  expect(nowSaid(world.ana, notice)).toMatch(/1\. the client secret was changed in Gong/);
  expect(nowSaid(world.ana, notice)).not.toMatch(/never came back/);
});

test('a deleted integration: the admins decide when people are told', async () => {
  world = await startQuietWorld();
  const members = await grantedCrowd(world, 6);
  world.gong.delete(integrationOf(world).id);
  await renew(world, members);
  await sweepTwice(world);
  const notice = await world.ana.waitForDm(/6 Gong connections stopped working at once/);
  const link = await nextLink(world, world.ana, () => notice.press('Reconnect mine first'));
  const landing = await world.composio.follow(link, { as: 'technical-admin', decision: 'allow' });
  expect(landing.text).toMatch(/Unknown client/);
  // Gong never sends the browser back, so the link lapses.
  world.clock.advance(11 * 60_000);
  await inTime(world, () => expect(nowSaid(world.ana, notice)).toMatch(/asked for a link since that was not finished/));
  expect(nowSaid(world.ana, notice)).toMatch(
    /It may be one of these.*the integration was disabled or deleted in Gong/s,
  );
  expect(alerted(members)).toBe(0);
  const ask = notice.buttons().find(({ text }) => text === 'Ask everybody to reconnect');
  expect(ask?.confirm).toMatch(/6 people get a direct message/);
  await notice.press('Ask everybody to reconnect', { confirm: false });
  expect(alerted(members)).toBe(0);
  await notice.press('Ask everybody to reconnect');
  await world.ana.waitForEphemeral(/6 people get a direct message with a Reconnect button now/);
  await inTime(world, () => expect(alerted(members)).toBe(6));
  expect((await member(members, 0).person.waitForDm(/stopped working/)).rendered).toMatch(
    /The admins say that reconnecting works/,
  );
  expect(world.rows("select actor from audit where action = 'incident.people_told'")).toEqual([
    { actor: world.ana.id },
  ]);
});

test('the approving admin left: the other admins of Slack are told, and another Technical Admin’s reconnect shows that it works', async () => {
  world = await startQuietWorld();
  const members = await grantedCrowd(world, 7);
  world.gong.removePerson('5001');
  await world.slack.deactivate(world.ana.id);
  await renew(world, members);
  await sweepTwice(world);
  const notice = await world.olga.waitForDm(/7 Gong connections stopped working at once/);
  expect(notice.rendered).toMatch(/The likely cause: the Technical Admin who approved the integration has left Gong/);
  expect(notice.rendered).toMatch(/The admin who set Gong up here is deactivated in Slack/);
  expect(buttonTexts(notice)).toEqual(['Reconnect mine first', 'Ask everybody to reconnect', 'Check again']);
  expect(alerted(members)).toBe(0);

  world.gong.setRole('5002', 'technical-admin');
  const link = await nextLink(world, world.olga, () => notice.press('Reconnect mine first'));
  await world.composio.follow(link, { as: '5002', decision: 'allow' });
  await inTime(world, () => expect(alerted(members)).toBe(7));
  expect(alertsOf(member(members, 0).person)).toHaveLength(1);
  await reconnect(world, member(members, 0).person, '5002');
  await inTime(world, () => expect(nowSaid(world.olga, notice)).toMatch(/1 of 7 is back\. Somebody reconnected/));
});
