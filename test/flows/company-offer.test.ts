/** What people who may not approve in Gong are offered, and what happens where Composio does not share. */

import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ShownMessage } from '../sandbox/slack/driver/shown-message.ts';
import { chooseCompany, companyAccount, externalUserIdOf, grantBecomes, grantOf } from './company-steps.ts';
import { allow, attemptBecomes, buttonTexts, nextLink } from './connect-steps.ts';
import { eventually, requestsTo } from './setup-steps.ts';
import { askForLink, setUp, startWorld, type World } from './world.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
  await setUp(world);
}, 60_000);
afterAll(async () => {
  expect(world.slack.problems).toEqual([]);
  await world.end();
});

const companyAttempts = () =>
  world.rows("select state, reason, account_id from attempts where owner = 'company' order by created_at");

test('the connect form asks who is a Technical Admin; who is none asks the admins instead of taking a link', async () => {
  await world.ben.types('/gong-connect');
  const form = await world.ben.waitForModal('Are you a Gong Technical Admin?');
  expect(form.text()).toMatch(/Insufficient permissions.*lapses without harm/s);
  await form.press('Ask an admin instead');
  const asked = await world.ben.waitForModal('Asked @Ana');
  expect(asked.text()).toMatch(/connect once for everybody.*No link was sent/s);
  await asked.close();
  expect(world.rows('select id from attempts where owner = ?', world.ben.id)).toEqual([]);
  const dm = await world.ana.waitForDm('asks you instead of approving in Gong');
  await dm.press('How people connect');
  await (await world.ana.waitForModal('Now: Personal')).close();
});

test('links that fail for the setup’s own fault bring no offer: it would fail for the company, too', async () => {
  const [config] = world.composio.authConfigs();
  if (!config) throw new Error('there is no auth config');
  const right = config.clientSecret;
  config.clientSecret = 'not-the-right-secret';
  for (const person of [world.ben, world.chloe]) {
    world.clock.advance(3_000);
    await world.composio.follow(await askForLink(person), { as: 'technical-admin', decision: 'allow' });
    await attemptBecomes(world, person, 'declined');
  }
  for (let step = 0; step < 5; step += 1) world.clock.advance(5_000);
  await world.ana.types('/gong-setup');
  await world.ana.waitForEphemeral('Gong is set up');
  expect(world.rows("select 1 from messages where kind = 'company_offer'")).toEqual([]);
  config.clientSecret = right;
});

test('two consents that came to nothing bring the offer to the admins, once, with names and times', async () => {
  const denied = await askForLink(world.ben);
  await world.composio.follow(denied, { as: 'technical-admin', decision: 'deny' });
  await attemptBecomes(world, world.ben, 'declined');
  expect(world.ana.dm().some(({ rendered }) => rendered.includes('could not connect Gong on their own'))).toBe(false);
  await askForLink(world.chloe);
  world.clock.advance(11 * 60_000);
  await attemptBecomes(world, world.chloe, 'lapsed');
  await (await world.chloe.waitForDm('That link expired')).press('Ask an admin instead');
  await world.chloe.waitForEphemeral('Asked @Ana');
  const offer = await world.ana.waitForDm('2 people could not connect Gong on their own');
  expect(offer.rendered).toMatch(/@Ben: it was not approved in Gong, .*\d\d:\d\d/);
  expect(offer.rendered).toMatch(/@Chloe: the link lapsed, .*\d\d:\d\d/);

  await askForLink(world.chloe);
  world.clock.advance(11 * 60_000);
  await attemptBecomes(world, world.chloe, 'lapsed');
  await world.restart();
  expect(world.rows("select recipient from messages where kind = 'company_offer'")).toEqual([
    { recipient: world.ana.id },
  ]);
});

const fromTheOffer = async (offer: ShownMessage) => {
  await world.ana.modal()?.close(true);
  await offer.press('Use one company connection');
  return world.ana.waitForModal('Now: Company');
};

test.each([
  ['refused', fromTheOffer],
  ['ignored', () => chooseCompany(world.ana)],
] as const)(
  'where sharing is %s, the admin reads so, is offered personal connections, and nothing is left half done',
  async (sharing, choose) => {
    world.composio.switches.sharedConnections = sharing;
    world.clock.advance(5_000);
    const before = world.composio.accounts().map(({ id }) => id);
    const refused = /Composio refused to share.*People connect personally again/s;
    const refusals = () => world.ana.dm().filter(({ rendered }) => refused.test(rendered));
    const earlier = refusals().length;
    const offer = await world.ana.waitForDm('could not connect Gong on their own');
    const offerSays = (words: RegExp) =>
      world.ana.waitForDm((one) => one.ts === offer.ts && words.test(one.rendered) && buttonTexts(one).length === 0);
    const chosen = await choose(offer);
    await offerSays(/has been chosen since/);
    await world.olga.types('/gong-connect');
    await world.olga.waitForEphemeral('not connected for your company yet');

    await chosen.press('I am a Technical Admin: get the link');
    await world.slack.until(() => refusals().length > earlier, 'the refusal');
    const told = await world.ana.waitForDm(refused);
    expect(told.rendered).toMatch(/experimental.*Nothing was left behind/s);
    // What has just been refused is not offered again.
    await offerSays(/Composio refused to share it/);
    expect(world.rows('select connection_mode from preferences')).toEqual([{ connection_mode: 'personal' }]);
    expect(companyAttempts().at(-1)).toEqual({ state: 'failed', reason: 'sharing_refused', account_id: null });
    expect(world.composio.accounts().map(({ id }) => id)).toEqual(before);
    expect(world.rows("select id from connections where owner = 'company'")).toEqual([]);
    // Who waited is not left waiting.
    expect(grantOf(world, world.olga)).toBe('withdrawn');
    await world.olga.waitForDm('everybody connects on their own');

    const link = await nextLink(world, world.ana, () => told.press('Connect personally'));
    await allow(world, link);
    await attemptBecomes(world, world.ana, 'won');
    await world.ana.types('/gong-connect disconnect');
    await world.ana.waitForEphemeral('Disconnected.');
    await eventually(() => world.composio.accounts().length === before.length, 'Ana has disconnected');
  },
);

test('a link that Composio refuses for another reason fails as any other, and the choice stands', async () => {
  world.composio.switches.sharedConnections = 'offered';
  world.clock.advance(5_000);
  const chosen = await chooseCompany(world.ana);
  const message = 'connection_data.base_url is not a valid URL';
  const body = { error: { message, code: 400, slug: 'Refused', status: 400 } };
  world.composio.faults.add('POST /connected_accounts/link', { kind: 'http', status: 400, body });
  await chosen.press('I am a Technical Admin: get the link');
  const told = await world.ana.waitForDm('The company link could not be made');
  expect(buttonTexts(told)).toEqual(['Get a new link']);
  expect(companyAttempts().at(-1)).toMatchObject({ state: 'failed', reason: 'bad_request' });
  expect(world.rows('select connection_mode from preferences')).toEqual([{ connection_mode: 'company' }]);
});

test('a company link that lapses or is denied says so, and a new one carries on', async () => {
  world.clock.advance(5_000);
  await world.ana.modal()?.close(true);
  await world.ana.types('/gong-setup');
  await (await world.ana.waitForEphemeral('not connected yet')).press('How people connect');
  const chosen = await world.ana.waitForModal('Now: Company');
  const first = await nextLink(world, world.ana, () => chosen.press('I am a Technical Admin: get the link'));
  await world.composio.follow(first, { as: 'technical-admin', decision: 'deny' });
  const declined = await world.ana.waitForDm('Gong did not connect for the company');
  const second = await nextLink(world, world.ana, () => declined.press('Get a new link'));
  world.clock.advance(11 * 60_000);
  const lapsed = await world.ana.waitForDm('That company link expired');
  expect(second).not.toBe(first);
  const third = await nextLink(world, world.ana, () => lapsed.press('Get a new link'));
  await allow(world, third);
  await world.ana.waitForDm('connected for the whole company');
  expect(companyAttempts().map((attempt) => (attempt as { state: string }).state)).toEqual([
    'failed',
    'failed',
    'failed',
    'declined',
    'lapsed',
    'won',
  ]);
});

test('a link that lapses says that the connection that there is works on, while that is so', async () => {
  const account = companyAccount(world);
  const lapseOne = async () => {
    await world.ana.modal()?.close(true);
    await world.ana.types('/gong-setup');
    const hub = await world.ana.waitForEphemeral((one) => buttonTexts(one).includes('How people connect'));
    await hub.press('How people connect');
    const mode = await world.ana.waitForModal('Now: Company');
    const before = world.ana.dm().length;
    await nextLink(world, world.ana, () => mode.press('Reconnect'));
    world.clock.advance(11 * 60_000);
    const isNew = (one: { ts: string }) => world.ana.dm().findIndex(({ ts }) => ts === one.ts) >= before;
    return world.ana.waitForDm((one) => isNew(one) && /That company link expired/.test(one.rendered));
  };
  expect((await lapseOne()).rendered).toContain('works on as before');
  world.composio.expire(account);
  await world.ana.waitForDm('stopped working');
  expect((await lapseOne()).rendered).not.toContain('works on as before');
  world.composio.setStatus(account, 'ACTIVE');
  world.clock.advance(301_000);
  await world.ana.waitForDm('Everybody who is let in can use it');
});

test('where a connection stands, a refused reconnect leaves it as it is and offers personal connections', async () => {
  const account = companyAccount(world);
  await world.olga.types('/gong-connect');
  await grantBecomes(world, world.olga, 'granted');
  world.composio.switches.sharedConnections = 'refused';
  await world.ana.modal()?.close(true);
  await world.ana.types('/gong-setup');
  await (await world.ana.waitForEphemeral('it is connected')).press('How people connect');
  await (await world.ana.waitForModal('Now: Company')).press('Reconnect');
  const told = await world.ana.waitForDm('The company’s connection that there is stays as it is');
  expect(companyAccount(world)).toBe(account);
  expect(world.composio.account(account).acl.allowed_user_ids).toEqual([externalUserIdOf(world, world.olga)]);
  expect(grantOf(world, world.olga)).toBe('granted');
  await world.ana.modal()?.close(true);
  await told.press('Go over to personal connections');
  await world.ana.waitForModal('Now: Personal');
  await eventually(() => !world.composio.accounts().some(({ id }) => id === account), 'the account goes');
  expect(requestsTo(world, `DELETE /connected_accounts/${account}`)).toHaveLength(1);
});
