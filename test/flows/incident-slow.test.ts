/** The secret was changed, and Composio finds out one by one, whenever it is somebody's turn: one incident all the same. */

import { afterEach, expect, test } from 'vitest';
import { alertsOf, buttonTexts, delivered, endWell, member, startQuietWorld, sweepAfter } from './crowd.ts';
import {
  alerted,
  grantedCrowd,
  incidents,
  inTime,
  integrationOf,
  nextLink,
  nowSaid,
  reconnect,
  renew,
  tryAlone,
} from './incident-steps.ts';
import { openRotation, submitSecret } from './rotation-steps.ts';
import { redirectUri, type World } from './world.ts';

let world: World;
afterEach(() => endWell(world));

const quarterMs = 15 * 60_000;

test('ten of twelve in two hours: admins hear of the third, whoever breaks after that is held back, and is told when it is repaired', async () => {
  world = await startQuietWorld();
  const members = await grantedCrowd(world, 12);
  const secret = world.gong.regenerateSecret(integrationOf(world).id);
  for (const one of members.slice(0, 2)) {
    await renew(world, [one]);
    await sweepAfter(world, quarterMs);
  }
  await inTime(world, () => expect(alerted(members)).toBe(2));
  await world.ana.types('/gong-setup');
  await world.ana.waitForEphemeral(
    /2 of 12 connections do not work, and whether they have a cause in common is not known/,
  );
  expect(incidents(world)).toEqual([]);

  await renew(world, members.slice(2, 3));
  await sweepAfter(world, quarterMs);
  const notice = await world.ana.waitForDm(/3 Gong connections stopped working for what may be one reason/);
  await inTime(world, () =>
    expect(nowSaid(world.ana, notice)).toMatch(/The likely cause: the client secret was changed/),
  );
  expect(nowSaid(world.ana, notice)).toMatch(/3 of 12 connections stopped working within 3\d minutes/);
  const told = alerted(members);
  expect(told).toBeGreaterThanOrEqual(2);
  world.ana.reloads();
  await world.ana.types('/gong-setup');
  await world.ana.waitForEphemeral(/3 of 12 connections do not work: probably the client secret was changed/);

  for (const one of members.slice(3, 10)) {
    await renew(world, [one]);
    await sweepAfter(world, quarterMs);
  }
  await inTime(world, () =>
    expect(nowSaid(world.ana, notice)).toMatch(/10 Gong connections stopped working for what may be one reason/),
  );
  expect(nowSaid(world.ana, notice)).toMatch(/within 2 hours/);
  expect(nowSaid(world.ana, notice)).toMatch(
    told === 2
      ? /8 others have not been told.*2 were told before this was noticed/
      : /7 others have not been told.*3 were told before this was noticed/,
  );
  expect(alerted(members)).toBe(told);
  expect(incidents(world)).toHaveLength(1);
  expect(world.ana.dm()).toHaveLength(1);
  const open = world.ana.dm()[0];
  expect(open && buttonTexts(open)).toContain('Rotate client secret');

  for (const config of world.composio.authConfigs()) config.clientSecret = secret;
  await reconnect(world, member(members, 0).person);
  await inTime(world, () => expect(alerted(members)).toBe(10));
  for (const { person } of members.slice(1, 10)) expect(alertsOf(person)).toHaveLength(1);
});

test('of those who reconnect in between, it is nobody’s but their own matter', async () => {
  world = await startQuietWorld();
  const members = await grantedCrowd(world, 8);
  for (const { person, accountId } of members.slice(0, 4)) {
    world.composio.expire(accountId);
    await sweepAfter(world, quarterMs);
    await person.waitForDm(/stopped working/);
    await tryAlone(world, person);
    await inTime(world, () => expect(world.rows('select id from outages where ended_at is null')).toEqual([]));
  }
  for (const { accountId } of members.slice(4, 6)) {
    world.composio.expire(accountId);
    await sweepAfter(world, quarterMs);
  }
  await sweepAfter(world, quarterMs);
  await delivered(world);
  expect(incidents(world)).toEqual([]);
  expect(world.ana.dm()).toEqual([]);
});

test('five of five at once are too few for a burst: everybody is told, and the admins ten minutes later', async () => {
  world = await startQuietWorld();
  const members = await grantedCrowd(world, 5);
  world.gong.regenerateSecret(integrationOf(world).id);
  await renew(world, members);
  await sweepAfter(world);
  await inTime(world, () => expect(alerted(members)).toBe(5));
  expect(world.ana.dm()).toEqual([]);
  await sweepAfter(world, 10 * 60_000);
  const notice = await world.ana.waitForDm(/5 Gong connections stopped working for what may be one reason/);
  expect(notice.rendered).toMatch(/They were told before this was noticed/);
  await notice.press('Ask everybody to reconnect');
  await world.ana.waitForEphemeral(/Everybody had a direct message already/);
  for (const { person } of members) expect(alertsOf(person)).toHaveLength(1);
});

test('after a rotation to a new integration that is seen to work, those who break one by one are no incident', async () => {
  world = await startQuietWorld();
  const members = await grantedCrowd(world, 8);
  world.gong.delete(integrationOf(world).id);
  const { clientId, clientSecret } = world.gong.registerIntegration({
    name: 'Gong Connect',
    scopes: ['api:calls:read:basic', 'api:users:read'],
    redirectUris: [redirectUri],
  });
  const form = await openRotation(world.ana);
  await form.fill('Client ID', clientId);
  const link = await nextLink(world, world.ana, () => submitSecret(world, world.ana, form, clientSecret));
  await world.composio.follow(link, { as: 'technical-admin', decision: 'allow' });
  await inTime(world, () => expect(world.ana.modal()?.text()).toMatch(/The new client secret works/));
  for (const one of members.slice(0, 4)) {
    await renew(world, [one]);
    await sweepAfter(world, quarterMs);
  }
  await inTime(world, () => expect(alerted(members)).toBe(4));
  await delivered(world);
  expect(incidents(world)).toEqual([]);
});
