/** The roster where the company shares one connection: grants are rows, the company is none, disconnecting takes one away. */

import Database from 'better-sqlite3';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { companyAccount, connectCompany, externalUserIdOf, grantBecomes, joinCompany } from './company-steps.ts';
import { startReadyWorld } from './connect-steps.ts';
import { blockOf, listed, openRoster, rowOf } from './roster-steps.ts';
import { slackRefusals } from './setup-steps.ts';
import type { World } from './world.ts';

let world: World;
beforeAll(async () => {
  world = await startReadyWorld();
  await connectCompany(world, world.ana);
});
afterAll(async () => {
  expect(slackRefusals(world)).toEqual([]);
  await world.end();
});

test('who is let in is connected through the company, and loses it when an admin takes it away', async () => {
  const { ana, ben, chloe } = world;
  await joinCompany(world, ben);
  await joinCompany(world, chloe);
  const roster = await openRoster(ana);
  expect(listed(roster)).not.toContain('company');
  expect(rowOf(roster, 'Ben')).toMatch(/Connected, through the company connection · since .* · last looked at /);
  expect(roster.buttons().find(({ blockId }) => blockId === blockOf(ben.id).blockId)?.confirm).toContain(
    'They may no longer use the company connection. They are told that it was you.',
  );
  const allowed = (): string[] => world.composio.account(companyAccount(world)).acl.allowed_user_ids;
  expect(allowed()).toContain(externalUserIdOf(world, ben));
  await roster.press('Disconnect', blockOf(ben.id));
  await ana.waitForModal('@Ben is disconnected and is told that it was you');
  await ben.waitForDm('@Ana disconnected your Gong');
  await grantBecomes(world, ben, 'withdrawn');
  expect(allowed()).not.toContain(externalUserIdOf(world, ben));
  const after = await openRoster(ana);
  expect(rowOf(after, 'Ben')).toMatch(/Not connected · since /);
  expect(rowOf(after, 'Chloe')).toMatch(/Connected, through the company connection/);
});

test('when the company’s connection breaks, everybody who is let in is not working, and only an admin can help', async () => {
  const { ana, chloe } = world;
  world.composio.expire(companyAccount(world));
  await world.slack.until(
    () => world.rows("select 1 from roster where state = 'not_working'").length > 0,
    'the roster hears of it',
  );
  const roster = await openRoster(ana);
  expect(rowOf(roster, 'Chloe')).toMatch(/Not working: Gong no longer accepts the permission, through the company/);
  const buttons = roster.buttons().filter(({ blockId }) => blockId === blockOf(chloe.id).blockId);
  expect(buttons.map(({ text }) => text)).toEqual(['Disconnect']);
});

test('with more people than an allow-list takes, it says which way is in force', async () => {
  expect((await openRoster(world.ana)).text()).not.toContain('1,000');
  const database = new Database(world.databasePath, { timeout: 10_000 });
  database.exec("update access_lists set form = 'deny_list'");
  database.close();
  expect((await openRoster(world.ana)).text()).toMatch(/More than 1,000 people are let in[\s\S]*deny-list/);
});
