/** Shared connected accounts: how one is made, who may use it, and the ways in which Composio says no. */

import { expect, test } from 'vitest';
import type { ComposioOptions } from './composio.ts';
import { type SdkSetup, startSdkSetup } from './sdk-setup.ts';

const tool = 'GONG_LIST_ALL_COMPANY_WORKSPACES_V2_WORKSPACES';

interface Shared extends SdkSetup {
  authConfigId: string;
  /** An ACTIVE shared account that `admin` made. */
  accountId: string;
}

const sharing = (list: object = {}) => ({ account_type: 'SHARED', acl_config_for_shared: list }) as const;

async function shared(list: object = {}): Promise<Shared> {
  const setup = await startSdkSetup();
  const authConfigId = await setup.createAuthConfig();
  const made = await setup.raw.link.create({
    auth_config_id: authConfigId,
    user_id: 'admin',
    connection_data: { base_url: 'https://api.gong.io' },
    experimental: sharing(list),
  });
  await setup.composio.follow(made.redirect_url);
  return { ...setup, authConfigId, accountId: made.connected_account_id };
}

const linkToShare = async (options: Partial<ComposioOptions>) => {
  const setup = await startSdkSetup({ composio: options });
  const auth_config_id = await setup.createAuthConfig();
  const made = setup.raw.link.create({ auth_config_id, user_id: 'admin', experimental: sharing() });
  return { setup, made };
};

const change = ({ raw }: SdkSetup, id: string, list: object) =>
  raw.connectedAccounts.patch(id, { experimental: { acl_config_for_shared: list } });

/** The status of a tool call by this person. */
const statusFor = ({ raw, accountId }: Shared, user_id: string): Promise<number> =>
  raw.tools.execute(tool, { user_id, connected_account_id: accountId, version: 'latest', arguments: {} }).then(
    () => 200,
    (error) => error.status,
  );

test('one is made by a link, and shows its list', async () => {
  const { raw, sdk, accountId } = await shared({ allowed_user_ids: ['u1'] });
  const acl_config_for_shared = { allow_all_users: false, allowed_user_ids: ['u1'], not_allowed_user_ids: [] };
  expect(await raw.connectedAccounts.retrieve(accountId)).toMatchObject({
    status: 'ACTIVE',
    experimental: { account_type: 'SHARED', acl_config_for_shared },
  });
  expect((await sdk.connectedAccounts.list({})).items).toEqual([]);
  expect((await sdk.connectedAccounts.list({ accountType: 'SHARED' })).items).toMatchObject([{ id: accountId }]);
});

test.each([
  ['nobody is named', {}, 403],
  ['they are allowed', { allowed_user_ids: ['u1'] }, 200],
  ['all are allowed', { allow_all_users: true }, 200],
  ['all are allowed and they are denied', { allow_all_users: true, not_allowed_user_ids: ['u1'] }, 403],
  ['they are allowed and denied', { allowed_user_ids: ['u1'], not_allowed_user_ids: ['u1'] }, 403],
] as const)('when %s', async (_what, list, status) => {
  const setup = await shared(list);
  expect(await statusFor(setup, 'u1')).toBe(status);
});

test('its creator may always use it', async () => {
  const setup = await shared({ not_allowed_user_ids: ['admin'] });
  expect(await statusFor(setup, 'admin')).toBe(200);
});

test('a tool never takes one of its own accord', async () => {
  const { raw } = await shared({ allow_all_users: true });
  const asked = raw.tools.execute(tool, { user_id: 'admin', version: 'latest', arguments: {} });
  await expect(asked).rejects.toMatchObject({ status: 400, error: { error: { code: 1803 } } });
});

test('each list is replaced whole, and what is not given stays', async () => {
  const setup = await shared({ allowed_user_ids: ['u1', 'u2'], not_allowed_user_ids: ['u3'] });
  await change(setup, setup.accountId, { allowed_user_ids: ['u4'] });
  expect(setup.composio.account(setup.accountId).acl).toEqual({
    allow_all_users: false,
    allowed_user_ids: ['u4'],
    not_allowed_user_ids: ['u3'],
  });
  expect([await statusFor(setup, 'u1'), await statusFor(setup, 'u4')]).toEqual([403, 200]);
});

test('a list holds a thousand IDs of 256 characters, and no more', async () => {
  const setup = await shared();
  const ids = Array.from({ length: 1000 }, (_, index) => String(index).padStart(256, '0'));
  expect(await change(setup, setup.accountId, { allowed_user_ids: ids })).toMatchObject({ success: true });
  for (const tooMuch of [[...ids, 'one-more'], ['x'.repeat(257)], ['']]) {
    const refused = change(setup, setup.accountId, { allowed_user_ids: tooMuch });
    await expect(refused).rejects.toMatchObject({ status: 400 });
  }
  expect(setup.composio.account(setup.accountId).acl.allowed_user_ids).toHaveLength(1000);
});

test('a private account takes no list, neither at birth nor later', async () => {
  const setup = await shared();
  const { id } = setup.composio.addAccount({ authConfigId: setup.authConfigId, userId: 'u1' });
  const words = { error: { error: { message: expect.stringContaining('only valid on SHARED') } } };
  await expect(change(setup, id, { allow_all_users: true })).rejects.toMatchObject({ status: 400, ...words });
  const experimental = { account_type: 'PRIVATE', acl_config_for_shared: {} } as const;
  const link = setup.raw.link.create({ auth_config_id: setup.authConfigId, user_id: 'u2', experimental });
  await expect(link).rejects.toMatchObject({ status: 400, ...words });
});

test('a change can fail, or be made while its answer is lost', async () => {
  const setup = await shared();
  const { faults } = setup.composio;
  const allowed = (): string[] => setup.composio.account(setup.accountId).acl.allowed_user_ids;
  faults.add('PATCH /connected_accounts/:id', { kind: 'http', status: 503 });
  await expect(change(setup, setup.accountId, { allowed_user_ids: ['u1'] })).rejects.toMatchObject({ status: 503 });
  expect(allowed()).toEqual([]);
  faults.add('PATCH /connected_accounts/:id', { kind: 'reset' });
  await expect(change(setup, setup.accountId, { allowed_user_ids: ['u1'] })).rejects.toThrow('Connection error');
  expect(allowed()).toEqual(['u1']);
});

test('a project may be refused it, and then has no account more', async () => {
  const { setup, made } = await linkToShare({ sharedConnections: 'refused' });
  await expect(made).rejects.toMatchObject({ status: 400 });
  expect(setup.composio.accounts()).toEqual([]);
});

test('a Composio that knows nothing of it makes a private account and says nothing', async () => {
  const { setup, made } = await linkToShare({ sharedConnections: 'ignored' });
  expect(await made).not.toHaveProperty('experimental');
  expect(setup.composio.accounts()).toMatchObject([{ accountType: 'PRIVATE' }]);
});
