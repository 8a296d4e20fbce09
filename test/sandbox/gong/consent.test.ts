/** Gong's consent pages: who sees what, and where the browser goes. */

import { expect, test } from 'vitest';
import { REDIRECT_URI, startGong } from './started-gong.ts';

test('the first page asks who sits there', async () => {
  const { gong, authorize } = await startGong();
  const page = await (await authorize()).text();
  expect(page).toContain('Gong Connect');
  for (const { name } of gong.company.people) expect(page).toContain(name);
});

test('a Technical Admin sees every scope in words', async () => {
  const { authorize } = await startGong();
  const page = await (await authorize({ as: 'technical-admin' })).text();
  expect(page).toContain('View workspaces');
  expect(page).toContain('api:users:read');
});

test.each(['business-admin', 'rep'])('a %s sees Insufficient permissions', async (as) => {
  const { authorize, decide, gong } = await startGong();
  expect(await (await authorize({ as })).text()).toContain('Insufficient permissions');
  expect((await decide('allow', as)).pathname).toBe('/no-redirect');
  expect(gong.grants()).toEqual([]);
});

test.each([
  [{ client_id: 'NOBODY' }, 'Unknown client'],
  [{ redirect_uri: `${REDIRECT_URI}/` }, 'Redirect URI mismatch'],
  [{ redirect_uri: null }, 'Redirect URI mismatch'],
  [{ response_type: 'token' }, 'Unsupported response type'],
  [{ scope: 'api:logs:read' }, 'Invalid scope'],
  [{ scope: '' }, 'Invalid scope'],
])('a request with %j ends on a page of Gong', async (changes, title) => {
  const { authorize } = await startGong();
  const response = await authorize(changes);
  expect(response.status).toBe(400);
  expect(await response.text()).toContain(`<h1>${title}</h1>`);
});

test('a disabled integration ends on a page of Gong', async () => {
  const { gong, integration, authorize } = await startGong();
  gong.disable(integration.id);
  expect(await (await authorize()).text()).toContain('Integration disabled');
});

test('allowing sends a code, denying an error, both with the state', async () => {
  const { decide } = await startGong();
  const allowed = await decide('allow');
  const denied = await decide('deny');
  expect(allowed.origin + allowed.pathname).toBe(REDIRECT_URI);
  expect(Object.fromEntries(allowed.searchParams)).toEqual({ code: expect.stringMatching(/^gac_/), state: 's1' });
  expect(Object.fromEntries(denied.searchParams)).toMatchObject({ error: 'access_denied', state: 's1' });
});

test('the browser is sent to whatever stands in for the redirect host', async () => {
  const { gong, decide } = await startGong();
  gong.dns.set('backend.composio.dev', 'http://127.0.0.1:4321');
  const landing = await decide('allow');
  expect(landing.origin + landing.pathname).toBe('http://127.0.0.1:4321/api/v1/auth-apps/add');
});

test('what a request says is escaped on the page', async () => {
  const { authorize } = await startGong();
  const page = await (await authorize({ redirect_uri: '"><script>alert(1)</script>' })).text();
  expect(page).not.toContain('<script>alert');
  expect(page).toContain('&quot;&gt;&lt;script&gt;');
});

test('a scope whose tick was taken away is refused, and the grants of before keep it', async () => {
  const started = await startGong();
  const { gong, integration, authorize, decide, token } = started;
  const code = (await decide('allow')).searchParams.get('code') ?? '';
  gong.setScopes(integration.id, ['api:users:read']);
  expect(await (await authorize()).text()).toContain('Not registered for this integration: api:workspaces:read.');
  expect((await authorize({ scope: 'api:users:read' })).status).toBe(200);
  const { body } = await token({ grant_type: 'authorization_code', code, redirect_uri: REDIRECT_URI });
  expect(body.scope).toBe('api:users:read api:workspaces:read');
});
