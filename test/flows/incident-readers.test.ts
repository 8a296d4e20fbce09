/** Who hears of trouble: nobody who cannot act is told in place of somebody who can. */

import { afterEach, expect, test } from 'vitest';
import { authConfigOf, crowd, endWell, startQuietWorld, sweepAfter } from './crowd.ts';
import { inTime, noticesOf } from './incident-steps.ts';
import type { World } from './world.ts';

let world: World;
afterEach(() => endWell(world));

const notAdmin = { isAdmin: false, isOwner: false, isPrimaryOwner: false };

test('whoever set Gong up and is an admin no longer is passed over for those who are', async () => {
  world = await startQuietWorld();
  await crowd(world, 3);
  await world.slack.changePerson(world.ana.id, notAdmin);
  world.composio.disableAuthConfig(authConfigOf(world));
  await sweepAfter(world);
  await inTime(world, () => expect(noticesOf(world.olga)).toHaveLength(1));
  const [notice] = noticesOf(world.olga);
  expect(noticesOf(world.ana)).toEqual([]);
  await notice?.press('Enable the auth config');
  await world.olga.waitForEphemeral(/The auth config is enabled/);
});

test('when whoever set Gong up and all of GONG_ADMINS have left Slack, the workspace’s own admins hear', async () => {
  world = await startQuietWorld();
  await crowd(world, 3);
  await restartWith(`${world.ben.id},U0NOBODY`);
  await world.slack.deactivate(world.ana.id);
  await world.slack.deactivate(world.ben.id);
  world.composio.disableAuthConfig(authConfigOf(world));
  await sweepAfter(world);
  await inTime(world, () => expect(noticesOf(world.olga)).toHaveLength(1));
  expect(told()).toEqual([world.olga.id]);
});

test('one of GONG_ADMINS who is left is enough, and need be no admin of Slack', async () => {
  world = await startQuietWorld();
  await crowd(world, 3);
  await restartWith(world.ben.id);
  await world.slack.deactivate(world.ana.id);
  world.composio.disableAuthConfig(authConfigOf(world));
  await sweepAfter(world);
  await inTime(world, () => expect(noticesOf(world.ben)).toHaveLength(1));
  expect(told()).toEqual([world.ben.id]);
});

function told(): string[] {
  const rows = world.rows<{ recipient: string }>("select recipient from messages where kind = 'incident'");
  return rows.map(({ recipient }) => recipient);
}

/** The bot with these `GONG_ADMINS`, once it has looked at everybody. */
async function restartWith(admins: string): Promise<void> {
  const sweeps = () => world.rows('select id from sweeps where ended_at is not null').length;
  const before = sweeps();
  await world.restart({ webhook: false, more: { GONG_ADMINS: admins } });
  await inTime(world, () => expect(sweeps()).toBeGreaterThan(before));
}
