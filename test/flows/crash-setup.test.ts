/** An admin sets Gong up while the bot is killed after each of its commits in turn, and started again. */

import { afterEach, beforeEach, expect, test } from 'vitest';
import type { PersonDriver } from '../sandbox/slack/driver/person.ts';
import { atRest, type Outpost, patienceMs, sendsTo, startAgain, startOutpost } from './bot-on-its-own.ts';
import { chooseScopes, registerInGong, submitCredentials } from './setup-steps.ts';
import { askForLink } from './world.ts';

let world: Outpost;
let ana: PersonDriver;

beforeEach(async () => {
  world = await startOutpost();
  ana = world.slack.person(world.slack.people.ana);
}, 90_000);
afterEach(async () => {
  expect(world.slack.problems).toEqual([]);
  await world.end();
});

/** From the command to the submission; what becomes of it is for the test to say. */
async function submitSetup(): Promise<void> {
  const register = await chooseScopes(ana);
  await submitCredentials(register, registerInGong(world, register));
}

/** How the rows say it stands. */
const inForce = () => world.rows<{ auth_config_id: string }>("select auth_config_id from setups where state = 'saved'");

/** One setup in force, which is the only auth config at Composio, and links can be made with it. */
async function expectOneSetup(): Promise<void> {
  await expect
    .poll(inForce, { timeout: patienceMs })
    .toEqual([{ auth_config_id: world.composio.authConfigs()[0]?.id }]);
  expect(world.composio.authConfigs()).toHaveLength(1);
  await atRest(world);
  const ben = world.slack.person(world.slack.people.ben);
  expect(await askForLink(ben)).toMatch(/^http/);
}

/** The admin knows, from the view or else by one DM. */
async function expectTold(): Promise<void> {
  await world.advance(30_000);
  const says = (text: string | undefined): boolean => text?.includes('Gong is set up.') ?? false;
  await expect
    .poll(() => says(ana.modal()?.text()) || ana.dm().some(({ rendered }) => says(rendered)), { timeout: patienceMs })
    .toBe(true);
  expect(Object.values(sendsTo(world, ana.id)).every((sends) => sends === 1)).toBe(true);
}

/** Given after how many commits the bot is to die: whether it did. */
async function setUpWithDeathAfter(commits: number): Promise<boolean> {
  const bot = world.process();
  await bot.dieAfter(commits);
  const back = startAgain(world);
  await submitSetup();
  await expect.poll(() => inForce().length === 1 || bot.child.signalCode !== null, { timeout: patienceMs }).toBe(true);
  const hasDied = await Promise.race([
    bot.ended.then(() => true),
    ana.waitForModal('Gong is set up.').then(() => false),
  ]);
  if (!hasDied) {
    back.cancel();
    await bot.dieAfter(Number.MAX_SAFE_INTEGER);
    return false;
  }
  await back.done;
  return true;
}

test('killed when the submission was just written down, it finds nothing at Composio and asks once for another', async () => {
  expect(await setUpWithDeathAfter(1)).toBe(true);
  await ana.waitForDm('Setting Gong up was interrupted.');
  await atRest(world);
  expect(world.composio.authConfigs()).toEqual([]);
  expect(inForce()).toEqual([]);
  expect(ana.dm()).toHaveLength(1);

  await submitSetup();
  await ana.waitForModal('Gong is set up.');
  await expectOneSetup();
  expect(Object.values(sendsTo(world, ana.id))).toEqual([1]);
}, 90_000);

test('killed after any later commit, it is set up', async () => {
  let commits = 2;
  for (; await setUpWithDeathAfter(commits); commits += 1) {
    await expectOneSetup();
    await expectTold();
    await world.end();
    world = await startOutpost();
    ana = world.slack.person(world.slack.people.ana);
  }
  await expectOneSetup();
  expect(commits).toBeGreaterThan(2);
  expect(sendsTo(world, ana.id)).toEqual({});
}, 240_000);

test('killed while Composio makes the auth config, it is found, in force, and its admin told', async () => {
  world.composio.faults.add('POST /auth_configs', { kind: 'hang', processed: true });
  await submitSetup();
  await expect.poll(() => world.composio.authConfigs().length, { timeout: patienceMs }).toBe(1);
  await world.process().kill9();
  await world.start();
  const told = await ana.waitForDm('Gong is set up.');
  expect(told.rendered).toContain(world.composio.authConfigs()[0]?.id);
  await expectOneSetup();
  expect(Object.values(sendsTo(world, ana.id))).toEqual([1]);
}, 90_000);

test('killed again while it looks for the auth config, it looks once more at the next start', async () => {
  world.composio.faults.add('POST /auth_configs', { kind: 'hang', processed: true });
  await submitSetup();
  await expect.poll(() => world.composio.authConfigs().length, { timeout: patienceMs }).toBe(1);
  await world.process().kill9();
  const searches = () =>
    world.composio.requests.filter(({ method, path }) => method === 'GET' && path === '/auth_configs');
  const before = searches().length;
  world.composio.faults.add('GET /auth_configs', { kind: 'hang' });
  await world.start();
  await expect.poll(() => searches().length, { timeout: patienceMs }).toBeGreaterThan(before);
  await world.process().kill9();
  await world.start();
  await ana.waitForDm('Gong is set up.');
  await expectOneSetup();
  expect(Object.values(sendsTo(world, ana.id))).toEqual([1]);
}, 90_000);
