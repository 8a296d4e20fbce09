/** Shared accounts through the real SDK: made by a link, read, written whole, and refused in one way whatever is said. */

import { describe, expect, test } from 'vitest';
import { type AccessList, accessListLimit } from '../../../src/connections-port.ts';
import type { ComposioSwitches } from '../../sandbox/composio/switches.ts';
import { type Setup, startConnections, teamId } from './sdk-connections.ts';

const nobody: AccessList = { allowsAll: false, allowed: [], denied: [] };
const some: AccessList = { allowsAll: true, allowed: ['u1', 'u2'], denied: ['u3'] };

const linkFor = ({ connections }: Setup, authConfigId: string, shared: AccessList | null) =>
  connections.createLink(teamId, {
    authConfigId,
    externalUserId: 'admin',
    baseUrl: 'https://api.gong.io',
    callbackUrl: null,
    shared,
  });

/** Composio's envelope of errors. */
const said = (status: number, message: string) => ({ error: { message, code: status, slug: 'Refused', status } });

async function started(switches: Partial<ComposioSwitches> = {}): Promise<Setup & { authConfigId: string }> {
  const setup = await startConnections(switches);
  return { ...setup, authConfigId: await setup.createAuthConfig() };
}

describe('a link that is to be shared', () => {
  test('makes a shared account with its list, in one request', async () => {
    const setup = await started();
    const { accountId, url } = await linkFor(setup, setup.authConfigId, some);
    await setup.composio.follow(url);
    expect(await setup.connections.look(teamId, accountId)).toMatchObject({ status: 'ACTIVE', isShared: true });
    expect(await setup.connections.accessList(teamId, accountId)).toEqual(some);
    expect(setup.composio.requests.filter(({ path }) => path === '/connected_accounts/link')).toMatchObject([
      {
        body: {
          connection_data: { base_url: 'https://api.gong.io' },
          experimental: {
            account_type: 'SHARED',
            acl_config_for_shared: {
              allow_all_users: true,
              allowed_user_ids: ['u1', 'u2'],
              not_allowed_user_ids: ['u3'],
            },
          },
        },
      },
    ]);
  });

  test.each(['refused', 'ignored'] as const)('leaves nothing behind where sharing is %s', async (sharedConnections) => {
    const setup = await started({ sharedConnections });
    await expect(linkFor(setup, setup.authConfigId, nobody)).rejects.toMatchObject({
      failure: 'sharing_refused',
      isOutcomeUnknown: false,
      detail: sharedConnections === 'refused' ? 'Shared connections are not enabled for this project' : null,
    });
    expect(setup.composio.accounts()).toEqual([]);
    expect(await linkFor(setup, setup.authConfigId, null)).toMatchObject({ url: expect.any(String) });
  });

  test.each<[number, string]>([
    [400, 'Unrecognized key: experimental'],
    [400, 'account_type SHARED is not supported for this toolkit'],
    [400, 'Shared connections are not supported for custom auth configs'],
    [403, 'Sharing of connected accounts is not enabled for this organization'],
    [404, 'acl_config_for_shared: no such feature'],
    [501, 'Not implemented'],
  ])('is refused when Composio says %i, %s', async (status, message) => {
    const setup = await started();
    setup.composio.faults.add('POST /connected_accounts/link', { kind: 'http', status, body: said(status, message) });
    await expect(linkFor(setup, setup.authConfigId, nobody)).rejects.toMatchObject({
      failure: 'sharing_refused',
      status,
      isOutcomeUnknown: false,
      detail: message,
    });
  });

  test.each<[number, string, string]>([
    [400, 'connection_data.base_url is not a valid URL', 'bad_request'],
    [403, 'This API key may not create connected accounts', 'key_refused'],
    [404, 'Auth config not found', 'not_found'],
    [401, 'Sharing is caring, but the key is wrong', 'key_refused'],
    [503, 'Shared connections are down', 'down'],
  ])('fails as any other does when Composio says %i, %s', async (status, message, failure) => {
    const setup = await started();
    setup.composio.faults.add('POST /connected_accounts/link', { kind: 'http', status, body: said(status, message) });
    await expect(linkFor(setup, setup.authConfigId, nobody)).rejects.toMatchObject({ failure, status });
  });

  test('tells an auth config that is gone or disabled from a refusal to share', async () => {
    const setup = await started();
    await expect(linkFor(setup, 'ac_none', nobody)).rejects.toMatchObject({ failure: 'not_found' });
    setup.composio.disableAuthConfig(setup.authConfigId);
    await expect(linkFor(setup, setup.authConfigId, nobody)).rejects.toMatchObject({ failure: 'bad_request' });
  });
});

describe('an access list', () => {
  const withAccount = async (): Promise<Setup & { accountId: string; privateId: string }> => {
    const setup = await started();
    const add = (accountType: 'SHARED' | 'PRIVATE') =>
      setup.composio.addAccount({ authConfigId: setup.authConfigId, userId: 'admin', accountType }).id;
    return { ...setup, accountId: add('SHARED'), privateId: add('PRIVATE') };
  };

  test('is written whole, and read back', async () => {
    const { connections, composio, accountId } = await withAccount();
    expect(await connections.writeAccessList(teamId, accountId, some)).toBe(true);
    expect(await connections.accessList(teamId, accountId)).toEqual(some);
    expect(await connections.writeAccessList(teamId, accountId, nobody)).toBe(true);
    expect(composio.requests.findLast(({ method }) => method === 'PATCH')?.body).toEqual({
      experimental: {
        acl_config_for_shared: { allow_all_users: false, allowed_user_ids: [], not_allowed_user_ids: [] },
      },
    });
    expect(await connections.accessList(teamId, accountId)).toEqual(nobody);
  });

  test('is not there for accounts that are gone or private', async () => {
    const { connections, privateId } = await withAccount();
    expect(await connections.accessList(teamId, 'ca_none')).toBeNull();
    expect(await connections.accessList(teamId, privateId)).toBeNull();
    expect(await connections.writeAccessList(teamId, 'ca_none', nobody)).toBe(false);
    const refused = connections.writeAccessList(teamId, privateId, nobody);
    await expect(refused).rejects.toMatchObject({ failure: 'sharing_refused' });
  });

  test('of the limit is taken, of one more refused', async () => {
    const { connections, accountId } = await withAccount();
    const allowed = Array.from({ length: accessListLimit }, (_, index) => `u${index}`);
    expect(await connections.writeAccessList(teamId, accountId, { ...nobody, allowed })).toBe(true);
    const tooMany = connections.writeAccessList(teamId, accountId, { ...nobody, allowed: [...allowed, 'more'] });
    await expect(tooMany).rejects.toMatchObject({ failure: 'sharing_refused', isOutcomeUnknown: false });
  });

  test.each<[number, string, string]>([
    [400, 'Something about this list', 'sharing_refused'],
    [403, 'This API key may not change connected accounts', 'key_refused'],
  ])('that Composio answers with %i is about %s', async (status, message, failure) => {
    const { connections, composio, accountId } = await withAccount();
    composio.faults.add('PATCH /connected_accounts/:id', { kind: 'http', status, body: said(status, message) });
    await expect(connections.writeAccessList(teamId, accountId, some)).rejects.toMatchObject({ failure });
  });

  test('whose answer was lost may be written, and is not sent twice', async () => {
    const { connections, composio, accountId } = await withAccount();
    composio.faults.add('PATCH /connected_accounts/:id', { kind: 'reset' });
    const lost = connections.writeAccessList(teamId, accountId, some);
    await expect(lost).rejects.toMatchObject({ failure: 'down', isOutcomeUnknown: true });
    expect(composio.requests.filter(({ method }) => method === 'PATCH')).toHaveLength(1);
    expect(await connections.accessList(teamId, accountId)).toEqual(some);
  });

  test('of which Composio shows half is not taken for a whole one', async () => {
    const { connections, composio, accountId } = await withAccount();
    const half = { id: accountId, experimental: { acl_config_for_shared: { allow_all_users: false } } };
    composio.faults.add('GET /connected_accounts/:id', { kind: 'http', status: 200, body: half });
    await expect(connections.accessList(teamId, accountId)).rejects.toMatchObject({ failure: 'unreadable' });
  });
});
