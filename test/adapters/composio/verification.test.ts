/** The one cheap Gong call: which one it is, and what its failures mean. */

import { expect, test } from 'vitest';
import { explainFailure } from '../../../src/adapters/composio/verification.ts';
import { startConnections, teamId } from './sdk-connections.ts';

const both = ['api:workspaces:read', 'api:users:read'];

test('the scopes decide which tool is run, and none is run without one', async () => {
  const { connections, composio, createAuthConfig, connect } = await startConnections();
  const account = await connect(await createAuthConfig(), 'user-1');
  const runs = () =>
    composio.requests.filter(({ path }) => path.startsWith('/tools/execute')).map(({ path }) => path.split('/').at(-1));
  const verify = (scopes: string[]) => connections.verify(teamId, account, 'user-1', scopes);
  expect(await verify(both)).toBe('works');
  expect(await verify(['api:users:read'])).toBe('works');
  expect(await verify(['api:calls:create'])).toBe('skipped');
  expect(runs()).toEqual(['GONG_LIST_ALL_COMPANY_WORKSPACES_V2_WORKSPACES', 'GONG_LIST_ALL_USERS_V2_USERS']);

  composio.faults.add('POST /tools/execute/GONG_LIST_ALL_COMPANY_WORKSPACES_V2_WORKSPACES', {
    kind: 'http',
    status: 404,
  });
  expect(await verify(both)).toBe('works');
  composio.faults.add('POST /tools/execute/:slug', { kind: 'http', status: 503 });
  expect(await verify(both)).toBe('unanswered');
  expect(runs()).toHaveLength(5);
});

test('a wrong base URL is found out', async () => {
  const { connections, composio, createAuthConfig, link } = await startConnections();
  const extra = { connection_data: { base_url: 'https://us-403.api.gong.example' } };
  const { connected_account_id: id, redirect_url } = await link(await createAuthConfig(), 'user-1', extra);
  await composio.follow(redirect_url);
  expect(await connections.verify(teamId, id, 'user-1', both)).toBe('wrong_base_url');
});

test.each([
  ['401 from https://api.gong.io: Unauthorized', 'credentials_refused'],
  ['401 Unauthorized: the connection holds no credentials', 'credentials_refused'],
  ['Request failed with status code 403', 'not_allowed'],
  [{ status_code: 403, message: 'missing scope api:users:read' }, 'not_allowed'],
  ['404 Not Found', 'wrong_base_url'],
  ['getaddrinfo ENOTFOUND us-401.api.gong.io', 'wrong_base_url'],
  ['Request to https://us-429.api.gong.io:443 failed: 404', 'wrong_base_url'],
  ['connect ECONNREFUSED 10.0.0.1:443', 'wrong_base_url'],
  ['HTTP 429 Too Many Requests', 'gong_busy'],
  ['Rate limit exceeded', 'gong_busy'],
  ['500 from https://us-403.api.gong.io: oops', 'unanswered'],
  ['', 'unanswered'],
  [null, 'unanswered'],
  [undefined, 'unanswered'],
])('the failure %j means %s', (error, expected) => {
  expect(explainFailure(error)).toBe(expected);
});
