/** The first setup of a workspace: what the admin is shown is what Composio is sent. */

import { afterEach, expect, test } from 'vitest';
import { commonScopes, scopeCatalogue } from '../../src/gong/scopes.ts';
import { REDIRECT_URIS } from '../sandbox/composio/switches.ts';
import {
  answerTimes,
  chooseScopes,
  creations,
  eventually,
  openWizard,
  registerInGong,
  requestsTo,
  saveWith,
  slackRefusals,
  submitChoice,
  submitCredentials,
} from './setup-steps.ts';
import { connect, startWorld, type World } from './world.ts';

let world: World;
afterEach(async () => {
  expect(slackRefusals(world)).toEqual([]);
  await world.end();
});

interface Sent {
  toolkit: { slug: string };
  auth_config: { type: string; name: string; authScheme: string; credentials: Record<string, string> };
}

const sent = (): Sent => requestsTo(world, 'POST /auth_configs')[0]?.body as Sent;

test('the first screen says what this is, who can do it, and offers every scope with five chosen', async () => {
  world = await startWorld();
  const choose = await openWizard(world.ana);
  expect(choose.labels()).toEqual(['Scopes', 'Other scopes', 'Gong workspace URL']);
  expect(choose.values().Scopes).toEqual(commonScopes);
  expect(choose.text()).toContain('Technical Admin');
  const select = choose.blocks.find((block) => block.block_id === 'scopes')?.element;
  const options = (select?.option_groups ?? []).flatMap((group) => group.options);
  expect(options.map(({ value }) => value)).toEqual(scopeCatalogue.map(({ name }) => name));
  expect(options).toHaveLength(37);
  const sensitive = options.filter(({ description }) => description?.text.startsWith('Sensitive: '));
  expect(sensitive.map(({ value }) => value)).toEqual(
    scopeCatalogue.filter((scope) => scope.sensitive).map(({ name }) => name),
  );
});

test('an admin sets Gong up with what the form says, and sees what was made', async () => {
  world = await startWorld();
  const { ana, composio } = world;
  const register = await chooseScopes(ana, {
    scopes: ['api:calls:read:basic', 'api:users:read'],
    otherScopes: ' api:new-thing:read, api:users:read ',
  });
  const scopes = ['api:calls:read:basic', 'api:users:read', 'api:new-thing:read'];
  expect(register.labels()).toEqual(['Client ID', 'Client secret', 'API base URL']);
  expect(register.text()).toContain(scopes.join('\n'));
  expect(register.text()).toContain(REDIRECT_URIS.v1);
  expect(register.text()).toContain('INTEGRATIONS');
  expect(register.text()).toMatch(/Slack shows it in clear while you type/);
  expect(register.buttons()[0]?.url).toBe('https://us-35894.app.gong.io/company/api');
  expect(register.values()['API base URL']).toBe('https://us-35894.api.gong.io');

  const { clientId, clientSecret } = registerInGong(world, register);
  const submitted = await submitCredentials(register, {
    clientId: `\u200b ${clientId}\t`,
    clientSecret: ` ${clientSecret} `,
    apiBaseUrl: ' https://US-35894.api.gong.io/ ',
  });
  expect(submitted.outcome).toBe('updated');
  const done = await ana.waitForModal('Gong is set up.');

  const [config] = composio.authConfigs();
  expect(sent()).toMatchObject({
    toolkit: { slug: 'gong' },
    auth_config: {
      type: 'use_custom_auth',
      authScheme: 'OAUTH2',
      credentials: {
        client_id: clientId,
        client_secret: clientSecret,
        scopes: scopes.join(','),
        oauth_redirect_uri: REDIRECT_URIS.v1,
      },
    },
  });
  expect(done.text()).toContain(config?.id);
  expect(done.text()).toContain('See calls: title, time, length, participants');
  expect(done.text()).toContain('api:new-thing:read');
  expect(done.buttons().map(({ text }) => text)).toEqual([
    'Connect my own account',
    'Invite people',
    'Use one company connection',
  ]);
  expect(creations(world)).toBe(1);
  expect(
    world.rows('select state, created_by, auth_config_id, redirect_uri, api_base_url, scopes from setups'),
  ).toEqual([
    {
      state: 'saved',
      created_by: ana.id,
      auth_config_id: config?.id,
      redirect_uri: REDIRECT_URIS.v1,
      api_base_url: 'https://us-35894.api.gong.io',
      scopes: JSON.stringify(scopes),
    },
  ]);
});

test('the working view is there at once, whatever Composio does', async () => {
  world = await startWorld();
  const register = await chooseScopes(world.ana);
  world.composio.faults.add('POST /auth_configs', { kind: 'delay', ms: 60_000 });
  await submitCredentials(register, registerInGong(world, register));
  expect(world.ana.modal()?.text()).toMatch(/Working…[\s\S]*direct message/);
  await eventually(() => creations(world) === 1, 'Composio is asked');
  world.clock.advance(60_000);
  await world.ana.waitForModal('Gong is set up.');
});

test('without a workspace URL the link leads to everybody’s Gong, and the usual API base URL is filled in', async () => {
  world = await startWorld();
  const register = await chooseScopes(world.ana, { workspaceUrl: null });
  expect(register.buttons()[0]?.url).toBe('https://app.gong.io/company/api');
  expect(register.values()['API base URL']).toBe('https://api.gong.io');
  expect(register.values()['Client secret']).toBeNull();
});

test('a workspace URL is taken as the browser shows it, whatever page it is of', async () => {
  world = await startWorld();
  const register = await chooseScopes(world.ana, { workspaceUrl: ' HTTPS://eu-1.app.gong.io/home?workspace=1#x ' });
  expect(register.buttons()[0]?.url).toBe('https://eu-1.app.gong.io/company/api');
  expect(register.values()['API base URL']).toBe('https://eu-1.api.gong.io');
});

test.each([
  ['v1', REDIRECT_URIS.v1],
  ['v3', REDIRECT_URIS.v3],
  ['v3.1', REDIRECT_URIS['v3.1']],
  ['not-said', REDIRECT_URIS.v1],
] as const)(
  'with the toolkit’s redirect URI %s, the one shown is the one sent and read back',
  async (said, expected) => {
    world = await startWorld({}, { composio: { defaultRedirectUri: said } });
    const register = await chooseScopes(world.ana);
    expect(register.text()).toContain(`\n${expected}\n`);
    const done = await saveWith(world, world.ana, register, registerInGong(world, register));
    expect(sent().auth_config.credentials.oauth_redirect_uri).toBe(expected);
    expect(done.text()).toContain(`as Composio stored it: ${expected}`);
  },
);

test('GONG_REDIRECT_URI is shown and sent in place of the toolkit’s', async () => {
  const own = 'https://gong.acme.example/oauth/back?x=1&y=2';
  world = await startWorld({ more: { GONG_REDIRECT_URI: own } }, { composio: { defaultRedirectUri: 'v3' } });
  const register = await chooseScopes(world.ana);
  expect(JSON.parse(register.privateMetadata)).toMatchObject({ redirectUri: own });
  await saveWith(world, world.ana, register, registerInGong(world, register));
  expect(sent().auth_config.credentials.oauth_redirect_uri).toBe(own);
});

test.each([
  ['same', 'as Composio stored it', REDIRECT_URIS.v1],
  ['masked', 'does not say which redirect URI it stored', null],
  ['missing', 'does not say which redirect URI it stored', null],
  ['different', 'stored another redirect URI', REDIRECT_URIS.v3],
] as const)('a redirect URI that is read back %s is said so', async (readBack, words, stored) => {
  world = await startWorld({}, { composio: { redirectUriReadBack: readBack } });
  const register = await chooseScopes(world.ana);
  const done = await saveWith(world, world.ana, register, registerInGong(world, register));
  expect(done.text()).toContain(words);
  expect(world.rows('select redirect_uri_read_back as stored from setups')).toEqual([{ stored }]);
  await done.close();
  await world.ana.types('/gong-setup');
  expect((await world.ana.waitForEphemeral('Gong is set up.')).rendered).toContain(words);
});

test.each(['base_url', 'gong_url', 'full', 'not-said'] as const)(
  'with the toolkit’s base URL field %s, a link carries the API base URL under it',
  async (field) => {
    world = await startWorld({}, { composio: { baseUrlField: field } });
    const register = await chooseScopes(world.ana);
    const done = await saveWith(world, world.ana, register, registerInGong(world, register));
    await done.close();
    await connect(world, world.ben);
    const [link] = requestsTo(world, 'POST /connected_accounts/link');
    const name = field === 'not-said' ? 'base_url' : field;
    expect(link?.body).toMatchObject({ connection_data: { [name]: 'https://us-35894.api.gong.io' } });
  },
);

test('while Composio is silent the wizard opens, and the choice is answered in time with the usual redirect URI', async () => {
  world = await startWorld();
  world.composio.faults.add('*', { kind: 'hang' }, Number.POSITIVE_INFINITY);
  const choose = await openWizard(world.ana);
  const register = await submitChoice(world.ana, choose);
  expect(register.text()).toContain(REDIRECT_URIS.v1);
  expect(Math.max(...answerTimes(world))).toBeLessThan(3_000);
});
