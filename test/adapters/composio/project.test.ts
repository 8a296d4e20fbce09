/** Whose the key is and where events go, through the real SDK. */

import { expect, test } from 'vitest';
import { startConnections, teamId } from './sdk-connections.ts';

const endpoint = 'GET /auth/session/info';

test('the key says whose it is', async () => {
  const { connections } = await startConnections();
  expect(await connections.keyInfo(teamId)).toEqual({ projectId: 'pr_sandbox', projectName: 'sandbox' });
});

test.each([
  [
    { project: null, api_key: { project_id: 'pr_7', key: 'ak_canary' } },
    { projectId: 'pr_7', projectName: null },
  ],
  [{ project: null }, { projectId: null, projectName: null }],
  [{ project: { id: 'uuid', name: 'Sales' } }, { projectId: 'uuid', projectName: 'Sales' }],
])('of %j it takes what is there, and no secret', async (body, expected) => {
  const { connections, composio } = await startConnections();
  composio.faults.add(endpoint, { kind: 'http', status: 200, body });
  expect(await connections.keyInfo(teamId)).toEqual(expected);
});

test('a wrong key is refused', async () => {
  const { connections } = await startConnections({}, { apiKey: 'ak_wrong' });
  await expect(connections.keyInfo(teamId)).rejects.toMatchObject({ failure: 'key_refused', status: 401 });
});

test('the webhook subscription is looked at and never written', async () => {
  const { connections, composio } = await startConnections();
  expect(await connections.webhookSubscription(teamId)).toBeNull();
  composio.webhookTo('https://bot.example/composio/webhook');
  const subscription = await connections.webhookSubscription(teamId);
  expect(subscription).toEqual({
    url: 'https://bot.example/composio/webhook',
    events: ['composio.connected_account.expired'],
    version: 'V3',
  });
  expect(new Set(composio.requests.map(({ method }) => method))).toEqual(new Set(['GET']));
});
