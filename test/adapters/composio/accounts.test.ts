/** Connected accounts through the real SDK: what a look and a page say of them. */

import { expect, test } from 'vitest';
import { connectedAccount } from '../../../src/adapters/composio/shapes.ts';
import { startConnections, teamId } from './sdk-connections.ts';

test('a look and a page say the same, shared accounts included', async () => {
  const { connections, composio, createAuthConfig } = await startConnections();
  const authConfigId = await createAuthConfig();
  const shared = composio.addAccount({ authConfigId, userId: 'admin', accountType: 'SHARED' });
  const old = composio.addAccount({ authConfigId, userId: 'u1', requestedScopes: null });
  const page = await connections.page(teamId, authConfigId, null);
  const seen = new Map(page.accounts.map((account) => [account.accountId, account]));
  expect(seen.get(shared.id)).toMatchObject({
    isShared: true,
    requestedScopes: ['api:workspaces:read', 'api:users:read'],
  });
  expect(seen.get(old.id)).toMatchObject({ isShared: false, requestedScopes: null });
  expect(await connections.look(teamId, shared.id)).toEqual(seen.get(shared.id));
  expect(await connections.look(teamId, 'ca_none')).toBeNull();
});

test('a Composio that knows nothing of sharing does not say', async () => {
  const { connections, composio, createAuthConfig } = await startConnections({ sharedConnections: 'ignored' });
  const { id } = composio.addAccount({ authConfigId: await createAuthConfig(), userId: 'u1' });
  expect(await connections.look(teamId, id)).toMatchObject({ isShared: null });
});

test.each([[null], ['SHARED'], [{ account_type: 'PUBLIC' }], [{}]])(
  'with sharing told as %j it is not known',
  (told) => {
    expect(connectedAccount.parse({ id: 'ca_1', status: 'ACTIVE', experimental: told }).isShared).toBeNull();
  },
);

test.each([[undefined], [null], [''], [' , '], [[]], [[null]], [{}]])(
  'with requested scopes told as %j nobody knows what was requested',
  (told) => {
    const account = { id: 'ca_1', status: 'ACTIVE', requested_scopes: told };
    expect(connectedAccount.parse(account).requestedScopes).toBeNull();
  },
);

test('a removed account may be removed again', async () => {
  const { connections, composio, createAuthConfig } = await startConnections();
  const { id } = composio.addAccount({ authConfigId: await createAuthConfig(), userId: 'u1' });
  await connections.remove(teamId, id, false);
  await connections.remove(teamId, id, true);
  expect(composio.accounts()).toEqual([]);
});

test('a page of a proxy that says 404 does not make an account gone', async () => {
  const { connections, composio, createAuthConfig } = await startConnections();
  const { id } = composio.addAccount({ authConfigId: await createAuthConfig(), userId: 'u1' });
  const notFound = { kind: 'http', status: 404, body: '<h1>404 Not Found</h1>' } as const;
  composio.faults.add('GET /connected_accounts/:id', notFound);
  await expect(connections.look(teamId, id)).rejects.toMatchObject({ failure: 'unreadable', status: 404 });
  composio.faults.add('DELETE /connected_accounts/:id', notFound);
  await expect(connections.remove(teamId, id, false)).rejects.toMatchObject({ failure: 'unreadable' });
  expect(composio.accounts()).toHaveLength(1);
});
