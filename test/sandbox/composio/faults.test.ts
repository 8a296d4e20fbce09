/** Ordered faults as the SDK meets them, and the record of requests. */

import { expect, test } from 'vitest';
import type { Fault } from './faults.ts';
import { startSdkSetup } from './sdk-setup.ts';

test.each<[Fault, object]>([
  [{ kind: 'rate_limited', retryAfterSeconds: 7 }, { status: 429 }],
  [{ kind: 'http', status: 500 }, { status: 500 }],
  [{ kind: 'http', status: 403, body: { error: { message: 'no', code: 1, slug: 's', status: 403 } } }, { status: 403 }],
  [{ kind: 'html' }, { name: 'TypeError' }],
  [{ kind: 'truncated' }, { name: 'SyntaxError' }],
  [{ kind: 'reset' }, { message: 'Connection error.' }],
  [{ kind: 'reset-before' }, { message: 'Connection error.' }],
])('%j reaches the caller', async (fault, error) => {
  const { composio, createAuthConfig, sdk } = await startSdkSetup();
  composio.faults.add('POST /auth_configs', fault);
  await expect(createAuthConfig()).rejects.toMatchObject(error);
  const done = ['truncated', 'reset'].includes(fault.kind) ? 1 : 0;
  expect((await sdk.authConfigs.list()).items).toHaveLength(done);
});

test('a hanging answer runs into the time-out of the caller', async () => {
  const { composio, raw, createAuthConfig } = await startSdkSetup();
  raw.timeout = 100;
  composio.faults.add('POST /auth_configs', { kind: 'hang', processed: true });
  await expect(createAuthConfig()).rejects.toThrow('Request timed out.');
  expect(composio.authConfigs()).toHaveLength(1);
});

test('a delayed answer comes when the clock has moved', async () => {
  const { clock, composio, raw } = await startSdkSetup();
  composio.faults.add('GET /auth/session/info', { kind: 'delay', ms: 60_000 });
  const answer = raw.get('/api/v3.1/auth/session/info');
  await expect.poll(() => composio.requests.length).toBe(1);
  expect(composio.requests[0]?.status).toBeNull();
  clock.advance(60_000);
  expect(await answer).toMatchObject({ project: { id: 'pr_sandbox' } });
});

test('faults count, wait their turn, fit a pattern and can be taken back', async () => {
  const { composio } = await startSdkSetup();
  const { faults } = composio;
  faults.add('GET /connected_accounts/:id', { kind: 'http', status: 500 }, 2);
  faults.add('GET /connected_accounts/:id', { kind: 'http', status: 502 });
  const takeBack = faults.add('*', { kind: 'http', status: 503 }, Number.POSITIVE_INFINITY);
  const ask = async (path: string): Promise<number> =>
    (await fetch(`${composio.url}/api/v3/${path}`, { headers: { 'x-api-key': composio.apiKey } })).status;
  expect([await ask('connected_accounts/ca_1'), await ask('auth_configs')]).toEqual([500, 503]);
  expect([await ask('connected_accounts/ca_1'), await ask('connected_accounts/ca_1')]).toEqual([500, 502]);
  expect([await ask('connected_accounts/ca_1'), await ask('connected_accounts/ca_1')]).toEqual([503, 503]);
  takeBack();
  expect([await ask('auth_configs'), await ask('nonsense')]).toEqual([200, 404]);
});

test('every request is recorded as it came', async () => {
  const { composio, createAuthConfig, integration } = await startSdkSetup();
  await createAuthConfig();
  expect(composio.requests).toMatchObject([
    {
      method: 'POST',
      path: '/auth_configs',
      version: '/api/v3.1',
      query: {},
      status: 201,
      body: { auth_config: { credentials: { client_secret: integration.clientSecret } } },
    },
  ]);
});
