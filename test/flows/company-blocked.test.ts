/** Others write to the access list at Composio, too: what they put there stays, and whom they deny stays out. */

import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  companyAccount,
  connectCompany,
  externalUserIdOf,
  grantBecomes,
  grantOf,
  joinCompany,
} from './company-steps.ts';
import { allow, nextLink } from './connect-steps.ts';
import { delivered } from './crowd.ts';
import { openRoster, rowOf } from './roster-steps.ts';
import { eventually } from './setup-steps.ts';
import { setUp, startWorld, type World } from './world.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
  await setUp(world);
  await connectCompany(world, world.ana);
  await joinCompany(world, world.chloe);
  await joinCompany(world, world.ben);
  await delivered(world);
}, 60_000);
afterAll(async () => {
  expect(world.slack.problems).toEqual([]);
  await world.end();
});

const acl = () => world.composio.account(companyAccount(world)).acl;
const id = (person: World['ana']) => externalUserIdOf(world, person);
const lines = (action: string) => world.rows('select subject from audit where action = ?', action);
const hour = 61 * 60_000;
const blocked = /An admin has blocked the company’s Gong connection for you/;

test('whom somebody denies at Composio is out, is told and by whom it can be lifted; IDs of others stay', async () => {
  acl().not_allowed_user_ids = [id(world.chloe), 'contractor'];
  acl().allowed_user_ids = [...acl().allowed_user_ids, 'service-account'];
  world.clock.advance(hour);
  await grantBecomes(world, world.chloe, 'withdrawn');
  const told = await world.chloe.waitForDm(blocked);
  expect(told.rendered).toContain('ask @Ana');
  expect(told.rendered).not.toMatch(/Composio/);
  await world.chloe.waitForDm((one) => /^You no longer use the company’s Gong connection\.$/.test(one.rendered.trim()));
  await eventually(() => acl().allowed_user_ids.length === 2, 'the list is written');
  expect(acl()).toEqual({
    allow_all_users: false,
    allowed_user_ids: [id(world.ben), 'service-account'],
    not_allowed_user_ids: [id(world.chloe), 'contractor'],
  });
  expect(lines('access_list.blocked')).toEqual([{ subject: world.chloe.id }]);
  expect(lines('access_list.repaired')).toEqual([]);
  expect(rowOf(await openRoster(world.ana), 'Chloe')).toMatch(/Not connected, blocked for the company connection/);
});

test('asking again does not lift it, and says so', async () => {
  await world.chloe.types('/gong-connect');
  const answer = await world.chloe.waitForEphemeral(blocked);
  expect(answer.rendered).toContain('ask @Ana');
  await world.chloe.types('/gong-connect status');
  await world.chloe.waitForEphemeral(blocked);
  await world.chloe.opensHome();
  await world.chloe.waitForHome('An admin has blocked the company’s Gong connection for you');
  await joinCompany(world, world.olga);
  expect(grantOf(world, world.chloe)).toBe('withdrawn');
  expect(acl()).toMatchObject({
    allowed_user_ids: [id(world.ben), id(world.olga), 'service-account'],
    not_allowed_user_ids: [id(world.chloe), 'contractor'],
  });
});

test('who is denied before they come back is not let in', async () => {
  await world.olga.types('/gong-connect disconnect');
  await grantBecomes(world, world.olga, 'withdrawn');
  acl().not_allowed_user_ids.push(id(world.olga));
  await world.olga.types('/gong-connect');
  await world.olga.waitForDm(blocked);
  expect(grantOf(world, world.olga)).toBe('withdrawn');
  expect(acl().not_allowed_user_ids).toContain(id(world.olga));
});

test('the company’s next account is made with all of that, and without it where it cannot be read', async () => {
  const before = companyAccount(world);
  const link = async () => {
    await world.ana.modal()?.close(true);
    await world.ana.types('/gong-setup');
    await (await world.ana.waitForEphemeral('it is connected')).press('How people connect');
    const mode = await world.ana.waitForModal('Now: Company');
    return nextLink(world, world.ana, () => mode.press('Reconnect'));
  };
  const made = () => world.composio.accounts().find((one) => one.id !== before && one.accountType === 'SHARED')?.acl;
  const take = world.composio.faults.add('GET /connected_accounts/:id', { kind: 'http', status: 500 }, 1_000);
  await link();
  expect(made()).toMatchObject({
    allowed_user_ids: [id(world.ben)],
    not_allowed_user_ids: expect.arrayContaining([id(world.chloe), id(world.olga)]),
  });
  take();
  world.clock.advance(5_000);
  const second = await link();
  const given = world.composio
    .accounts()
    .find(({ acl }) => acl.not_allowed_user_ids.includes('contractor') && acl !== world.composio.account(before).acl);
  expect(given?.acl).toEqual({
    allow_all_users: false,
    allowed_user_ids: [id(world.ben), 'service-account'],
    not_allowed_user_ids: expect.arrayContaining([id(world.chloe), id(world.olga), 'contractor']),
  });
  world.clock.advance(5_000);
  await allow(world, second);
  await eventually(() => companyAccount(world) !== before, 'the new account is the company’s');
  await eventually(() => !world.composio.accounts().some((one) => one.id === before), 'the old account goes');
  expect(acl().not_allowed_user_ids).toEqual(expect.arrayContaining([id(world.chloe), id(world.olga), 'contractor']));
  expect(grantOf(world, world.ben)).toBe('granted');
});

test('once it is lifted there, they read so and are let in when they ask', async () => {
  acl().not_allowed_user_ids = acl().not_allowed_user_ids.filter((one) => one !== id(world.chloe));
  // Asking has the list looked at again.
  await world.chloe.types('/gong-connect');
  await world.chloe.waitForEphemeral(blocked);
  await world.chloe.waitForDm('An admin had blocked the company’s Gong connection for you, and no longer does');
  world.clock.advance(3_000);
  await joinCompany(world, world.chloe);
  expect(acl().allowed_user_ids).toContain(id(world.chloe));
  expect(lines('access_list.unblocked')).toEqual([{ subject: world.chloe.id }]);
});
