/** Gong's Admin centre, where the admin's half of the setup is done by hand. */

import { expect, test } from 'vitest';
import { REDIRECT_URI, type StartedGong, startGong } from './started-gong.ts';

function post({ gong }: StartedGong, path: string, form: [string, string][]): Promise<Response> {
  const init = { method: 'POST', body: new URLSearchParams(form), redirect: 'manual' } as const;
  return fetch(`${gong.url}/company/api${path}`, init);
}

const GOOD: [string, string][] = [
  ['name', 'Made by hand'],
  ['shortDescription', 'Gong for our agents'],
  ['scope', 'api:users:read'],
  ['scope', 'api:logs:read'],
  ['redirectUris', `${REDIRECT_URI}\r\n\r\nhttps://bot.example/back`],
];

test('the deep link leads to the page of the company', async () => {
  const { gong } = await startGong();
  const url = gong.dns.resolve('https://us-35894.app.gong.io/company/api');
  const page = await (await fetch(String(url))).text();
  expect(page).toContain('API KEYS');
  expect(page).toContain('https://us-35894.api.gong.io');
});

test('an integration created there shows its client ID and secret', async () => {
  const started = await startGong();
  const saved = await post(started, '/integrations', GOOD);
  const made = started.gong.integrations().at(-1);
  const page = await (await fetch(new URL(saved.headers.get('location') ?? '', started.gong.url))).text();
  expect(made).toMatchObject({
    name: 'Made by hand',
    shortDescription: 'Gong for our agents',
    scopes: ['api:users:read', 'api:logs:read'],
    redirectUris: [REDIRECT_URI, 'https://bot.example/back'],
  });
  expect(page).toContain(made?.clientId);
  expect(page).toContain(made?.clientSecret);
});

test('the form asks for everything that the real one does, and does without most of it', async () => {
  const { gong } = await startGong();
  const page = await (await fetch(`${gong.url}/company/api?tab=create`)).text();
  const labels = [...page.matchAll(/<label for="[^"]+">([^<]+?)\s*</g)].map(([, label]) => label);
  expect(labels.slice(1)).toEqual([
    'Integration name',
    'Description',
    'Short description',
    'Small logo',
    'Large logo',
    'Redirect URIs',
    'Link to privacy terms',
    'Link to licence terms',
    'Link to a help article',
    'Link to where authorization begins',
    'Contact e-mails',
    'Domains',
  ]);
});

test.each([
  ['name', ' ', 'Give the integration a name.'],
  ['scope', null, 'Choose at least one scope.'],
  ['redirectUris', '', 'Add at least one redirect URI.'],
  ['redirectUris', 'http://bot.example', 'is not an https URL.'],
])('a form whose %s is %j comes back with the reason and what was typed', async (field, value, problem) => {
  const started = await startGong();
  const others = GOOD.filter(([name]) => name !== field);
  const response = await post(started, '/integrations', value === null ? others : [...others, [field, value]]);
  const page = await response.text();
  expect(page).toContain(problem);
  if (field !== 'scope') expect(page).toContain('value="api:logs:read" checked');
  expect(started.gong.integrations()).toHaveLength(1);
});

test('secrets are regenerated, integrations disabled, enabled and deleted', async () => {
  const started = await startGong();
  const { id, clientSecret } = started.integration;
  const act = (action: string): Promise<Response> => post(started, `/integrations/${id}`, [['action', action]]);
  const integration = (): object | undefined => started.gong.integrations()[0];
  await act('regenerate');
  expect(integration()).not.toMatchObject({ clientSecret });
  await act('disable');
  expect(integration()).toMatchObject({ enabled: false });
  await act('enable');
  expect(integration()).toMatchObject({ enabled: true });
  expect((await act('paint')).status).toBe(404);
  await act('delete');
  expect(integration()).toBeUndefined();
});

test('nobody but a Technical Admin gets in', async () => {
  const started = await startGong();
  const page = await fetch(`${started.gong.url}/company/api?tab=integrations&as=5003`);
  const saved = await post(started, '/integrations', [...GOOD, ['as', '5002']]);
  for (const response of [page, saved]) expect(await response.text()).toContain('Ask a Technical Admin.');
  expect(started.gong.integrations()).toHaveLength(1);
});

test('the scopes of an integration are ticked anew on a page that shows the ones it has', async () => {
  const started = await startGong();
  const { id } = started.integration;
  const page = await (await fetch(`${started.gong.url}/company/api?tab=scopes&integration=${id}`)).text();
  expect(page).toContain('value="api:users:read" checked');
  expect(page).not.toContain('value="api:logs:read" checked');
  const save = (scopes: string[]) =>
    post(started, `/integrations/${id}`, [
      ['action', 'scopes'],
      ...scopes.map((scope): [string, string] => ['scope', scope]),
    ]);
  await save(['api:logs:read']);
  expect(started.gong.integrations()[0]?.scopes).toEqual(['api:logs:read']);
  expect((await save([])).status).toBe(404);
});

test('the redirect URIs of an integration are changed on a page that shows the ones it has', async () => {
  const started = await startGong();
  const { id, redirectUris } = started.integration;
  const page = await (await fetch(`${started.gong.url}/company/api?tab=redirects&integration=${id}`)).text();
  expect(page).toContain(redirectUris[0]);
  const save = (uris: string) =>
    post(started, `/integrations/${id}`, [
      ['action', 'redirects'],
      ['redirectUris', uris],
    ]);
  await save('https://one.example/\n https://two.example/ ');
  expect(started.gong.integrations()[0]?.redirectUris).toEqual(['https://one.example/', 'https://two.example/']);
  expect((await save(' ')).status).toBe(404);
});
