/** Lists of connected accounts, and what can be done to one. */

import { expect, test } from 'vitest';
import { type SdkSetup, startSdkSetup } from './sdk-setup.ts';

async function seeded(count: number): Promise<SdkSetup & { authConfigId: string }> {
  const setup = await startSdkSetup();
  const authConfigId = await setup.createAuthConfig();
  for (let index = 0; index < count; index += 1) setup.composio.addAccount({ authConfigId, userId: `u${index}` });
  return { ...setup, authConfigId };
}

test('pages follow one another and hold every account once', async () => {
  const { sdk, authConfigId } = await seeded(250);
  const seen: string[] = [];
  let cursor: string | null | undefined;
  do {
    const page = await sdk.connectedAccounts.list({
      authConfigIds: [authConfigId],
      limit: 100,
      ...(cursor ? { cursor } : {}),
    });
    seen.push(...page.items.map(({ id }) => id));
    cursor = page.nextCursor;
    expect(page.totalPages).toBe(3);
  } while (cursor);
  expect(new Set(seen).size).toBe(250);
});

test('a page is never larger than the largest', async () => {
  const { raw } = await seeded(120);
  const page = await raw.connectedAccounts.list({ limit: 1000 });
  expect(page.items).toHaveLength(100);
});

test('filters narrow, and an empty one does not', async () => {
  const { sdk, raw, composio, authConfigId } = await seeded(3);
  composio.setStatus(composio.accounts()[0]?.id ?? '', 'EXPIRED', 'Max auth failures reached');
  const list = async (params: Parameters<typeof sdk.connectedAccounts.list>[0]): Promise<number> =>
    (await sdk.connectedAccounts.list(params)).items.length;
  const byId = await raw.connectedAccounts.list({ connected_account_ids: composio.accounts().map(({ id }) => id) });
  expect(byId.items).toHaveLength(3);
  expect(await list({ userIds: ['u1', 'u2'] })).toBe(2);
  expect(await list({ userIds: ['u1,u2'] })).toBe(2);
  expect(await list({ userIds: [] })).toBe(3);
  expect(await list({ statuses: ['EXPIRED'] })).toBe(1);
  expect(await list({ statuses: ['EXPIRED', 'ACTIVE'], toolkitSlugs: ['gong'] })).toBe(3);
  expect(await list({ authConfigIds: ['ac_other'] })).toBe(0);
  expect(await list({ toolkitSlugs: ['slack'] })).toBe(0);
  expect(await list({ authConfigIds: [authConfigId, 'ac_other'] })).toBe(3);
  await expect(raw.get('/api/v3.1/connected_accounts?statuses=DEAD')).rejects.toMatchObject({ status: 400 });
  await expect(raw.get('/api/v3.1/connected_accounts?cursor=%25')).rejects.toMatchObject({ status: 400 });
});

test('shared accounts are listed only when asked for', async () => {
  const { sdk, composio, authConfigId } = await seeded(1);
  composio.addAccount({ authConfigId, userId: 'admin', accountType: 'SHARED' });
  const count = async (accountType?: 'SHARED' | 'ALL'): Promise<number> =>
    (await sdk.connectedAccounts.list(accountType ? { accountType } : {})).items.length;
  expect([await count(), await count('SHARED'), await count('ALL')]).toEqual([1, 1, 2]);
});

test('the order can be by last change', async () => {
  const { clock, composio, raw } = await seeded(3);
  clock.advance(1000);
  const [first] = composio.accounts();
  composio.setStatus(first?.id ?? '', 'FAILED', null);
  const page = await raw.connectedAccounts.list({ order_by: 'updated_at' });
  expect(page.items[0]).toMatchObject({ id: first?.id, status: 'FAILED' });
});

test('user_id can be missing from what comes back', async () => {
  const { raw, composio } = await seeded(1);
  const before = await raw.connectedAccounts.list();
  composio.switches.userIdReturned = false;
  const after = await raw.connectedAccounts.list();
  expect([before.items[0]?.user_id, after.items[0]?.user_id]).toEqual(['u0', undefined]);
});

test('unknown statuses pass through the SDK', async () => {
  const { raw, composio } = await seeded(1);
  const id = composio.accounts()[0]?.id ?? '';
  composio.setStatus(id, 'HIBERNATING', 'sleepy');
  expect(await raw.connectedAccounts.retrieve(id)).toMatchObject({ status: 'HIBERNATING', status_reason: 'sleepy' });
});

test('disabling and enabling go through INACTIVE', async () => {
  const { sdk, composio } = await seeded(1);
  const id = composio.accounts()[0]?.id ?? '';
  await sdk.connectedAccounts.disable(id);
  const disabled = await sdk.connectedAccounts.get(id);
  await sdk.connectedAccounts.enable(id);
  expect(disabled).toMatchObject({ status: 'INACTIVE', isDisabled: true });
  expect((await sdk.connectedAccounts.get(id)).status).toBe('ACTIVE');
});

test('deleting leaves the grant at Gong alone unless a revocation is asked for', async () => {
  const { raw, gong, createAuthConfig, connect } = await startSdkSetup();
  const authConfigId = await createAuthConfig();
  const [kept, revoked] = [await connect(authConfigId, 'u1'), await connect(authConfigId, 'u2')];
  await raw.connectedAccounts.delete(kept);
  await raw.connectedAccounts.delete(revoked, { revoke_on_delete: true });
  expect(gong.grants().map((grant) => grant.revoked)).toEqual([false, true]);
  await expect(raw.connectedAccounts.retrieve(kept)).rejects.toMatchObject({ status: 404 });
  await expect(raw.connectedAccounts.delete(kept)).rejects.toMatchObject({ status: 404 });
});

test('revoking works on ACTIVE accounts, where Gong supports it', async () => {
  const { raw, gong, composio, createAuthConfig, connect } = await startSdkSetup();
  const path = `/api/v3.1/connected_accounts/${await connect(await createAuthConfig(), 'u1')}/revoke`;
  composio.switches.revocationSupported = false;
  await expect(raw.post(path)).rejects.toMatchObject({ status: 400 });
  composio.switches.revocationSupported = true;
  expect(await raw.post(path)).toMatchObject({ connected_account: { status: 'REVOKED' } });
  expect(gong.grants()[0]?.revoked).toBe(true);
  await expect(raw.post(path)).rejects.toMatchObject({ status: 409 });
});

test('an alias is taken once per person, and an ACL is for shared accounts', async () => {
  const { raw, sdk, composio } = await seeded(1);
  const id = composio.accounts()[0]?.id ?? '';
  await raw.connectedAccounts.patch(id, { alias: 'work' });
  await expect(raw.connectedAccounts.patch(id, { alias: 'work' })).rejects.toMatchObject({ status: 400 });
  await expect(sdk.connectedAccounts.updateAcl(id, { allowAllUsers: true })).rejects.toMatchObject({
    name: 'ComposioAclOnlyForSharedError',
  });
});

test('a wrong API key is refused with 401', async () => {
  const { composio } = await startSdkSetup();
  const ask = (key: string): Promise<Response> =>
    fetch(`${composio.url}/api/v3.1/auth/session/info`, { headers: { 'x-api-key': key } });
  expect((await ask('wrong')).status).toBe(401);
  expect((await ask(composio.apiKey)).status).toBe(200);
});

test('the scopes of an account are the ones its link was made with, and old accounts do not say them', async () => {
  const { raw, composio, createAuthConfig, connect } = await startSdkSetup();
  const authConfigId = await createAuthConfig();
  const [first, old] = [await connect(authConfigId, 'u1'), await connect(authConfigId, 'u2')];
  await raw.authConfigs.update(authConfigId, { type: 'custom', credentials: { scopes: 'api:users:read' } });
  composio.forgetRequestedScopes(old);
  const shown = async (id: string): Promise<unknown> => {
    const account: { requested_scopes?: unknown } = await raw.get(`/api/v3.1/connected_accounts/${id}`);
    return account.requested_scopes;
  };
  expect(await shown(first)).toEqual(['api:workspaces:read', 'api:users:read']);
  expect(await shown(old)).toBeUndefined();
  expect(await shown(await connect(authConfigId, 'u3'))).toEqual(['api:users:read']);
});
