/** Gong's token endpoint and what its tokens open. */

import { expect, test } from 'vitest';
import { REDIRECT_URI, type StartedGong, startGong } from './started-gong.ts';

const HOUR = 60 * 60 * 1000;

async function code({ decide }: StartedGong): Promise<Record<string, string>> {
  const landing = await decide('allow');
  return {
    grant_type: 'authorization_code',
    code: landing.searchParams.get('code') ?? '',
    redirect_uri: REDIRECT_URI,
  };
}

async function call({ gong }: StartedGong, token: string, path = '/v2/workspaces'): Promise<Response> {
  return fetch(`${gong.url}${path}`, { headers: { authorization: `Bearer ${token}` } });
}

test('a code buys tokens once', async () => {
  const started = await startGong();
  const form = await code(started);
  const first = await started.token(form);
  const second = await started.token(form);
  expect(first).toMatchObject({
    status: 200,
    body: {
      token_type: 'bearer',
      expires_in: 86400,
      scope: 'api:users:read api:workspaces:read',
      api_base_url_for_customer: 'https://us-35894.api.gong.io',
    },
  });
  expect(second).toMatchObject({ status: 400, body: { error: 'invalid_grant' } });
});

test('a code is refused after ten minutes, and with another redirect URI', async () => {
  const started = await startGong();
  const other = await started.token({ ...(await code(started)), redirect_uri: `${REDIRECT_URI}/` });
  const late = await code(started);
  started.clock.advance(HOUR);
  expect(other).toMatchObject({ status: 400, body: { error: 'invalid_grant' } });
  expect(await started.token(late)).toMatchObject({ status: 400, body: { error: 'invalid_grant' } });
});

test('a wrong or an old client secret is refused', async () => {
  const started = await startGong();
  const form = await code(started);
  const old = started.integration.clientSecret;
  const secret = started.gong.regenerateSecret(started.integration.id);
  expect(await started.token(form, 'wrong')).toMatchObject({ status: 401, body: { error: 'invalid_client' } });
  expect(await started.token(form, old)).toMatchObject({ status: 401, body: { error: 'invalid_client' } });
  expect(await started.token(form, secret)).toMatchObject({ status: 200 });
});

test('a refresh token works once and its successor after it', async () => {
  const started = await startGong();
  const { body } = await started.token(await code(started));
  const refresh = (refresh_token = ''): ReturnType<StartedGong['token']> =>
    started.token({ grant_type: 'refresh_token', refresh_token });
  const next = await refresh(body.refresh_token);
  expect(next.status).toBe(200);
  expect(await refresh(body.refresh_token)).toMatchObject({ status: 400, body: { error: 'invalid_grant' } });
  expect(await refresh(next.body.refresh_token)).toMatchObject({ status: 200 });
});

test('an access token opens the API for a day', async () => {
  const started = await startGong();
  const { access_token = '' } = (await started.token(await code(started))).body;
  const answer = await call(started, access_token);
  started.clock.advance(24 * HOUR);
  expect(await answer.json()).toMatchObject({ workspaces: [{ id: '3518' }, {}] });
  expect((await call(started, access_token)).status).toBe(401);
  expect((await call(started, 'made-up')).status).toBe(401);
});

test('calls are counted for a day', async () => {
  const started = await startGong();
  const { access_token = '' } = (await started.token(await code(started))).body;
  for (let second = 0; second < 4; second += 1) {
    await Promise.all([1, 2, 3].map(() => call(started, access_token, '/v2/users')));
    started.clock.advance(1000);
  }
  expect(started.gong.callsToday()).toBe(12);
  started.clock.advance(24 * HOUR);
  expect(started.gong.callsToday()).toBe(0);
});

test('other grant types are refused', async () => {
  const { token } = await startGong();
  expect(await token({ grant_type: 'password' })).toMatchObject({
    status: 400,
    body: { error: 'unsupported_grant_type' },
  });
});

test('once the secret is regenerated, the old one refreshes nothing', async () => {
  const started = await startGong();
  const { refresh_token = '' } = (await started.token(await code(started))).body;
  const old = started.integration.clientSecret;
  const secret = started.gong.regenerateSecret(started.integration.id);
  const form = { grant_type: 'refresh_token', refresh_token };
  expect(await started.token(form, old)).toMatchObject({ status: 401, body: { error: 'invalid_client' } });
  expect(await started.token(form, secret)).toMatchObject({ status: 200 });
});

test.each<[string, (started: StartedGong) => void, string]>([
  ['the integration is disabled', ({ gong, integration }) => gong.disable(integration.id), 'unauthorized_client'],
  ['the integration is deleted', ({ gong, integration }) => gong.delete(integration.id), 'invalid_client'],
  ['the admin who approved left', ({ gong }) => gong.removePerson('5001'), 'invalid_grant'],
])('when %s, tokens open and refresh nothing', async (_what, end, error) => {
  const started = await startGong();
  const { access_token = '', refresh_token = '' } = (await started.token(await code(started))).body;
  end(started);
  expect((await call(started, access_token)).status).toBe(401);
  const refreshed = await started.token({ grant_type: 'refresh_token', refresh_token });
  expect(refreshed.body).toMatchObject({ error });
});

test('a grant outlives its admin where Gong is so', async () => {
  const started = await startGong({ grantsDieWithApprover: false });
  const { access_token = '' } = (await started.token(await code(started))).body;
  started.gong.removePerson('5001');
  expect((await call(started, access_token)).status).toBe(200);
});
