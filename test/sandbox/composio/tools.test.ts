/** Running tools: what Gong says, as Composio passes it on. */

import { expect, test } from 'vitest';
import { type SdkSetup, startSdkSetup } from './sdk-setup.ts';

const WORKSPACES = 'GONG_LIST_ALL_COMPANY_WORKSPACES_V2_WORKSPACES';
const USERS = 'GONG_LIST_ALL_USERS_V2_USERS';

function run(setup: SdkSetup, slug: string, accountId: string, userId = 'u1') {
  const body = { user_id: userId, connected_account_id: accountId, version: 'latest', arguments: {} };
  return setup.raw.tools.execute(slug, body);
}

async function connected(options: Parameters<typeof startSdkSetup>[0] = {}): Promise<SdkSetup & { accountId: string }> {
  const setup = await startSdkSetup(options);
  return { ...setup, accountId: await setup.connect(await setup.createAuthConfig(), 'u1') };
}

test('both tools answer for a connection that works', async () => {
  const setup = await connected();
  const workspaces = await run(setup, WORKSPACES, setup.accountId);
  const users = await run(setup, USERS, setup.accountId);
  expect(workspaces).toMatchObject({ successful: true, error: null, data: { workspaces: [{ name: 'Sales' }, {}] } });
  expect(users).toMatchObject({ successful: true, data: { records: { totalRecords: 4 } } });
  expect(setup.gong.callsToday()).toBe(2);
});

test("the SDK's own execute works", async () => {
  const { sdk, accountId } = await connected();
  const options = { userId: 'u1', connectedAccountId: accountId, arguments: {}, dangerouslySkipVersionCheck: true };
  expect(await sdk.tools.execute(WORKSPACES, options)).toMatchObject({ successful: true });
});

test.each([
  ['https://us-35894.app.gong.io', '404'],
  ['https://api.gong.example', 'ENOTFOUND api.gong.example'],
  ['nonsense', 'Invalid URL'],
])('the base URL %s fails at the first call', async (baseUrl, words) => {
  const setup = await startSdkSetup();
  const made = await setup.link(await setup.createAuthConfig(), 'u1', { connection_data: { base_url: baseUrl } });
  await setup.composio.follow(made.redirect_url);
  const outcome = await run(setup, WORKSPACES, made.connected_account_id);
  expect(setup.composio.account(made.connected_account_id).status).toBe('ACTIVE');
  expect(outcome).toMatchObject({ successful: false, error: expect.stringContaining(words) });
});

test.each([
  ['answers', true],
  ['refuses', false],
] as const)("another region's host %s", async (foreignRegion, successful) => {
  const setup = await startSdkSetup({ gong: { foreignRegion } });
  const extra = { connection_data: { base_url: 'https://eu-1.api.gong.io' } };
  const made = await setup.link(await setup.createAuthConfig(), 'u1', extra);
  await setup.composio.follow(made.redirect_url);
  expect(await run(setup, WORKSPACES, made.connected_account_id)).toMatchObject({ successful });
});

test("Composio may adopt the base URL of Gong's token answer", async () => {
  const setup = await startSdkSetup({ composio: { adoptsCustomerBaseUrl: true } });
  const extra = { connection_data: { base_url: 'https://wrong.example' } };
  const made = await setup.link(await setup.createAuthConfig(), 'u1', extra);
  await setup.composio.follow(made.redirect_url);
  expect(await run(setup, WORKSPACES, made.connected_account_id)).toMatchObject({ successful: true });
});

test('a scope that was not granted is a 403 in words', async () => {
  const setup = await startSdkSetup();
  const accountId = await setup.connect(await setup.createAuthConfig({ scopes: 'api:users:read' }), 'u1');
  const outcome = await run(setup, WORKSPACES, accountId);
  expect(outcome).toMatchObject({ successful: false, error: expect.stringMatching(/403.*api:workspaces:read/) });
});

test('a grant that ended at Gong is a 401 while Composio still says ACTIVE', async () => {
  const setup = await connected();
  setup.gong.revokeGrants();
  expect(await run(setup, WORKSPACES, setup.accountId)).toMatchObject({
    successful: false,
    error: expect.stringContaining('401'),
  });
  expect(setup.composio.account(setup.accountId).status).toBe('ACTIVE');
});

test('the fourth call within a second is a 429 of Gong', async () => {
  const setup = await connected();
  const call = (): ReturnType<typeof run> => run(setup, WORKSPACES, setup.accountId);
  const outcomes = await Promise.all([call(), call(), call(), call()]);
  const refused = outcomes.filter(({ successful }) => !successful);
  setup.clock.advance(1000);
  expect(refused.map(({ error }) => error)).toEqual([expect.stringContaining('429')]);
  expect(await call()).toMatchObject({ successful: true });
});

test('an access token that ran out is refreshed on the way', async () => {
  const setup = await connected();
  setup.clock.advance(25 * 60 * 60 * 1000);
  expect(await run(setup, WORKSPACES, setup.accountId)).toMatchObject({ successful: true });
});

test('nobody runs a tool with the account of somebody else', async () => {
  const setup = await connected();
  await expect(run(setup, WORKSPACES, setup.accountId, 'u2')).rejects.toMatchObject({
    status: 400,
    error: { error: { code: 1803 } },
  });
});

test.each([
  [false, 422],
  [true, 200],
])('an INACTIVE connection executes: %s', async (inactiveExecutes, status) => {
  const setup = await connected({ composio: { inactiveExecutes } });
  setup.composio.disable(setup.accountId);
  const answer = await run(setup, WORKSPACES, setup.accountId).then(
    () => 200,
    (error) => error.status,
  );
  expect(answer).toBe(status);
});

test('the catalogue finds a tool by words and does not know others', async () => {
  const { raw } = await startSdkSetup();
  const found = await raw.tools.list({ toolkit_slug: 'gong', query: 'workspaces', limit: 10 });
  expect(found.items.map(({ slug }) => slug)).toEqual([WORKSPACES]);
  await expect(raw.tools.retrieve('GONG_MAKE_COFFEE')).rejects.toMatchObject({ status: 404 });
});
