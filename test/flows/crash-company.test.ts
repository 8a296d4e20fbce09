/** The bot dies while an access list is being written. */

import { afterAll, beforeAll, expect, test } from 'vitest';
import type { PersonDriver } from '../sandbox/slack/driver/person.ts';
import { type Outpost, startOutpost } from './bot-on-its-own.ts';
import { companyAccount, externalUserIdOf, grantBecomes } from './company-steps.ts';
import { eventually, requestsTo } from './setup-steps.ts';
import { linkOf, setUp } from './world.ts';

let world: Outpost;
let ana: PersonDriver;

beforeAll(async () => {
  world = await startOutpost();
  ana = world.slack.person(world.slack.people.ana);
  await setUp({ gong: world.gong, ana });
  await ana.types('/gong-setup');
  await (await ana.waitForEphemeral('Gong is set up')).press('How people connect');
  await (await ana.waitForModal('Now: Personal')).press('Use one company connection');
  await (await ana.waitForModal('Now: Company')).press('I am a Technical Admin: get the link');
  await world.composio.follow(await linkOf(ana));
  await ana.waitForDm('connected for the whole company');
}, 90_000);
afterAll(async () => {
  expect(world.slack.problems).toEqual([]);
  await world.end();
});

const writes = () => requestsTo(world, `PATCH /connected_accounts/${companyAccount(world)}`).length;

/** Somebody asks to be let in, and the bot is killed while it waits for the answer to its write. */
async function dieWriting(rep: PersonDriver, wasDone: boolean): Promise<number> {
  const before = writes();
  world.composio.faults.add('PATCH /connected_accounts/:id', { kind: 'hang', processed: wasDone });
  await rep.types('/gong-connect');
  await rep.waitForEphemeral('you are being entered now');
  await eventually(() => writes() > before, 'the list is being written');
  await world.process().kill9();
  await world.start();
  await grantBecomes(world, rep, 'granted');
  expect(world.composio.account(companyAccount(world)).acl.allowed_user_ids).toContain(externalUserIdOf(world, rep));
  await rep.waitForDm('You can use the company’s Gong connection');
  expect(rep.dm()).toHaveLength(1);
  return writes() - before;
}

test('killed after Composio has the list and before it said so, the bot reads it and writes nothing again', async () => {
  expect(await dieWriting(world.slack.person(world.slack.people.chloe), true)).toBe(1);
}, 60_000);

test('killed before Composio has the list, the bot writes it once more', async () => {
  expect(await dieWriting(world.slack.person(world.slack.people.ben), false)).toBe(2);
}, 60_000);
