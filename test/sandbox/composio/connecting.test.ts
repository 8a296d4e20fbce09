/** Connect links, from the SDK's request to what the account has become. */

import { expect, test } from 'vitest';
import { startSdkSetup } from './sdk-setup.ts';
import { REDIRECT_URIS } from './switches.ts';

const MINUTE = 60_000;

test('allowing makes the account ACTIVE and keeps its base URL', async () => {
  const { sdk, composio, createAuthConfig, link } = await startSdkSetup();
  const made = await link(await createAuthConfig(), 'u1');
  const waiting = await sdk.connectedAccounts.get(made.connected_account_id);
  const landing = await composio.follow(made.redirect_url);
  const account = await sdk.connectedAccounts.get(made.connected_account_id);
  expect(waiting.status).toBe('INITIALIZING');
  expect(landing.text).toContain('Your Gong account is connected');
  expect(account).toMatchObject({ status: 'ACTIVE', statusReason: null, toolkit: { slug: 'gong' } });
  expect(account.state?.val).toMatchObject({ base_url: 'https://api.gong.io' });
});

test("the SDK's own link works, and refuses a second one while the first is ACTIVE", async () => {
  const { sdk, composio, createAuthConfig } = await startSdkSetup();
  const authConfigId = await createAuthConfig();
  const request = await sdk.connectedAccounts.link('u1', authConfigId);
  await composio.follow(String(request.redirectUrl));
  const account = await sdk.connectedAccounts.get(request.id);
  expect(account.status).toBe('ACTIVE');
  expect(account.state?.val).toMatchObject({ base_url: 'https://api.gong.io' });
  await expect(sdk.connectedAccounts.link('u1', authConfigId)).rejects.toThrow(/Multiple connected accounts/i);
});

test("initiate leads straight to Gong's consent", async () => {
  const { sdk, composio, createAuthConfig } = await startSdkSetup();
  const request = await sdk.connectedAccounts.initiate('u1', await createAuthConfig());
  const landing = await composio.follow(String(request.redirectUrl), { decision: 'close' });
  expect(landing.text).toContain('Allow Gong Connect to access Gong?');
  expect(composio.account(request.id).status).toBe('INITIATED');
});

test('opening the link makes the account INITIATED', async () => {
  const { composio, createAuthConfig, link } = await startSdkSetup();
  const made = await link(await createAuthConfig(), 'u1');
  const page = await (await fetch(made.redirect_url)).text();
  expect(page).toContain('<strong>Gong Connect</strong> asks to connect');
  expect(composio.account(made.connected_account_id).status).toBe('INITIATED');
});

test('denying makes the account FAILED and tells the callback', async () => {
  const { composio, createAuthConfig, link } = await startSdkSetup();
  const extra = { callback_url: 'https://bot.example/composio/callback?nonce=n1' };
  const made = await link(await createAuthConfig(), 'u1', extra);
  const { landedOn } = await composio.follow(made.redirect_url, { decision: 'deny' });
  const back = new URL(landedOn);
  expect(composio.account(made.connected_account_id)).toMatchObject({
    status: 'FAILED',
    statusReason: 'user denied consent',
  });
  expect(back.origin + back.pathname).toBe('https://bot.example/composio/callback');
  expect(Object.fromEntries(back.searchParams)).toEqual({
    nonce: 'n1',
    status: 'failed',
    connected_account_id: made.connected_account_id,
    error: 'user denied consent',
  });
});

test.each(['rep', 'business-admin'])('a %s ends at Insufficient permissions and the link lapses', async (as) => {
  const { clock, composio, createAuthConfig, link } = await startSdkSetup();
  const made = await link(await createAuthConfig(), 'u1');
  const landing = await composio.follow(made.redirect_url, { as });
  const account = composio.account(made.connected_account_id);
  expect(landing.text).toContain('Insufficient permissions');
  expect(account.status).toBe('INITIATED');
  clock.advance(10 * MINUTE);
  expect(account).toMatchObject({
    status: 'EXPIRED',
    statusReason: 'Connection initiation did not complete within 10 minutes',
  });
});

test('a link lives ten minutes and says so afterwards', async () => {
  const { clock, composio, createAuthConfig, link } = await startSdkSetup();
  const made = await link(await createAuthConfig(), 'u1');
  expect(Date.parse(made.expires_at) - clock.now()).toBeGreaterThan(9.9 * MINUTE);
  clock.advance(10 * MINUTE);
  const landing = await composio.follow(made.redirect_url);
  expect(landing.text).toContain("We couldn't verify the session associated with the link");
  expect(composio.deliveries).toEqual([]);
});

test('a used link says so and changes nothing', async () => {
  const { composio, createAuthConfig, link } = await startSdkSetup();
  const made = await link(await createAuthConfig(), 'u1');
  await composio.follow(made.redirect_url);
  const landing = await composio.follow(made.redirect_url, { decision: 'deny' });
  expect(landing.text).toContain('Validation error while processing request');
  expect(composio.account(made.connected_account_id).status).toBe('ACTIVE');
});

test('approving after the link lapsed leads to the page of a lapsed link', async () => {
  const { clock, composio, createAuthConfig, link } = await startSdkSetup();
  const made = await link(await createAuthConfig(), 'u1');
  const consent = await composio.follow(made.redirect_url, { decision: 'close' });
  clock.advance(10 * MINUTE);
  const landing = await composio.follow(consent.landedOn);
  expect(landing.text).toContain("We couldn't verify the session");
  expect(composio.account(made.connected_account_id).status).toBe('EXPIRED');
});

test("a redirect URI that Gong does not know stops at Gong's error page", async () => {
  const { composio, createAuthConfig, link } = await startSdkSetup();
  const made = await link(await createAuthConfig({ redirectUri: `${REDIRECT_URIS.v1}/` }), 'u1');
  const landing = await composio.follow(made.redirect_url);
  expect(landing.text).toContain('Redirect URI mismatch');
  expect(composio.account(made.connected_account_id).status).toBe('INITIATED');
});

test('a wrong client secret fails at the exchange', async () => {
  const { composio, createAuthConfig, link } = await startSdkSetup();
  const made = await link(await createAuthConfig({ clientSecret: 'wrong' }), 'u1');
  const landing = await composio.follow(made.redirect_url);
  expect(landing.text).toContain('Not connected');
  expect(composio.account(made.connected_account_id)).toMatchObject({
    status: 'FAILED',
    statusReason: 'OAuth callback failed during token exchange',
  });
});

test.each([
  ['error-page', 'INITIATED', 'Invalid scope'],
  ['redirect', 'FAILED', 'invalid_scope'],
] as const)('a scope that is not registered is an %s', async (unregisteredScope, status, words) => {
  const { composio, createAuthConfig, link } = await startSdkSetup({ gong: { unregisteredScope } });
  const made = await link(await createAuthConfig({ scopes: 'api:users:read,api:logs:read' }), 'u1');
  const landing = await composio.follow(made.redirect_url);
  expect(landing.text).toContain(words);
  expect(composio.account(made.connected_account_id).status).toBe(status);
});

test.each([
  ['base_url', 'base_url'],
  ['gong_url', 'gong_url'],
  ['full', 'full'],
  ['not-said', 'base_url'],
] as const)('the page asks for the base URL when the field %s is not filled in', async (baseUrlField, name) => {
  const { composio, createAuthConfig, link } = await startSdkSetup({ composio: { baseUrlField } });
  const made = await link(await createAuthConfig(), 'u1', { connection_data: { something_else: 'x' } });
  await composio.follow(made.redirect_url, { baseUrl: 'https://us-35894.api.gong.io' });
  expect(composio.account(made.connected_account_id).fields[name]).toBe('https://us-35894.api.gong.io');
});

test.each([
  ['confirms', 'Continue to Gong', false],
  ['asks-anyway', 'Continue to Gong', true],
  ['skips-page', 'Who are you in Gong?', false],
] as const)('a link with everything filled in %s', async (fullPrefill, words, asks) => {
  const { gong, createAuthConfig, link } = await startSdkSetup({ composio: { fullPrefill } });
  const made = await link(await createAuthConfig(), 'u1');
  const page = await (await fetch(made.redirect_url)).text();
  expect(page).toContain(words);
  expect(page.includes('id="base-url"')).toBe(asks);
  expect(gong.grants()).toEqual([]);
});

test.each([
  [{ auth_config_id: 'ac_nobody', user_id: 'u1' }, 404],
  [{ auth_config_id: '', user_id: 'u1' }, 400],
  [{ user_id: 'u1' }, 400],
  [{ auth_config_id: 'known', user_id: '' }, 400],
  [{ auth_config_id: 'known', user_id: 'u'.repeat(257) }, 400],
  [{ auth_config_id: 'known', user_id: 'u1', callback_url: 'not a url' }, 400],
])('a link request of %j is refused', async (body, status) => {
  const { composio, createAuthConfig } = await startSdkSetup();
  const known = await createAuthConfig();
  const filled = JSON.stringify(body).replace('known', known);
  const response = await fetch(`${composio.url}/api/v3/connected_accounts/link`, {
    method: 'POST',
    headers: { 'x-api-key': composio.apiKey, 'content-type': 'application/json' },
    body: filled,
  });
  expect(response.status).toBe(status);
  expect(await response.json()).toMatchObject({ error: { status, request_id: expect.stringMatching(/^req_/) } });
  expect(composio.accounts()).toEqual([]);
});

test('a disabled auth config gives no new links', async () => {
  const { composio, createAuthConfig, link } = await startSdkSetup();
  const authConfigId = await createAuthConfig();
  composio.disableAuthConfig(authConfigId);
  await expect(link(authConfigId, 'u1')).rejects.toMatchObject({ status: 400 });
});

test('the same seed gives the same identifiers', async () => {
  const seeded = { composio: { seed: 's' }, gong: { seed: 's' } };
  const ids: string[] = [];
  for (let run = 0; run < 2; run += 1) {
    const { integration, createAuthConfig, link } = await startSdkSetup(seeded);
    const { connected_account_id } = await link(await createAuthConfig(), 'u1');
    ids.push(`${integration.clientId} ${connected_account_id}`);
  }
  expect(ids[0]).toBe(ids[1]);
});
