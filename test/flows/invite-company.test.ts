/** Inviting people where the company connects once: who may use it counts as connected, and one press is enough. */

import { afterAll, beforeAll, expect, test } from 'vitest';
import { connectCompany, grantBecomes, joinCompany } from './company-steps.ts';
import { eventually } from './connect-steps.ts';
import { invitationsOf, nudgesOf, preview, send } from './invite-steps.ts';
import { slackRefusals } from './setup-steps.ts';
import { setUp, startWorld, type World } from './world.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
  await setUp(world);
  await connectCompany(world, world.ana);
}, 60_000);
afterAll(async () => {
  expect(slackRefusals(world)).toEqual([]);
  await world.end();
});

test('who may use the company connection is left in peace; the others are let in with one press', async () => {
  const { ben, chloe } = world;
  await joinCompany(world, ben);
  const shown = await preview(world, { people: [ben.id, chloe.id] });
  expect(shown.text()).toMatch(/1 person will get a direct message\s+@Chloe[\s\S]*Connected already \(1\)\s+@Ben/);
  expect(shown.text()).not.toContain('Technical Admin');
  await send(world, shown);
  const dm = await chloe.waitForDm('invites you to connect');
  expect(dm.rendered).toContain('One press is enough: Gong is connected once for the whole company.');
  expect(dm.rendered).not.toContain('Technical Admin');

  await dm.press('Connect Gong');
  await grantBecomes(world, chloe, 'granted');
  await eventually(() => {
    world.clock.advance(1_000);
    return chloe.dm().some(({ rendered }) => rendered.startsWith(':white_check_mark: Connected. @Ana invited you'));
  });
  expect(invitationsOf(chloe)).toEqual([]);
  world.clock.advance(3 * 24 * 3_600_000);
  await eventually(() => world.rows("select id from invitations where state = 'waiting'").length === 0);
  expect(nudgesOf(chloe)).toEqual([]);
});
