/** Credentials that die: found out at the next refresh, and told by webhook. */

import { expect, test } from 'vitest';
import { type SdkSetup, startSdkSetup } from './sdk-setup.ts';

const dayMs = 24 * 60 * 60 * 1000;
const REASON = 'Permanent auth error during token refresh';

async function connected(): Promise<SdkSetup & { accountId: string }> {
  const setup = await startSdkSetup();
  return { ...setup, accountId: await setup.connect(await setup.createAuthConfig(), 'u1') };
}

test('a healthy connection is refreshed and stays ACTIVE', async () => {
  const { composio, accountId } = await connected();
  const before = composio.account(accountId).tokens?.refreshToken;
  await composio.refreshAll();
  expect(composio.account(accountId).status).toBe('ACTIVE');
  expect(composio.account(accountId).tokens?.refreshToken).not.toBe(before);
});

test('two refreshes at once are one', async () => {
  const { composio, accountId } = await connected();
  await Promise.all([composio.refreshAll(), composio.refreshAll()]);
  expect(composio.account(accountId).status).toBe('ACTIVE');
});

test.each<[string, (setup: SdkSetup) => void]>([
  ['the secret was regenerated', ({ gong, integration }) => gong.regenerateSecret(integration.id)],
  ['the integration was disabled', ({ gong, integration }) => gong.disable(integration.id)],
  ['the integration was deleted', ({ gong, integration }) => gong.delete(integration.id)],
  ['the grant was revoked', ({ gong }) => gong.revokeGrants()],
  ['the admin lost the role', ({ gong }) => gong.setRole('5001', 'rep')],
  ['the admin left', ({ gong }) => gong.removePerson('5001')],
])('after %s the next refresh expires the account', async (_what, kill) => {
  const setup = await connected();
  kill(setup);
  expect(setup.composio.account(setup.accountId).status).toBe('ACTIVE');
  await setup.composio.refreshAll();
  expect(setup.composio.account(setup.accountId)).toMatchObject({ status: 'EXPIRED', statusReason: REASON });
});

test.each([
  [true, 'EXPIRED'],
  [false, 'ACTIVE'],
] as const)('a second approval kills the first: %s', async (secondApprovalKillsFirst, status) => {
  const { composio, createAuthConfig, connect } = await startSdkSetup({ gong: { secondApprovalKillsFirst } });
  const authConfigId = await createAuthConfig();
  const [first, second] = [await connect(authConfigId, 'u1'), await connect(authConfigId, 'u2')];
  await composio.refreshAll();
  expect(composio.account(first).status).toBe(status);
  expect(composio.account(second).status).toBe('ACTIVE');
});

test('revoking one grant may end them all', async () => {
  const { composio, createAuthConfig, connect } = await startSdkSetup({ gong: { revocation: 'all-grants' } });
  const authConfigId = await createAuthConfig();
  const [first, second] = [await connect(authConfigId, 'u1'), await connect(authConfigId, 'u2')];
  await composio.revoke(first);
  await composio.refreshAll();
  expect(composio.account(second).status).toBe('EXPIRED');
});

test('a Gong that cannot be reached expires a connection only after five refreshes', async () => {
  const { composio, gong, accountId } = await connected();
  gong.dns.set('app.gong.io', 'http://127.0.0.1:9');
  for (let count = 0; count < 4; count += 1) await composio.refreshAll();
  expect(composio.account(accountId).status).toBe('ACTIVE');
  await composio.refreshAll();
  expect(composio.account(accountId)).toMatchObject({ status: 'EXPIRED', statusReason: 'Max auth failures reached' });
});

test('tokens are refreshed by Composio itself as they run out, on and on', async () => {
  const { clock, composio, gong, accountId } = await connected();
  const tokens = new Set<string | undefined>();
  for (let day = 0; day < 3; day += 1) {
    clock.advance(dayMs);
    await composio.refreshesSettled();
    tokens.add(composio.account(accountId).tokens?.accessToken);
    expect(gong.grants()[0]?.accessUntil).toBeGreaterThan(clock.now());
  }
  expect(tokens.size).toBe(3);
  expect(composio.account(accountId).status).toBe('ACTIVE');
});

test('a secret regenerated in Gong expires connections within a day, unless Composio is given the new one', async () => {
  const setup = await connected();
  const { clock, composio, gong, integration, raw, accountId } = setup;
  const { authConfigId } = composio.account(accountId);
  const credentials: Record<string, string> = { client_secret: gong.regenerateSecret(integration.id) };
  await raw.authConfigs.update(authConfigId, { type: 'custom', credentials });
  clock.advance(dayMs);
  await composio.refreshesSettled();
  expect(composio.account(accountId).status).toBe('ACTIVE');
  gong.regenerateSecret(integration.id);
  clock.advance(dayMs);
  await composio.refreshesSettled();
  expect(composio.account(accountId)).toMatchObject({ status: 'EXPIRED', statusReason: REASON });
});

test('nothing is refreshed that is deleted or switched off', async () => {
  const { clock, composio, gong, accountId, createAuthConfig, connect } = await connected();
  composio.disable(accountId);
  composio.remove(await connect(await createAuthConfig(), 'u2'));
  const before = gong.grants().map(({ refreshToken }) => refreshToken);
  clock.advance(dayMs);
  await composio.refreshesSettled();
  expect(gong.grants().map(({ refreshToken }) => refreshToken)).toEqual(before);
});
