/** A connected account: what Composio keeps of one person's connection, and how it looks when read back. */

import type { Acl } from './access-list.ts';
import { type AuthConfig, masked, scopeList } from './auth-config.ts';
import type { ComposioSwitches } from './switches.ts';

export const STATUSES = ['INITIALIZING', 'INITIATED', 'ACTIVE', 'FAILED', 'EXPIRED', 'INACTIVE', 'REVOKED'] as const;

/** Texts of `status_reason` that Composio's API types list. */
export const REASONS = {
  lapsed: 'Connection initiation did not complete within 10 minutes',
  refreshFailed: 'Permanent auth error during token refresh',
  tooManyFailures: 'Max auth failures reached',
  exchangeFailed: 'OAuth callback failed during token exchange',
  denied: 'user denied consent',
  byUser: 'Connection status updated by user',
  authConfigDisabled: 'Auth config is disabled',
  revoked: 'Revoked via user-initiated revoke endpoint',
  revokedByAdmin: 'Revoked via admin tool',
  revokedOnDelete: 'Revoked as part of connection delete',
} as const;

export interface Tokens {
  accessToken: string;
  refreshToken: string;
  accessUntil: number;
  scope: string;
  /** `api_base_url_for_customer` of Gong's token answer. */
  customerBaseUrl: string;
}

export interface ConnectedAccount {
  id: string;
  uuid: string;
  wordId: string;
  alias: string | null;
  userId: string;
  authConfigId: string;
  accountType: 'PRIVATE' | 'SHARED';
  acl: Acl;
  /** One of `STATUSES`, or a text that nobody knows. */
  status: string;
  statusReason: string | null;
  createdAt: number;
  updatedAt: number;
  /** Connection fields such as the base URL, by their names. */
  fields: Record<string, string>;
  tokens: Tokens | null;
  /** What the auth config asked for when the link was made; null: made before Composio wrote that down. */
  requestedScopes: string[] | null;
  callbackUrl: string | null;
  /** Token refreshes that failed in a row without an answer from Gong. */
  failedRefreshes: number;
}

function stateOf(account: ConnectedAccount): object {
  const { status, fields, tokens, updatedAt } = account;
  const val: Record<string, unknown> = { status, ...fields };
  if (status === 'INITIATED') val.redirectUrl = 'https://app.gong.io/oauth2/authorize';
  if (status === 'ACTIVE' || status === 'INACTIVE') {
    val.access_token = masked(tokens?.accessToken ?? 'none');
    val.refresh_token = masked(tokens?.refreshToken ?? 'none');
    val.token_type = 'bearer';
    val.scope = tokens?.scope ?? account.requestedScopes?.join(' ') ?? '';
  }
  if (status === 'EXPIRED') val.expired_at = new Date(updatedAt).toISOString();
  return { authScheme: 'OAUTH2', val };
}

/** What the API says of sharing: nothing where it does not know of it. */
export function showSharing(account: ConnectedAccount, { sharedConnections }: ComposioSwitches): object {
  if (sharedConnections === 'ignored') return {};
  const acl = account.accountType === 'SHARED' ? { acl_config_for_shared: account.acl } : {};
  return { experimental: { account_type: account.accountType, ...acl } };
}

/** The scopes that Gong is asked for. */
export function askedScopes(account: ConnectedAccount, config: AuthConfig): string[] {
  return account.requestedScopes ?? scopeList(config.scopes);
}

/** A connected account as the API shows it, tokens masked. */
export function showAccount(account: ConnectedAccount, config: AuthConfig, switches: ComposioSwitches): object {
  return {
    id: account.id,
    word_id: account.wordId,
    alias: account.alias,
    ...(switches.userIdReturned ? { user_id: account.userId } : {}),
    toolkit: { slug: 'gong' },
    auth_config: { id: config.id, auth_scheme: 'OAUTH2', is_composio_managed: false, is_disabled: !config.enabled },
    status: account.status,
    status_reason: account.statusReason,
    is_disabled: account.status === 'INACTIVE',
    created_at: new Date(account.createdAt).toISOString(),
    updated_at: new Date(account.updatedAt).toISOString(),
    state: stateOf(account),
    data: { ...account.fields },
    params: {},
    ...(account.requestedScopes && { requested_scopes: account.requestedScopes }),
    ...showSharing(account, switches),
  };
}
