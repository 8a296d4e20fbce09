/** Auth configs through the SDK. */

import { expect, test } from 'vitest';
import { SCOPES, startSdkSetup } from './sdk-setup.ts';
import { REDIRECT_URIS } from './switches.ts';

test('an auth config reads back with its client ID in plain and its secret masked', async () => {
  const { sdk, integration, createAuthConfig } = await startSdkSetup();
  const config = await sdk.authConfigs.get(await createAuthConfig());
  expect(config).toMatchObject({
    name: 'Gong Connect 26f18325',
    status: 'ENABLED',
    noOfConnections: 0,
    isComposioManaged: false,
  });
  expect(config.credentials).toMatchObject({
    client_id: integration.clientId,
    scopes: SCOPES.join(','),
    oauth_redirect_uri: REDIRECT_URIS.v1,
  });
  expect(JSON.stringify(config)).not.toContain(integration.clientSecret);
});

test.each([
  ['same', REDIRECT_URIS.v1],
  ['masked', 'http...'],
  ['missing', undefined],
  ['different', REDIRECT_URIS.v3],
] as const)('the redirect URI reads back %s', async (redirectUriReadBack, shown) => {
  const { sdk, createAuthConfig } = await startSdkSetup({ composio: { redirectUriReadBack } });
  const config = await sdk.authConfigs.get(await createAuthConfig());
  expect(config.credentials?.oauth_redirect_uri).toBe(shown);
});

test('a new secret replaces the old one and nothing else', async () => {
  const { sdk, composio, gong, integration, createAuthConfig, connect } = await startSdkSetup();
  const id = await createAuthConfig();
  const client_secret = gong.regenerateSecret(integration.id);
  await sdk.authConfigs.update(id, { type: 'custom', credentials: { client_secret } });
  const account = await connect(id, 'u1');
  expect(composio.account(account).status).toBe('ACTIVE');
});

test('disabled auth configs are hidden from the list unless asked for', async () => {
  const { sdk, createAuthConfig } = await startSdkSetup();
  const [first, second] = [await createAuthConfig(), await createAuthConfig()];
  await sdk.authConfigs.disable(first);
  const shown = await sdk.authConfigs.list({ toolkit: 'gong' });
  const all = await sdk.authConfigs.list({ toolkit: 'gong', showDisabled: true, limit: 1 });
  expect(shown.items.map(({ id }) => id)).toEqual([second]);
  expect(all).toMatchObject({ totalPages: 2, nextCursor: expect.any(String) });
  await sdk.authConfigs.enable(first);
  expect((await sdk.authConfigs.get(first)).status).toBe('ENABLED');
});

test('a deleted auth config is gone and its connections stop working', async () => {
  const { sdk, composio, createAuthConfig, connect } = await startSdkSetup();
  const id = await createAuthConfig();
  const account = await connect(id, 'u1');
  await sdk.authConfigs.delete(id);
  await expect(sdk.authConfigs.get(id)).rejects.toMatchObject({ status: 404 });
  await expect(sdk.authConfigs.delete(id)).rejects.toMatchObject({ status: 404 });
  expect(composio.account(account).status).toBe('INACTIVE');
});

test.each([
  [true, 'INACTIVE', 'Auth config is disabled'],
  [false, 'ACTIVE', null],
] as const)(
  'disabling an auth config inactivates its connections: %s',
  async (disablingInactivates, status, reason) => {
    const { sdk, createAuthConfig, connect } = await startSdkSetup({ composio: { disablingInactivates } });
    const id = await createAuthConfig();
    const account = await connect(id, 'u1');
    await sdk.authConfigs.disable(id);
    const disabled = await sdk.connectedAccounts.get(account);
    await sdk.authConfigs.enable(id);
    expect(disabled).toMatchObject({ status, statusReason: reason, authConfig: { isDisabled: true } });
    expect((await sdk.connectedAccounts.get(account)).status).toBe('ACTIVE');
  },
);

const custom = (credentials: object): object => ({
  toolkit: { slug: 'gong' },
  auth_config: { type: 'use_custom_auth', authScheme: 'OAUTH2', credentials },
});

test.each([
  ['an unknown toolkit', { ...custom({}), toolkit: { slug: 'gnog' } }, 404],
  ['no toolkit', {}, 400],
  ['managed auth', { toolkit: { slug: 'gong' }, auth_config: { type: 'use_composio_managed_auth' } }, 400],
  ['no secret', custom({ client_id: 'c' }), 400],
  ['scopes as a list', custom({ client_id: 'c', client_secret: 's', scopes: ['a'] }), 400],
])('%s is refused', async (_what, body, status) => {
  const { raw, composio } = await startSdkSetup();
  await expect(raw.post('/api/v3.1/auth_configs', { body })).rejects.toMatchObject({ status });
  expect(composio.authConfigs()).toEqual([]);
});

test('what the toolkit says of its fields follows the switches', async () => {
  const { sdk, composio } = await startSdkSetup({ composio: { baseUrlField: 'gong_url', defaultRedirectUri: 'v3' } });
  const names = async (): Promise<(string | undefined)[]> => {
    const fields = await sdk.toolkits.getConnectedAccountInitiationFields('gong', 'OAUTH2');
    return fields.map(({ name }) => name);
  };
  const creation = await sdk.toolkits.getAuthConfigCreationFields('gong', 'OAUTH2');
  expect(await names()).toEqual(['gong_url']);
  expect(creation.find(({ name }) => name === 'oauth_redirect_uri')?.default).toBe(REDIRECT_URIS.v3);
  composio.switches.baseUrlField = 'not-said';
  expect(await names()).toEqual([]);
});

test('new scopes replace the old ones and nothing else', async () => {
  const { raw, composio, integration, createAuthConfig } = await startSdkSetup();
  const id = await createAuthConfig();
  await raw.authConfigs.update(id, { type: 'custom', credentials: { scopes: ['api:users:read', 'api:logs:read'] } });
  const { clientId, clientSecret } = integration;
  expect(composio.authConfigs()).toMatchObject([{ clientId, clientSecret, scopes: 'api:users:read,api:logs:read' }]);
});

test('deleting one may revoke its connections at Gong', async () => {
  const { raw, gong, composio, createAuthConfig, connect } = await startSdkSetup();
  const id = await createAuthConfig();
  const accountId = await connect(id, 'u1');
  await raw.authConfigs.delete(id, { revoke_on_delete: true });
  expect(gong.grants().map(({ revoked }) => revoked)).toEqual([true]);
  expect(composio.account(accountId).status).toBe('REVOKED');
  await expect(raw.authConfigs.delete(id)).rejects.toMatchObject({ status: 404 });
});
