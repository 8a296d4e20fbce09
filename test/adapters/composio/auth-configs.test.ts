/** Auth configs through the real SDK: what is sent, what is found, what is masked. */

import { inspect } from 'node:util';
import { describe, expect, test } from 'vitest';
import { authConfig } from '../../../src/adapters/composio/shapes.ts';
import { startConnections, teamId } from './sdk-connections.ts';

const given = {
  name: 'Gong Connect 1',
  clientId: 'CLIENT',
  clientSecret: 'secret-1',
  scopes: ['api:users:read', 'api:workspaces:read'],
  redirectUri: 'https://backend.composio.dev/api/v1/auth-apps/add',
};

test('one is made by one request, and read back', async () => {
  const { connections, composio } = await startConnections();
  const id = await connections.createAuthConfig(teamId, given);
  expect(composio.requests).toMatchObject([
    {
      method: 'POST',
      path: '/auth_configs',
      body: {
        toolkit: { slug: 'gong' },
        auth_config: {
          type: 'use_custom_auth',
          name: given.name,
          authScheme: 'OAUTH2',
          credentials: {
            client_id: 'CLIENT',
            client_secret: 'secret-1',
            scopes: 'api:users:read,api:workspaces:read',
            oauth_redirect_uri: given.redirectUri,
          },
        },
      },
    },
  ]);
  expect(await connections.authConfig(teamId, id)).toEqual({
    authConfigId: id,
    name: given.name,
    isEnabled: true,
    isCustomGong: true,
    toolkit: 'gong',
    authScheme: 'OAUTH2',
    clientId: 'CLIENT',
    scopes: given.scopes,
    redirectUri: given.redirectUri,
  });
});

test('one that is not there is null', async () => {
  const { connections } = await startConnections();
  expect(await connections.authConfig(teamId, 'ac_none')).toBeNull();
  expect(await connections.findAuthConfig(teamId, given.name)).toBeNull();
  expect(await connections.updateAuthConfig(teamId, 'ac_none', given)).toBe(false);
  expect(await connections.replaceClientSecret(teamId, 'ac_none', 'secret-2', null)).toBe(false);
  expect(await connections.replaceScopes(teamId, 'ac_none', ['api:users:read'])).toBe(false);
  expect(await connections.setAuthConfigEnabled(teamId, 'ac_none', true)).toBe(false);
});

test('one is found by its name on any page, disabled or not', async () => {
  const { connections, composio } = await startConnections();
  const id = await connections.createAuthConfig(teamId, given);
  for (let index = 0; index < 230; index += 1) {
    composio.addAuthConfig({ name: `Other ${index}`, clientId: 'OTHER', clientSecret: 'x' });
  }
  composio.disableAuthConfig(id);
  expect(await connections.findAuthConfig(teamId, given.name)).toMatchObject({ authConfigId: id, isEnabled: false });
  expect(composio.requests.filter(({ method }) => method === 'GET').length).toBeGreaterThan(2);
  const offered = await connections.customAuthConfigs(teamId);
  expect(offered).toHaveLength(230);
  expect(offered.map(({ authConfigId }) => authConfigId)).not.toContain(id);
});

test('everything of one is written anew', async () => {
  const { connections, composio } = await startConnections();
  const id = await connections.createAuthConfig(teamId, given);
  const corrected = {
    clientId: 'C2',
    clientSecret: 'secret-2',
    scopes: ['api:logs:read'],
    redirectUri: 'https://a.example/b',
  };
  expect(await connections.updateAuthConfig(teamId, id, corrected)).toBe(true);
  expect(composio.authConfigs()).toMatchObject([
    {
      id,
      name: given.name,
      clientId: 'C2',
      clientSecret: 'secret-2',
      scopes: 'api:logs:read',
      oauthRedirectUri: 'https://a.example/b',
    },
  ]);
});

test('a client secret and scopes are each written alone', async () => {
  const { connections, composio } = await startConnections();
  const id = await connections.createAuthConfig(teamId, given);
  expect(await connections.replaceClientSecret(teamId, id, 'secret-2', null)).toBe(true);
  expect(await connections.replaceScopes(teamId, id, ['api:logs:read', 'api:users:read'])).toBe(true);
  expect(composio.requests.slice(-2).map(({ body }) => body)).toEqual([
    { type: 'custom', credentials: { client_secret: 'secret-2' } },
    { type: 'custom', credentials: { scopes: 'api:logs:read,api:users:read' } },
  ]);
  expect(composio.authConfigs()).toMatchObject([
    { clientId: 'CLIENT', clientSecret: 'secret-2', scopes: 'api:logs:read,api:users:read', name: given.name },
  ]);
});

test('a client secret is written with the client ID of an integration that was made anew', async () => {
  const { connections, composio } = await startConnections();
  const id = await connections.createAuthConfig(teamId, given);
  expect(await connections.replaceClientSecret(teamId, id, 'secret-2', 'CLIENT-2')).toBe(true);
  expect(composio.requests.at(-1)?.body).toEqual({
    type: 'custom',
    credentials: { client_id: 'CLIENT-2', client_secret: 'secret-2' },
  });
});

test('a refused client secret is in no error', async () => {
  const { connections, composio } = await startConnections();
  const id = await connections.createAuthConfig(teamId, given);
  const body = { error: { message: 'client_secret canary-2 is no good' } };
  composio.faults.add('PATCH /auth_configs/:id', { kind: 'http', status: 400, body });
  const error: unknown = await connections.replaceClientSecret(teamId, id, 'canary-2', null).catch((thrown) => thrown);
  expect(error).toMatchObject({ failure: 'bad_request', detail: 'client_secret … is no good' });
  expect(inspect(error, { depth: 9 })).not.toContain('canary');
});

test('one is switched off and on', async () => {
  const { connections, composio } = await startConnections();
  const id = await connections.createAuthConfig(teamId, given);
  const isEnabled = (): boolean | undefined => composio.authConfigs()[0]?.enabled;
  expect([await connections.setAuthConfigEnabled(teamId, id, false), isEnabled()]).toEqual([true, false]);
  expect([await connections.setAuthConfigEnabled(teamId, id, true), isEnabled()]).toEqual([true, true]);
});

test('one is removed with the grants at Gong, and may be removed again', async () => {
  const { connections, gong, composio, createAuthConfig, connect } = await startConnections();
  const id = await createAuthConfig();
  await connect(id, 'u1');
  await connections.removeAuthConfig(teamId, id);
  await connections.removeAuthConfig(teamId, id);
  expect(composio.authConfigs()).toEqual([]);
  expect(gong.grants().map(({ revoked }) => revoked)).toEqual([true]);
});

test.each([
  ['its name', [{ name: given.name, credentials: 7 }]],
  ['a name that cannot be read', [{ id: 'ac_9', name: 7 }]],
])('one with %s that cannot be read is not taken for lost', async (_what, items) => {
  const { connections, composio } = await startConnections();
  composio.faults.add('GET /auth_configs', { kind: 'http', status: 200, body: { items } });
  const search = connections.findAuthConfig(teamId, given.name);
  await expect(search).rejects.toMatchObject({ failure: 'unreadable' });
});

test('one of another name that cannot be read is in nobody’s way', async () => {
  const { connections, composio } = await startConnections();
  const items = [{ name: 'Other', credentials: 7 }];
  composio.faults.add('GET /auth_configs', { kind: 'http', status: 200, body: { items } }, 2);
  expect(await connections.findAuthConfig(teamId, given.name)).toBeNull();
  expect(await connections.customAuthConfigs(teamId)).toEqual([]);
});

describe('an auth config as Composio may show it', () => {
  const shown = { id: 'ac_1', name: 'One', status: 'ENABLED', auth_scheme: 'OAUTH2', toolkit: { slug: 'GONG' } };
  const read = (credentials: unknown, more: object = {}) => authConfig.parse({ ...shown, credentials, ...more });

  test.each([
    ['a list', ['a', 'b']],
    ['commas', 'a,b'],
    ['spaces', ' a  b '],
    ['both', 'a, b'],
  ])('gives its scopes from %s', (_what, scopes) => {
    expect(read({ scopes }).scopes).toEqual(['a', 'b']);
  });

  test.each([[undefined], [null], [{}], [7], [{ scopes: 7, client_id: null, oauth_redirect_uri: 5 }]])(
    'says nothing about its credentials when they are %j',
    (credentials) => {
      if (credentials === 7) return expect(authConfig.safeParse({ ...shown, credentials }).success).toBe(false);
      expect(read(credentials)).toMatchObject({ clientId: null, scopes: [], redirectUri: null, isCustomGong: true });
    },
  );

  test.each(['http...', 'https://b****', 'https://back…', '••••', 'not a URI'])(
    'does not say its redirect URI when it reads %s',
    (uri) => {
      expect(read({ oauth_redirect_uri: uri }).redirectUri).toBeNull();
    },
  );

  test('does not say its client ID when that is masked', () => {
    expect(read({ client_id: 'abcd...' }).clientId).toBeNull();
  });

  test.each([
    ['managed by Composio', { is_composio_managed: true }],
    ['of another toolkit', { toolkit: { slug: 'gmail' } }],
    ['of another scheme', { auth_scheme: 'BASIC' }],
  ])('is not one to make links with when it is %s', (_what, more) => {
    expect(read({}, more).isCustomGong).toBe(false);
  });
});
