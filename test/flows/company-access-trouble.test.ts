/** The access list cannot be written, or is gone: admins hear of it once, and nobody reads that all is well. */

import { afterEach, expect, test } from 'vitest';
import { accessRetryMs } from '../../src/company/access-schedule.ts';
import type { PersonDriver } from '../sandbox/slack/driver/person.ts';
import {
  companyAccount,
  connectCompany,
  externalUserIdOf,
  grantBecomes,
  grantOf,
  joinCompany,
} from './company-steps.ts';
import { buttonTexts } from './connect-steps.ts';
import { delivered, sweepAfter } from './crowd.ts';
import { openRoster } from './roster-steps.ts';
import { eventually, requestsTo } from './setup-steps.ts';
import { setUp, startWorld, type World } from './world.ts';

let world: World;
afterEach(async () => {
  expect(world.slack.problems).toEqual([]);
  await world.end();
});

const minuteMs = 60_000;
const cannot = /Who may use the company’s Gong connection cannot be changed/;
const acl = () => world.composio.account(companyAccount(world)).acl;
const writes = () => requestsTo(world, `PATCH /connected_accounts/${companyAccount(world)}`).length;
const about = (person: PersonDriver, words: RegExp) => person.dm().filter(({ rendered }) => words.test(rendered));

async function startCompanyWorld(): Promise<string> {
  world = await startWorld({ webhook: false });
  await setUp(world);
  const account = await connectCompany(world, world.ana);
  await joinCompany(world, world.olga);
  await delivered(world);
  return account;
}

/** Time goes by; the lease lapses in such a jump, and whoever waits for it works once it is renewed. */
async function pass(ms: number): Promise<void> {
  world.clock.advance(ms);
  await eventually(
    () => world.rows('select 1 from leases where until > ?', world.clock.now()).length > 0,
    'the lease is held',
  );
  world.clock.advance(1_100);
}

/** Lets it fail so often, each try as soon as it is due. */
async function failTimes(times: number): Promise<void> {
  for (let tries = 1; tries <= times; tries += 1) {
    await eventually(() => troubles()[0]?.tries === tries, `try ${tries}`);
    if (tries < times) await pass(accessRetryMs(tries));
  }
}
const troubles = () => world.rows<{ tries: number }>('select tries from access_troubles where ended_at is null');

async function hub(): Promise<Awaited<ReturnType<PersonDriver['waitForEphemeral']>>> {
  await world.ana.modal()?.close(true);
  await world.ana.types('/gong-setup');
  return world.ana.waitForEphemeral(/it is connected/);
}

test('a refused list is told once with whom it concerns and what to do, tried less and less often, and over', async () => {
  await startCompanyWorld();
  const { ana, ben, chloe, olga } = world;
  const take = world.composio.faults.add('PATCH /connected_accounts/:id', { kind: 'http', status: 403 }, 1_000);
  await chloe.types('/gong-connect');
  await chloe.waitForEphemeral('you are being entered now');
  await olga.types('/gong-connect disconnect');
  await failTimes(4);
  const told = await ana.waitForDm(cannot);
  expect(told.rendered).toMatch(/does not let the bot’s API key change it.*COMPOSIO_API_KEY/s);
  expect(told.rendered).toMatch(/Waiting to be let in: @Chloe/);
  expect(told.rendered).toMatch(/still allowed at Composio: @Olga/);
  expect(buttonTexts(told)).toEqual(['Go over to personal connections', 'How people connect']);
  expect(acl().allowed_user_ids).toEqual([externalUserIdOf(world, olga)]);

  // Nobody reads that all is well.
  const owed = /could not be changed since.*One person waits to be let in, and one person asked to be out/s;
  const shown = await hub();
  expect(shown.rendered).toMatch(owed);
  expect(shown.rendered).not.toContain('Everybody who is let in is on the allow-list');
  await shown.press('How people connect');
  expect((await ana.waitForModal('Now: Company')).text()).toMatch(owed);
  expect((await openRoster(ana)).text()).toMatch(owed);
  await chloe.types('/gong-connect');
  expect((await chloe.waitForEphemeral('takes longer than usual')).rendered).not.toMatch(/Composio/);
  await ben.types('/gong-connect');
  await ben.waitForEphemeral('takes longer than usual');

  // It turns out to be something else. A restart tries no sooner, and the message is kept up to date.
  take();
  const takeNow = world.composio.faults.add('PATCH /connected_accounts/:id', { kind: 'http', status: 400 }, 1_000);
  const before = writes();
  await world.restart();
  await pass(minuteMs);
  await delivered(world);
  expect(writes()).toBe(before);
  await pass(minuteMs);
  await ana.waitForDm(/Composio refuses to change it.*Waiting to be let in: @Chloe and @Ben/s);
  for (let tries = 5; tries < 9; tries += 1) {
    await pass(accessRetryMs(tries));
    await eventually(() => troubles()[0]?.tries === tries + 1, `try ${tries + 1}`);
  }
  expect(writes() - before).toBe(5);
  expect(about(ana, cannot)).toHaveLength(1);

  takeNow();
  await pass(10 * minuteMs);
  await grantBecomes(world, chloe, 'granted');
  await grantBecomes(world, olga, 'withdrawn');
  await ana.waitForDm((one) => one.ts === told.ts && /as it should be again/.test(one.rendered));
  expect(about(ana, cannot)).toEqual([]);
  await chloe.waitForDm('You can use the company’s Gong connection');
  await hub();
  await ana.waitForEphemeral('Everybody who is let in is on the allow-list');
});

test('a list that Composio takes and does not keep is told, too; going over to personal ends it, and tells who is cut off', async () => {
  await startCompanyWorld();
  const { ana, chloe, olga } = world;
  const body = { id: companyAccount(world), status: 'ACTIVE', success: true };
  world.composio.faults.add('PATCH /connected_accounts/:id', { kind: 'http', status: 200, body }, 1_000);
  await chloe.types('/gong-connect');
  await olga.types('/gong-connect disconnect');
  await failTimes(4);
  const told = await ana.waitForDm(cannot);
  expect(told.rendered).toContain('takes the change and does not keep it');
  await told.press('Go over to personal connections');
  await chloe.waitForDm('no longer shares one Gong connection');
  await ana.waitForDm((one) => one.ts === told.ts && /is no more/.test(one.rendered));
  await delivered(world);
  expect(about(olga, /no longer shares/)).toEqual([]);
});

test('what passes by itself is told to nobody before it has lasted', async () => {
  await startCompanyWorld();
  const { ana, chloe } = world;
  const take = world.composio.faults.add('PATCH /connected_accounts/:id', { kind: 'http', status: 503 }, 1_000);
  await chloe.types('/gong-connect');
  await failTimes(6);
  await delivered(world);
  expect(about(ana, cannot)).toEqual([]);
  await pass(accessRetryMs(6));
  const told = await ana.waitForDm(cannot);
  expect(told.rendered).toMatch(/does not answer as it should.*goes through by itself/s);
  expect(buttonTexts(told)).toEqual(['How people connect']);
  take();
  await pass(10 * minuteMs);
  await ana.waitForDm('as it should be again');
});

test('while the account is gone, who leaves is out, and nothing is asked in vain', async () => {
  const account = await startCompanyWorld();
  const { ana, olga } = world;
  world.composio.remove(account);
  await sweepAfter(world);
  await ana.waitForDm('The company’s Gong connection stopped working');
  await olga.types('/gong-connect disconnect');
  await grantBecomes(world, olga, 'withdrawn');
  const reads = () => requestsTo(world, `GET /connected_accounts/${account}`).length;
  const before = reads();
  await sweepAfter(world, 5 * minuteMs);
  await sweepAfter(world, 5 * minuteMs);
  // The sweep looks once itself.
  expect(reads() - before).toBeLessThanOrEqual(2);
  await world.chloe.types('/gong-connect');
  await world.chloe.waitForEphemeral('It does not work at the moment');
  expect(grantOf(world, world.chloe)).toBe('wanted');
  expect(about(ana, cannot)).toEqual([]);
  expect(world.rows("select actor from audit where action = 'access_list.gone'")).toEqual([{ actor: 'bot' }]);
});
