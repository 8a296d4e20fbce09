/** What Composio's Gong toolkit declares: read once a day, with what is usual where it says nothing. */

import { expect, test } from 'vitest';
import { toolkit } from '../../../src/adapters/composio/shapes.ts';
import { toFacts } from '../../../src/adapters/composio/toolkit.ts';
import { REDIRECT_URIS } from '../../sandbox/composio/switches.ts';
import { startConnections, teamId } from './sdk-connections.ts';

test.each(['base_url', 'gong_url', 'full', 'not-said'] as const)(
  'the base URL field %s is understood',
  async (field) => {
    const { connections } = await startConnections({ baseUrlField: field });
    expect((await connections.toolkit(teamId)).baseUrlField).toBe(field === 'not-said' ? 'base_url' : field);
  },
);

test.each(['v1', 'v3', 'v3.1', 'not-said'] as const)('the default redirect URI %s is understood', async (said) => {
  const { connections } = await startConnections({ defaultRedirectUri: said });
  expect((await connections.toolkit(teamId)).redirectUri).toBe(said === 'not-said' ? null : REDIRECT_URIS[said]);
});

test('the answer is kept for a day', async () => {
  const { connections, composio, clock } = await startConnections({ baseUrlField: 'gong_url' });
  await connections.toolkit(teamId);
  composio.switches.baseUrlField = 'full';
  clock.advance(23 * 3_600_000);
  expect((await connections.toolkit(teamId)).baseUrlField).toBe('gong_url');
  expect(composio.requests).toHaveLength(1);
  clock.advance(2 * 3_600_000);
  expect((await connections.toolkit(teamId)).baseUrlField).toBe('full');
});

test('without an answer it is what is usual, and asked for again; with an old one it is that', async () => {
  const { connections, composio, clock } = await startConnections({
    baseUrlField: 'gong_url',
    defaultRedirectUri: 'v3',
  });
  composio.faults.add('GET /toolkits/:slug', { kind: 'http', status: 500 }, 2);
  expect(await connections.toolkit(teamId)).toEqual({ redirectUri: null, baseUrlField: 'base_url' });
  const known = { redirectUri: REDIRECT_URIS.v3, baseUrlField: 'gong_url' };
  expect(await connections.toolkit(teamId)).toEqual(known);
  clock.advance(25 * 3_600_000);
  composio.faults.add('GET /toolkits/:slug', { kind: 'html' }, 2);
  expect(await connections.toolkit(teamId)).toEqual(known);
});

const facts = (initiation: object[], creation: object[] = [], mode = 'OAUTH2') =>
  toFacts(
    toolkit.parse({
      auth_config_details: [
        { mode: 'BASIC', fields: { connected_account_initiation: { required: [{ name: 'basic_url' }] } } },
        {
          mode,
          fields: {
            auth_config_creation: { optional: creation },
            connected_account_initiation: { required: initiation, optional: null },
          },
        },
      ],
    }),
  );

test.each([
  [[{ name: 'redirect_url' }, { name: 'full', displayName: 'API Base URL' }], 'full'],
  [[{ name: 'other_url' }, { name: 'base_url' }], 'base_url'],
  [[{ name: 'subdomain' }, { name: 'gong_url' }], 'gong_url'],
  [[{ name: 'full', description: 'The URL of your API' }], 'full'],
  [[{ name: 'subdomain' }], 'base_url'],
  [[], 'base_url'],
])('of the fields %j the base URL is %s', (fields, expected) => {
  expect(facts(fields).baseUrlField).toBe(expected);
});

test.each([['http://backend.composio.dev/x'], ['not a URI'], [''], [null], [5], [{ a: 1 }]])(
  'a default redirect URI that reads %j says nothing',
  (standard) => {
    expect(facts([], [{ name: 'oauth_redirect_uri', default: standard }]).redirectUri).toBeNull();
  },
);

test('a toolkit that says nothing at all has what is usual', () => {
  expect(toFacts(toolkit.parse({}))).toEqual({ redirectUri: null, baseUrlField: 'base_url' });
});
