/** Who may get another link for the company, and when what was handed to a colleague is over. */

import { afterEach, beforeEach, expect, test } from 'vitest';
import { newCompanyLinkAction } from '../../src/company/actions.ts';
import type { PersonDriver } from '../sandbox/slack/driver/person.ts';
import type { ShownMessage } from '../sandbox/slack/driver/shown-message.ts';
import { chooseCompany, companyAccount } from './company-steps.ts';
import { allow, buttonTexts, nextLink } from './connect-steps.ts';
import { delivered } from './crowd.ts';
import { handOver, progress, relayRow, request } from './relay-steps.ts';
import { eventually, slackRefusals } from './setup-steps.ts';
import { linkOf, setUp, startWorld, type World } from './world.ts';

const minute = 60_000;
const day = 24 * 60 * minute;

let world: World;
beforeEach(async () => {
  world = await startWorld();
  await setUp(world);
});
afterEach(async () => {
  expect(slackRefusals(world)).toEqual([]);
  await world.end();
});

/** Ana asks Ben to approve. */
async function askBen(): Promise<void> {
  await handOver(world, world.ana, await chooseCompany(world.ana), world.ben);
  await world.ana.modal()?.close(true);
}

/** Somebody's link is left unused; its message, which offers another. */
async function linkLapses(person: PersonDriver): Promise<ShownMessage> {
  world.clock.advance(11 * minute);
  return person.waitForDm((one) => one.buttons().some(({ actionId }) => actionId === newCompanyLinkAction));
}

const links = () => world.rows<{ state: string }>("select state from attempts where owner = 'company'");
const companyIsConnected = () =>
  eventually(
    () => world.rows("select id from connections where owner = 'company' and state = 'active'").length === 1,
    'the company is connected',
  );

test('a colleague’s new link is another try of the request, and ends with it', async () => {
  const { ana, ben } = world;
  await askBen();
  await (await request(world, ben)).press('Get the link');
  await linkOf(ben);
  const lapsed = await linkLapses(ben);
  await progress(world, ana, /The link was not used/);
  const link = await nextLink(world, ben, () => lapsed.press('Get a new link'));
  // Nobody can withdraw, and then read that nothing was changed, what goes on all the same.
  expect(buttonTexts(await progress(world, ana, /@Ben has the link/))).toEqual([]);
  expect(relayRow(world)).toMatchObject({ state: 'working' });
  await allow(world, link);
  await progress(world, ana, /Done: the company’s connection is active/);
  await companyIsConnected();

  // Who has done it has no right to do it again.
  await lapsed.press('Get a new link');
  await ben.waitForEphemeral('Only admins can set Gong up');
  expect(links().map(({ state }) => state)).toEqual(['lapsed', 'won']);
});

test('a colleague loses the right to a new link with the sender’s, and after a day', async () => {
  const { ana, ben } = world;
  await askBen();
  await (await request(world, ben)).press('Get the link');
  await linkOf(ben);
  const lapsed = await linkLapses(ben);
  await progress(world, ana, /The link was not used/);
  await world.slack.changePerson(ana.id, { isAdmin: false });
  await lapsed.press('Get a new link');
  await ben.waitForEphemeral('@Ana is no longer an admin here');
  await world.slack.changePerson(ana.id, { isAdmin: true });

  // Another link does not begin another day.
  await nextLink(world, ben, () => lapsed.press('Get a new link'));
  const again = await linkLapses(ben);
  await progress(world, ana, /The link was not used/);
  world.clock.advance(day - 20 * minute);
  await progress(world, ana, /It expired after a day/);
  await again.press('Get a new link');
  await ben.waitForEphemeral('Only admins can set Gong up');
  expect(links()).toHaveLength(2);
});

test('who is an admin no longer gets no new link', async () => {
  const { ana, ben } = world;
  await world.slack.changePerson(ben.id, { isAdmin: true });
  await chooseCompany(ana);
  await ben.types('/gong-setup');
  await (await ben.waitForEphemeral('not connected yet')).press('How people connect');
  const mode = await ben.waitForModal('Now: Company');
  await nextLink(world, ben, () => mode.press('I am a Technical Admin: get the link'));
  const lapsed = await linkLapses(ben);
  await world.slack.changePerson(ben.id, { isAdmin: false });
  await lapsed.press('Get a new link');
  await ben.waitForEphemeral('Only admins can set Gong up');
  expect(links()).toHaveLength(1);
});

test('a request is overtaken when somebody else approves: a second approval replaces nothing', async () => {
  const { ana, ben } = world;
  await handOver(world, ana, await chooseCompany(ana), ben);
  await request(world, ben);
  await ana.modal()?.close();
  const mode = await ana.waitForModal('Now: Company');
  await allow(world, await nextLink(world, ana, () => mode.press('I am a Technical Admin: get the link')));
  await companyIsConnected();
  const account = companyAccount(world);
  const over = await request(world, ben, /It was approved another way meanwhile/);
  expect(buttonTexts(over)).toEqual([]);
  expect(buttonTexts(await progress(world, ana, /was approved another way meanwhile/))).toEqual([]);
  expect(companyAccount(world)).toBe(account);

  // What is handed over afterwards is meant: the connection is to be approved by somebody else.
  await ana.modal()?.close(true);
  await ana.types('/gong-setup');
  await (await ana.waitForEphemeral('it is connected')).press('How people connect');
  await handOver(world, ana, await ana.waitForModal('Now: Company'), ben);
  const link = await nextLink(world, ben, async () =>
    (await request(world, ben, /Get the link|One approval covers/)).press('Get the link'),
  );
  await allow(world, link);
  await progress(world, ana, /Done: the company’s connection is active/);
  expect(companyAccount(world)).not.toBe(account);
});

test('where sharing is refused, the sender is told what can be done, and nobody is asked any more', async () => {
  const { ana, ben, chloe, composio } = world;
  composio.switches.sharedConnections = 'refused';
  await askBen();
  await ana.types('/gong-setup');
  await (await ana.waitForEphemeral('not connected yet')).press('How people connect');
  await handOver(world, ana, await ana.waitForModal('Now: Company'), chloe);
  await (await request(world, ben)).press('Get the link');
  const told = await ana.waitForDm(/Composio refused to share.*People connect personally again/s);
  expect(buttonTexts(told)).toEqual(['Connect personally']);
  for (const them of ['Ben', 'Chloe']) {
    const is = (one: ShownMessage) => one.rendered.includes(`asked @${them}`) && /refused to share/.test(one.rendered);
    world.clock.advance(3_000);
    expect(buttonTexts(await ana.waitForDm(is))).toEqual([]);
  }
  for (const colleague of [ben, chloe]) {
    const over = await request(world, colleague, /not possible here, so there is nothing to approve any more/);
    expect(buttonTexts(over)).toEqual([]);
  }
  await ben.waitForDm('There is nothing for you to do');
  await delivered(world);
  expect(JSON.stringify([ben.dm(), chloe.dm()])).not.toMatch(/Composio/);
  expect(ana.dm().filter(({ rendered }) => /People connect personally again/.test(rendered))).toHaveLength(1);
  expect(world.rows('select connection_mode from preferences')).toEqual([{ connection_mode: 'personal' }]);
});

test('what Slack cannot deliver ends, and the sender reads so and can ask somebody else', async () => {
  const { ana, chloe, slack } = world;
  slack.faults.add('conversations.open', { kind: 'error', error: 'user_not_found' });
  await handOver(world, ana, await chooseCompany(ana), world.ben);
  const told = await progress(world, ana, /Slack could not deliver it to @Ben/);
  expect(buttonTexts(told)).toEqual([]);
  expect(told.rendered).toMatch(/nothing was changed.*hand it to somebody else/s);
  expect(world.ben.dm()).toEqual([]);
  expect(relayRow(world)).toMatchObject({ state: 'overtaken', failure: 'undeliverable' });

  await ana.modal()?.close(true);
  await ana.types('/gong-setup');
  await (await ana.waitForEphemeral('not connected yet')).press('How people connect');
  await handOver(world, ana, await ana.waitForModal('Now: Company'), chloe);
  await request(world, chloe);
  await progress(world, ana, /@Chloe has not opened it yet/);
});
