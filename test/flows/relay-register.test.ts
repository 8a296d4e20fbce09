/** An admin hands the register step to a colleague, who is no admin: both see how it goes, and one the secret. */

import { afterEach, beforeEach, expect, test } from 'vitest';
import { handOver, handOverRegistration, progress, registerForRelay, relayRow, request } from './relay-steps.ts';
import { askForPage, typeOnPage } from './secret-page-steps.ts';
import { chooseScopes, creations, eventually, requestsTo, slackRefusals, submitCredentials } from './setup-steps.ts';
import { passAckDelay, setUp, startWorld, type World } from './world.ts';

const hour = 3_600_000;

let world: World;
beforeEach(async () => {
  world = await startWorld();
});
afterEach(async () => {
  expect(slackRefusals(world)).toEqual([]);
  await world.end();
});

test('a colleague registers Gong in an admin’s place, and both messages follow it to the end', async () => {
  const { ana, ben } = world;
  const form = await chooseScopes(ana);
  await form.press('Hand this to a colleague');
  const choose = await ana.waitForModal('Hand to a colleague');
  expect(choose.text()).toMatch(/You never see the secret/);
  await choose.fill('Colleague', ana.id);
  expect(await choose.submit()).toMatchObject({ outcome: 'errors', errors: { Colleague: /That is you/ } });
  await choose.close();
  // Cancel leads back to the form.
  expect((await ana.waitForModal()).title).toBe('Register in Gong');
  const handed = await handOver(world, ana, await ana.waitForModal('Register in Gong'), ben, 'today');
  expect(handed.text()).toMatch(/Handed to @Ben/);
  // The form below is closed with it.
  await handed.close();
  expect(ana.modal()).toBeNull();
  await progress(world, ana, /has not opened it yet/);

  const asked = await request(world, ben);
  expect(asked.rendered).toMatch(/@Ana asks you to register Gong for this workspace/);
  expect(asked.rendered).toMatch(/Technical Admin[\s\S]*never the secret/);
  expect(asked.rendered).toMatch(/It would help a lot to have this today/);
  await asked.press('Register Gong');
  const register = await ben.waitForModal('Register Gong');
  expect(register.title).toBe('Register Gong');
  expect(register.labels()).toEqual(['Client ID', 'Client secret', 'API base URL']);
  expect(register.buttons().map(({ text }) => text)).not.toContain('Hand this to a colleague');
  expect(JSON.parse(register.privateMetadata)).toEqual({ relayId: relayRow(world).id });
  await progress(world, ana, /@Ben has opened it/);

  const { clientId, clientSecret } = registerForRelay(world);
  world.composio.faults.add('POST /auth_configs', { kind: 'http', status: 401 });
  await submitCredentials(register, { clientId, clientSecret });
  expect(ben.modal()?.text()).toMatch(/Working…/);
  const failed = await progress(
    world,
    ana,
    /The last try did not work. Composio refused the bot’s API key.*@Ben can try again/,
  );
  expect(failed.buttons().map(({ text }) => text)).toEqual(['Withdraw']);
  world.clock.advance(500);
  const refused = await ben.waitForModal('refused the bot’s API key');
  expect(refused.text()).not.toMatch(/Composio/);
  expect((await request(world, ben, /Press the button to try again/)).rendered).not.toMatch(/Composio/);

  const url = await askForPage(ben, refused);
  expect((await ben.modal()?.submit())?.errors).toEqual({
    'Client ID': 'Type the client secret on the page first, then press Save.',
  });
  await typeOnPage(url, clientSecret);
  await (await ben.waitForModal('Client secret: received')).submit();
  await passAckDelay(world);
  expect((await ben.waitForModal('Gong is set up. Thank you.')).text()).not.toContain('/gong-setup');
  const done = await progress(world, ana, /Done: Gong is set up/);
  expect(done.buttons()).toEqual([]);
  expect((await request(world, ben, /Done. Thank you/)).buttons()).toEqual([]);
  expect(ana.dm().filter(({ rendered }) => /^You have asked/.test(rendered))).toHaveLength(1);
  expect(ben.dm().filter(({ rendered }) => /asks you to/.test(rendered))).toHaveLength(1);

  expect(requestsTo(world, 'POST /auth_configs').at(-1)?.body).toMatchObject({
    auth_config: { credentials: { client_id: clientId, client_secret: clientSecret } },
  });
  expect(world.rows('select state, created_by from setups')).toEqual([{ state: 'saved', created_by: ana.id }]);
  expect(relayRow(world)).toMatchObject({ state: 'done', sender: ana.id, recipient: ben.id, failure: null });
  const lines = world.rows<{ actor: string; action: string; detail: string }>(
    "select actor, action, detail from audit where action like 'setup.%' or action like 'relay.%' order by id",
  );
  expect(lines.map(({ actor, action }) => [actor, action])).toEqual([
    [ana.id, 'relay.sent'],
    [ben.id, 'relay.opened'],
    [ben.id, 'relay.begun'],
    [ben.id, 'setup.submitted'],
    [ben.id, 'relay.failed'],
    ['bot', 'setup.failed'],
    [ben.id, 'relay.begun'],
    [ben.id, 'setup.submitted'],
    [ben.id, 'relay.done'],
    [ben.id, 'setup.saved'],
  ]);
  expect(JSON.parse(lines.at(-1)?.detail ?? '{}')).toMatchObject({ onBehalfOf: ana.id });
});

test('what was withdrawn can no longer be opened, submitted or changed over to a page', async () => {
  const { ana, ben, chloe } = world;
  const register = await handOverRegistration(world);
  const sent = await progress(world, ana, /has opened it/);
  await sent.press('Withdraw');
  expect((await progress(world, ana, /You have withdrawn it/)).buttons()).toEqual([]);
  await request(world, ben, /@Ana has withdrawn this/);

  await submitCredentials(register, { clientId: 'GONGCLIENT', clientSecret: 'canary-123456' });
  await ben.waitForModal('has withdrawn this, so there is nothing to do any more');
  expect(creations(world)).toBe(0);

  const second = await handOverRegistration(world, chloe);
  await (await progress(world, ana, /@Chloe has opened it/)).press('Withdraw');
  await request(world, chloe, /has withdrawn this/);
  await second.press('Type it on a private page instead');
  await chloe.waitForModal('has withdrawn this, so there is nothing to do any more');
  expect(world.rows("select state from relays where state = 'withdrawn'")).toHaveLength(2);
});

test('a colleague who cannot do it says so: it ends, and who sent it is told', async () => {
  const { ana, ben } = world;
  const register = await handOverRegistration(world);
  const asked = await request(world, ben, /asks you to/);
  expect(asked.buttons().map(({ text }) => text)).toEqual(['Register Gong', 'I cannot do this']);
  await asked.press('I cannot do this');
  await request(world, ben, /You have said that you cannot do this/);
  await eventually(() => {
    world.clock.advance(1_000);
    return ana.dm().filter(({ rendered }) => /@Ben cannot register Gong/.test(rendered)).length === 2;
  }, 'both messages say so');
  expect((await progress(world, ana, /@Ben cannot register Gong/)).buttons()).toEqual([]);
  expect(relayRow(world)).toMatchObject({ state: 'overtaken' });
  await submitCredentials(register, { clientId: 'GONGCLIENT', clientSecret: 'canary-123456' });
  await ben.waitForModal('You have said that you cannot do this');
  expect(creations(world)).toBe(0);
});

test('a day passes: both messages say so, and the form is refused', async () => {
  const { ana, ben } = world;
  const register = await handOverRegistration(world);
  world.clock.advance(24 * hour);
  expect((await progress(world, ana, /It expired after a day/)).buttons()).toEqual([]);
  expect((await request(world, ben, /This has expired after a day/)).buttons()).toEqual([]);
  expect(relayRow(world)).toMatchObject({ state: 'expired' });
  await submitCredentials(register, { clientId: 'GONGCLIENT', clientSecret: 'canary-123456' });
  await ben.waitForModal('This has expired after a day. Ask @Ana to hand it to you again.');
  expect(creations(world)).toBe(0);
});

test('an admin who sets Gong up meanwhile overtakes the colleague, and both are told', async () => {
  const { ana, ben, olga } = world;
  const register = await handOverRegistration(world);
  await setUp({ ...world, ana: olga });
  await progress(world, ana, /It was done another way meanwhile/);
  await request(world, ben, /Somebody else has done this meanwhile/);
  await submitCredentials(register, { clientId: 'GONGCLIENT', clientSecret: 'canary-123456' });
  await ben.waitForModal('Somebody else has done this meanwhile');
  expect(creations(world)).toBe(1);
});

test('the right ends with the sender’s own, and a colleague who closed the form gets the result by DM', async () => {
  const { ana, ben } = world;
  const register = await handOverRegistration(world);
  const { clientId, clientSecret } = registerForRelay(world);
  await world.slack.changePerson(ana.id, { isAdmin: false });
  await submitCredentials(register, { clientId, clientSecret });
  await expect.poll(() => world.slack.callsTo('users.info').length, { interval: 10 }).toBeGreaterThan(0);
  await expect
    .poll(() => {
      world.clock.advance(500);
      return ben.modal()?.text();
    })
    .toMatch(/@Ana is no longer an admin here/);
  expect(creations(world)).toBe(0);

  await world.slack.changePerson(ana.id, { isAdmin: true });
  await ben.modal()?.close(true);
  await (await request(world, ben)).press('Register Gong');
  const again = await ben.waitForModal('Register Gong');
  await submitCredentials(again, { clientId, clientSecret });
  await ben.modal()?.close(true);
  await passAckDelay(world);
  await ben.waitForDm(/^(?::white_check_mark:|✅)? ?Gong is set up. Thank you/);
  await progress(world, ana, /Done: Gong is set up/);
});

test('only an admin can hand it over, and only to a person', async () => {
  const { ana } = world;
  const form = await chooseScopes(ana);
  await form.press('Hand this to a colleague');
  const choose = await ana.waitForModal('Hand to a colleague');
  await choose.fill('Colleague', world.ben.id);
  await world.slack.changePerson(ana.id, { isAdmin: false });
  await choose.submit();
  await expect
    .poll(() => {
      world.clock.advance(500);
      return ana.modal()?.text();
    })
    .toMatch(/Only admins can set Gong up[\s\S]*Nobody was asked/);
  expect(world.rows('select id from relays')).toEqual([]);
  await ana.modal()?.close();
  await (await ana.waitForModal('Register in Gong')).press('Hand this to a colleague');
  await ana.waitForModal('Only admins can set Gong up');
});
