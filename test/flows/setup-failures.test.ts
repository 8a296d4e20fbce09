/** Composio refuses, fails or is silent: what is said, how often it was asked, and that nothing is ever made twice. */

import { afterEach, describe, expect, test } from 'vitest';
import type { Fault } from '../sandbox/composio/faults.ts';
import type { ShownModal } from '../sandbox/slack/driver/shown-view.ts';
import {
  type Credentials,
  chooseScopes,
  creations,
  passTheSearch,
  registerInGong,
  saveWith,
  slackRefusals,
  submitCredentials,
} from './setup-steps.ts';
import { startWorld, type World } from './world.ts';

let world: World;
afterEach(async () => {
  expect(slackRefusals(world)).toEqual([]);
  await world.end();
});

const apiBaseUrl = 'https://eu-1.api.gong.io';

/** Submits the second screen with a fault in Composio's way, and gives it back as it comes again. */
async function submitInto(fault: Fault): Promise<{ register: ShownModal; credentials: Credentials }> {
  world = await startWorld();
  const first = await chooseScopes(world.ana);
  const { clientId, clientSecret } = registerInGong(world, first);
  const credentials = { clientId, clientSecret, apiBaseUrl };
  world.composio.faults.add('POST /auth_configs', fault);
  await submitCredentials(first, credentials);
  return { register: await passTheSearch(world, world.ana), credentials };
}

describe('nothing was made', () => {
  test.each<[string, Fault, RegExp]>([
    ['a refused key (401)', { kind: 'http', status: 401 }, /refused the API key[\s\S]*COMPOSIO_API_KEY/],
    ['a key without rights (403)', { kind: 'http', status: 403 }, /refused the API key[\s\S]*rights to auth configs/],
    [
      'an unknown toolkit (404)',
      { kind: 'http', status: 404 },
      /does not know the toolkit gong[\s\S]*COMPOSIO_BASE_URL/,
    ],
    ['a bad request (400)', { kind: 'http', status: 400 }, /refused what was sent[\s\S]*Compare the client ID/],
    ['an unprocessable request (422)', { kind: 'http', status: 422 }, /refused what was sent[\s\S]*Ordered fault/],
    ['a rate limit (429)', { kind: 'rate_limited', retryAfterSeconds: 37 }, /too many requests[\s\S]*Wait 37 seconds/],
  ])('%s is said in words, and the form comes back with everything but the secret', async (_what, fault, words) => {
    const { register, credentials } = await submitInto(fault);
    expect(register.text()).toMatch(words);
    expect(register.text()).toMatch(/nothing was set up/);
    expect(register.values()).toEqual({
      'Client ID': credentials.clientId,
      'Client secret': null,
      'API base URL': apiBaseUrl,
    });
    expect(creations(world)).toBe(1);
    expect(world.rows('select state from setups')).toEqual([{ state: 'failed' }]);

    await saveWith(world, world.ana, register, credentials);
    expect(world.composio.authConfigs()).toHaveLength(1);
    expect(creations(world)).toBe(2);
  });
});

describe('the answer was lost before anything was made', () => {
  test.each<[string, Fault, RegExp]>([
    ['an error of Composio’s (500)', { kind: 'http', status: 500 }, /having trouble/],
    ['an outage (503)', { kind: 'http', status: 503 }, /having trouble/],
    ['an HTML page', { kind: 'html' }, /something unreadable/],
    ['a dropped connection', { kind: 'reset-before' }, /having trouble/],
  ])('%s is looked after, said in words, and asked once', async (_what, fault, words) => {
    const { register, credentials } = await submitInto(fault);
    expect(register.text()).toMatch(words);
    expect(register.text()).toMatch(/looked for the auth config afterwards and did not find one/);
    expect(creations(world)).toBe(1);
    await saveWith(world, world.ana, register, credentials);
    expect(world.composio.authConfigs()).toHaveLength(1);
    expect(creations(world)).toBe(2);
  });
});

describe('the auth config was made and the answer was lost', () => {
  test.each<[string, Fault]>([
    ['an error of Composio’s (500)', { kind: 'http', status: 500, processed: true }],
    ['an HTML page', { kind: 'html', processed: true }],
    ['half an answer', { kind: 'truncated' }],
    ['a dropped connection', { kind: 'reset' }],
  ])('after %s it is found and put in force', async (_what, fault) => {
    world = await startWorld();
    const register = await chooseScopes(world.ana);
    world.composio.faults.add('POST /auth_configs', fault);
    const done = await saveWith(world, world.ana, register, registerInGong(world, register));
    const [config] = world.composio.authConfigs();
    expect(done.text()).toContain(config?.id);
    expect(world.composio.authConfigs()).toHaveLength(1);
    expect(creations(world)).toBe(1);
  });
});
