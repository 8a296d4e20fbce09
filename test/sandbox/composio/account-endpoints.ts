/** `/connected_accounts/{id}` and the list: look at, switch, change, revoke and delete connected accounts. */

import { z } from 'zod';
import { changedAcl, requireShared, withChanges } from './access-list.ts';
import { selectAccounts } from './account-list.ts';
import type { Endpoint } from './api.ts';
import { ApiError, badRequest } from './api-error.ts';
import { type ConnectedAccount, REASONS, showAccount } from './connected-account.ts';
import { revokeTokens } from './gong-client.ts';
import { pageOf } from './page.ts';
import { findAccount, type Project, setStatus } from './project.ts';

const switched = z.object({ enabled: z.boolean(), reason: z.string().optional() });

const patched = z.object({
  alias: z.string().optional(),
  experimental: z.object({ acl_config_for_shared: changedAcl.optional() }).optional(),
});

/** An account as the API shows it. */
export function show(project: Project, account: ConnectedAccount): object {
  const config = project.authConfigs.get(account.authConfigId);
  if (!config) throw new Error(`account ${account.id} belongs to no auth config`);
  return showAccount(account, config, project.switches);
}

/** Throws 400 when the person already has an account of that alias. */
export function requireFreeAlias(project: Project, userId: string, alias: string | undefined): void {
  const taken = [...project.accounts.values()].some((one) => one.userId === userId && one.alias === alias);
  if (alias !== undefined && taken) throw badRequest(`Alias "${alias}" is already in use`);
}

function list(project: Project, query: URLSearchParams): object {
  const page = pageOf(selectAccounts(project.accounts.values(), query), query, 20, project.switches.largestPage);
  return { ...page, items: page.items.map((account) => show(project, account)) };
}

function patch(project: Project, account: ConnectedAccount, body: z.infer<typeof patched>): object {
  const acl = body.experimental?.acl_config_for_shared;
  requireShared(account.accountType, acl);
  requireFreeAlias(project, account.userId, body.alias);
  account.alias = body.alias ?? account.alias;
  account.acl = withChanges(account.acl, acl);
  account.updatedAt = project.clock.now();
  return { success: true, id: account.id, status: account.status };
}

/** ACTIVE or INACTIVE, whatever it was: enabling brings no dead credentials back to life. */
export function setEnabled(project: Project, account: ConnectedAccount, enabled: boolean): void {
  setStatus(project, account, enabled ? 'ACTIVE' : 'INACTIVE', REASONS.byUser);
}

/** Revokes at Gong and marks the account. Throws as the endpoint does. */
export async function revoke(project: Project, account: ConnectedAccount, reason: string): Promise<void> {
  if (!project.switches.revocationSupported)
    throw new ApiError(400, 1830, 'ConnectedAccount_RevokeNotSupported', 'Toolkit gong does not support revocation');
  if (account.status !== 'ACTIVE')
    throw new ApiError(
      409,
      1831,
      'ConnectedAccount_NotRevocable',
      `Connected account is ${account.status}, not ACTIVE`,
    );
  const config = project.authConfigs.get(account.authConfigId);
  if (config && account.tokens && !(await revokeTokens(project, config, account.tokens)))
    throw new ApiError(500, 1832, 'ConnectedAccount_RevokeFailed', 'Every upstream revocation failed');
  account.tokens = null;
  setStatus(project, account, 'REVOKED', reason);
}

async function remove(project: Project, account: ConnectedAccount, revokes: boolean): Promise<object> {
  const config = project.authConfigs.get(account.authConfigId);
  project.accounts.delete(account.id);
  if (!revokes) return { success: true };
  // Best effort, as the real one: the account is gone whether or not Gong takes the revocation.
  if (config && account.tokens && project.switches.revocationSupported)
    await revokeTokens(project, config, account.tokens);
  return { success: true, revoke_job_id: project.newId('job_') };
}

/** The endpoints of existing connected accounts. */
export function accountEndpoints(project: Project): Endpoint[] {
  const one = (params: Record<string, string>): ConnectedAccount => findAccount(project, params.id ?? '');
  return [
    { method: 'GET', path: '/connected_accounts', answer: ({ query }) => list(project, query) },
    { method: 'GET', path: '/connected_accounts/', answer: ({ query }) => list(project, query) },
    { method: 'GET', path: '/connected_accounts/:id', answer: ({ params }) => show(project, one(params)) },
    {
      method: 'PATCH',
      path: '/connected_accounts/:id',
      answer: ({ params, read }) => patch(project, one(params), read(patched)),
    },
    {
      method: 'PATCH',
      path: '/connected_accounts/:id/status',
      answer: ({ params, read }) => {
        setEnabled(project, one(params), read(switched).enabled);
        return { success: true };
      },
    },
    {
      method: 'DELETE',
      path: '/connected_accounts/:id',
      answer: ({ params, query }) => remove(project, one(params), query.get('revoke_on_delete') === 'true'),
    },
    {
      method: 'POST',
      path: '/connected_accounts/:id/revoke',
      answer: async ({ params }) => {
        const account = one(params);
        await revoke(project, account, REASONS.revoked);
        const shown = { id: account.id, status: account.status };
        return { revoked_tokens: ['access_token', 'refresh_token'], connected_account: shown };
      },
    },
  ];
}
