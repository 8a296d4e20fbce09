/** Sharing: who may use a shared account, and whether the project has sharing at all (Composio: "Shared connections"). */

import { z } from 'zod';
import { badRequest } from './api-error.ts';
import type { ConnectedAccount } from './connected-account.ts';
import type { ComposioSwitches } from './switches.ts';

const userIds = z.array(z.string().min(1).max(256)).max(1000);

/** Who may use a shared account. What is left out stays as it was. */
export const changedAcl = z
  .object({ allow_all_users: z.boolean(), allowed_user_ids: userIds, not_allowed_user_ids: userIds })
  .partial();

export type ChangedAcl = z.infer<typeof changedAcl>;

export interface Acl {
  allow_all_users: boolean;
  allowed_user_ids: string[];
  not_allowed_user_ids: string[];
}

/** The list with what was given replaced, each part whole; nobody but the creator is in it to begin with. */
export function withChanges(acl: Acl | null, changed: ChangedAcl = {}): Acl {
  return {
    allow_all_users: changed.allow_all_users ?? acl?.allow_all_users ?? false,
    allowed_user_ids: changed.allowed_user_ids ?? acl?.allowed_user_ids ?? [],
    not_allowed_user_ids: changed.not_allowed_user_ids ?? acl?.not_allowed_user_ids ?? [],
  };
}

/** Throws 400 when there is a list for an account that is not shared. */
export function requireShared(accountType: ConnectedAccount['accountType'], acl: object | undefined): void {
  if (acl && accountType !== 'SHARED')
    throw badRequest('acl_config_for_shared is only valid on SHARED connected accounts');
}

/** The type that a new account gets. Throws 400 where sharing is asked for and refused. */
export function typeToMake(
  asked: ConnectedAccount['accountType'] | undefined,
  { sharedConnections }: ComposioSwitches,
): ConnectedAccount['accountType'] {
  if (asked !== 'SHARED' || sharedConnections === 'ignored') return 'PRIVATE';
  if (sharedConnections === 'refused') throw badRequest('Shared connections are not enabled for this project');
  return 'SHARED';
}

/** Whether a person may use an account. The creator always may; nobody else may use a private one. */
export function mayUse(account: ConnectedAccount, userId: string | undefined): boolean {
  if (userId === account.userId) return true;
  if (account.accountType === 'PRIVATE') return userId === undefined;
  const { allow_all_users, allowed_user_ids, not_allowed_user_ids } = account.acl;
  if (userId === undefined || not_allowed_user_ids.includes(userId)) return false;
  return allow_all_users || allowed_user_ids.includes(userId);
}
