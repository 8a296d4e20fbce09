/** "Check setup": every check passes where all is well, finds what is wrong, and never changes anything. */

import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { ShownModal } from '../sandbox/slack/driver/shown-view.ts';
import { connect, setUp, startWorld, type World } from './world.ts';

let world: World;
beforeEach(async () => {
  world = await startWorld();
  await setUp(world);
});
afterEach(async () => {
  expect(world.slack.problems).toEqual([]);
  await world.end();
});

async function check(): Promise<ShownModal> {
  await world.ana.modal()?.close(true);
  world.ana.reloads();
  await world.ana.types('/gong-setup');
  await (await world.ana.waitForEphemeral('Gong is set up.')).press('Check setup');
  return world.ana.waitForModal('Nothing was changed');
}

const writes = (): unknown[] =>
  world.composio.requests.filter(({ method, path }) => method !== 'GET' && !/execute/.test(path));

test('where all is well nothing fails, Gong is asked once, and nothing is written', async () => {
  await connect(world, world.ben);
  world.clock.advance(300_000);
  await vi.waitFor(() => expect(world.rows('select 1 from sweeps where is_complete = 1')).not.toEqual([]));
  const before = writes().length;
  const shown = await check();
  expect(shown.text()).toContain('Everything is in order.');
  for (const line of [
    'Slack scopes are those of the manifest: All 9 are there.',
    'The clock is right: It agrees with Slack’s.',
    'The database can be written',
    'Composio takes the API key: It is of the project',
    'The auth config is in the key’s project',
    'The auth config is enabled: It is.',
    'The auth config is for Gong: It says gong.',
    'The auth config uses OAUTH2: It says OAUTH2.',
    'The redirect URI is the one that was registered: Byte for byte',
    'The scopes are the ones that were chosen: All 5',
    'The API base URL has the right shape',
    'Gong answers through a connection: One read call was made',
    'Connections were looked at lately',
    'and webhooks are taken.',
    'The subscription leads here with composio.connected_account.expired.',
  ]) {
    expect(shown.text()).toContain(line);
  }
  expect(writes()).toHaveLength(before);

  await shown.press('As a text for a ticket');
  const ticket = (await world.ana.waitForModal('Copy this into your ticket')).text();
  expect(ticket).toMatch(/PASS auth_config_enabled: It is\./);
  expect(ticket).toMatch(/15 passed, 0 failed, 0 not known/);
  expect(world.rows("select 1 from audit where action = 'setup.checked'")).toHaveLength(2);
});

test('what somebody changed at Composio is found, with a button that mends it', async () => {
  const [config] = world.composio.authConfigs();
  if (!config) throw new Error('there is no auth config');
  config.enabled = false;
  config.scopes = 'api:users:read api:logs:read';
  config.oauthRedirectUri = 'https://backend.composio.dev/api/v3/toolkits/auth/callback';
  const shown = await check();
  expect(shown.text()).toContain('3 things need your attention.');
  expect(shown.text()).toContain('Only in Composio: api:logs:read.');
  expect(shown.text()).toContain('Composio sends https://backend.composio.dev/api/v3/toolkits/auth/callback');
  expect(shown.buttons().some(({ text }) => text === 'Open Gong’s API page')).toBe(true);

  await shown.press('Change scopes');
  await world.ana.waitForModal('Ticked in Gong');
  await world.ana.modal()?.close(true);
  await (await check()).press('Enable');
  await world.ana.waitForModal('Gong goes on.');
  expect(config.enabled).toBe(true);
});

test('an auth config that is gone, a key that is refused and a silent Composio are told apart', async () => {
  world.composio.faults.add('GET /auth/session/info', { kind: 'http', status: 500 }, 9);
  expect((await check()).text()).toContain('Composio takes the API key: Composio did not say');
  world.composio.faults.clear();

  const [config] = world.composio.authConfigs();
  if (config) config.deleted = true;
  const gone = (await check()).text();
  expect(gone).toContain('The auth config is in the key’s project: no');
  expect(gone).toContain('it was deleted there, or the key is of another project');
});

test('a foreign webhook subscription is found, left alone, and not shown in full', async () => {
  world.composio.webhookTo('https://hooks.example.com/t0ken-of-somebody-else');
  const shown = await check();
  expect(shown.text()).toContain('goes to hooks.example.com. The bot never overwrites it.');
  expect(shown.text()).not.toContain('t0ken-of-somebody-else');
  expect(world.composio.requests.some(({ method, path }) => method !== 'GET' && /webhook/.test(path))).toBe(false);
});

test('without a public address the webhook is no fault, and only admins may check', async () => {
  await world.restart({ publicUrl: false });
  const shown = await check();
  expect(shown.text()).toContain('The bot’s public address answers: There is none');
  expect(shown.text()).toContain('Composio sends its webhook here: There is no address');
  expect(shown.text()).toContain('Nothing is wrong');
  await world.slack.changePerson(world.ana.id, { isAdmin: false });
  await shown.press('Check again');
  await world.ana.waitForModal('Only admins');
});
