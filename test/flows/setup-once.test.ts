/** One form makes one auth config, however often it is submitted, whatever is lost and whoever else is at it. */

import { afterEach, expect, test } from 'vitest';
import type { DeliveryRecord } from '../sandbox/slack/delivery/deliveries.ts';
import { sendOverHttp } from '../sandbox/slack/delivery/http-transport.ts';
import {
  chooseScopes,
  creations,
  eventually,
  passTheSearch,
  registerInGong,
  requestsTo,
  saveWith,
  slackRefusals,
  submitCredentials,
} from './setup-steps.ts';
import { connect, startWorld, type World } from './world.ts';

let world: World;
afterEach(async () => {
  expect(slackRefusals(world)).toEqual([]);
  await world.end();
});

const registrations = (): DeliveryRecord[] =>
  world.slack.deliveries.filter(({ payload }) => JSON.stringify(payload).includes('"callback_id":"setup:register"'));

/** Loses the answer about the new auth config, and everything said about it for as long as `again` is not called. */
function loseTheAnswer(): { again: () => void } {
  world.composio.faults.add('POST /auth_configs', { kind: 'reset' });
  return {
    again: world.composio.faults.add('GET /auth_configs', { kind: 'http', status: 500 }, Number.POSITIVE_INFINITY),
  };
}

test('a form that is submitted twice at once is worked on once', async () => {
  world = await startWorld();
  const register = await chooseScopes(world.ana);
  const { clientId, clientSecret } = registerInGong(world, register);
  await register.fill('Client ID', clientId);
  await register.fill('Client secret', clientSecret);
  world.composio.faults.add('POST /auth_configs', { kind: 'delay', ms: 200 });
  await Promise.all([register.submit(), register.submit()]);
  await world.ana.waitForModal('Gong is set up.');
  expect(registrations()).toHaveLength(2);
  expect(creations(world)).toBe(1);
  expect(world.composio.authConfigs()).toHaveLength(1);
  expect(world.rows('select state from setups')).toEqual([{ state: 'saved' }]);
});

test('a form that arrives again later changes nothing and shows the same result', async () => {
  world = await startWorld();
  const register = await chooseScopes(world.ana);
  await saveWith(world, world.ana, register, registerInGong(world, register));
  const [first] = registrations();
  if (!first) throw new Error('the form was not submitted');
  const { payload } = first;
  const updates = world.slack.callsTo('views.update').length;
  await sendOverHttp(
    `${world.bot.url}/slack/events`,
    world.slack.signingSecret,
    { kind: 'interactive', payload, acceptsPayload: true, retry: { number: 0, reason: '' } },
    world.clock,
  );
  await world.slack.until(() => world.slack.callsTo('views.update').length > updates, 'the result is shown again');
  expect(world.ana.modal()?.text()).toContain('Gong is set up.');
  expect(creations(world)).toBe(1);
  expect(requestsTo(world, 'PATCH /auth_configs')).toEqual([]);
});

test('of two admins at it at once, one sets Gong up and the other is told who', async () => {
  world = await startWorld();
  const { ana, olga } = world;
  const anas = await chooseScopes(ana);
  const olgas = await chooseScopes(olga);
  const credentials = registerInGong(world, anas);
  world.composio.faults.add('POST /auth_configs', { kind: 'delay', ms: 60_000 });
  await submitCredentials(anas, credentials);
  await eventually(() => creations(world) === 1, 'Composio is asked for Ana');

  await submitCredentials(olgas, credentials);
  const back = await olga.waitForModal('Register in Gong');
  expect(back.text()).toMatch(/@Ana is setting Gong up at this moment/);
  expect(back.values()).toMatchObject({ 'Client ID': credentials.clientId, 'Client secret': null });

  world.clock.advance(60_000);
  await ana.waitForModal('Gong is set up.');
  await submitCredentials(back, credentials);
  await olga.waitForModal(/@Ana has set Gong up meanwhile/);
  expect(creations(world)).toBe(1);
  expect(world.rows('select created_by, state from setups')).toEqual([{ created_by: ana.id, state: 'saved' }]);
});

test('a secret and a client ID that are corrected after a lost answer reach the auth config that was made', async () => {
  world = await startWorld();
  const register = await chooseScopes(world.ana);
  const { clientId, clientSecret } = registerInGong(world, register);
  const composioAnswers = loseTheAnswer();
  await submitCredentials(register, { clientId: 'WRONGCLIENTID', clientSecret: 'wrong-secret-123' });
  const back = await passTheSearch(world, world.ana);
  expect(back.text()).toMatch(/Whether the auth config was made is not known yet[\s\S]*there will not be two/);
  const [made] = world.composio.authConfigs();
  expect(made).toMatchObject({ clientId: 'WRONGCLIENTID' });

  composioAnswers.again();
  await saveWith(world, world.ana, back, { clientId, clientSecret });
  expect(creations(world)).toBe(1);
  expect(world.composio.authConfigs()).toMatchObject([{ id: made?.id, clientId, clientSecret }]);
  expect(requestsTo(world, `PATCH /auth_configs/${made?.id}`)).toHaveLength(1);
  await world.ana.modal()?.close();
  await connect(world, world.ben);
});

test('while Composio cannot be searched after a lost answer, nothing is made', async () => {
  world = await startWorld();
  const register = await chooseScopes(world.ana);
  const credentials = registerInGong(world, register);
  const composioAnswers = loseTheAnswer();
  await submitCredentials(register, credentials);
  const back = await passTheSearch(world, world.ana);
  await submitCredentials(back, credentials);
  const again = await world.ana.waitForModal(/having trouble|cannot be reached/);
  expect(creations(world)).toBe(1);

  composioAnswers.again();
  await saveWith(world, world.ana, again, credentials);
  expect(creations(world)).toBe(1);
  expect(world.composio.authConfigs()).toHaveLength(1);
});

test('what was lost in one form is found by the next, with the scopes chosen there', async () => {
  world = await startWorld();
  const first = await chooseScopes(world.ana);
  const composioAnswers = loseTheAnswer();
  await submitCredentials(first, registerInGong(world, first));
  await (await passTheSearch(world, world.ana)).close();
  composioAnswers.again();

  const second = await chooseScopes(world.olga, { scopes: ['api:users:read'] });
  const credentials = registerInGong(world, second);
  await saveWith(world, world.olga, second, credentials);
  expect(creations(world)).toBe(1);
  expect(world.composio.authConfigs()).toMatchObject([{ clientId: credentials.clientId, scopes: 'api:users:read' }]);

  // The auth config in force is nobody's lost one any more: starting over makes another.
  await world.olga.modal()?.close();
  await world.olga.types('/gong-setup');
  await (await world.olga.waitForEphemeral('Gong is set up.')).press('Start over');
  const third = await chooseFromOpened(world);
  await saveWith(world, world.olga, third, registerInGong(world, third));
  expect(creations(world)).toBe(2);
});

async function chooseFromOpened({ olga }: World) {
  const choose = await olga.waitForModal('Set up Gong');
  await choose.submit();
  return olga.waitForModal('Register in Gong');
}

test('a lost auth config that was deleted meanwhile is made once more', async () => {
  world = await startWorld();
  const register = await chooseScopes(world.ana);
  const credentials = registerInGong(world, register);
  const composioAnswers = loseTheAnswer();
  await submitCredentials(register, credentials);
  const back = await passTheSearch(world, world.ana);
  composioAnswers.again();
  for (const { id } of world.composio.authConfigs()) world.composio.deleteAuthConfig(id);
  await saveWith(world, world.ana, back, credentials);
  expect(world.composio.authConfigs()).toHaveLength(1);
});

test('who closes the view while it works hears by DM that Gong is set up', async () => {
  world = await startWorld();
  const register = await chooseScopes(world.ana);
  world.composio.faults.add('POST /auth_configs', { kind: 'delay', ms: 60_000 });
  await submitCredentials(register, registerInGong(world, register));
  await eventually(() => creations(world) === 1, 'Composio is asked');
  await world.ana.modal()?.close();
  world.clock.advance(60_000);
  const dm = await world.ana.waitForDm('Gong is set up.');
  expect(dm.rendered).toContain(world.composio.authConfigs()[0]?.id);
  expect(dm.text).toContain('/gong-connect');
});

test('who closes the view while it works hears by DM what went wrong and how to go on', async () => {
  world = await startWorld();
  const register = await chooseScopes(world.ana);
  world.composio.faults.add('POST /auth_configs', { kind: 'http', status: 401 });
  await submitCredentials(register, registerInGong(world, register));
  await world.ana.modal()?.close();
  const dm = await world.ana.waitForDm('Gong was not set up.');
  expect(dm.rendered).toMatch(/refused the API key[\s\S]*type \/gong-setup and submit it again/);
  expect(dm.text).toContain('COMPOSIO_API_KEY');
});

test('a result that Slack does not take for the view goes by DM', async () => {
  world = await startWorld();
  const register = await chooseScopes(world.ana);
  world.slack.faults.add('views.update', { kind: 'error', error: 'internal_error' });
  await submitCredentials(register, registerInGong(world, register));
  await world.ana.waitForDm('Gong is set up.');
  expect(creations(world)).toBe(1);
});
