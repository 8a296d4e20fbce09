/** Everything one Composio project knows; what the sandbox's routes and controls share. */

import type { Clock } from '../../../src/ports.ts';
import type { Gong } from '../gong/gong.ts';
import { type NewId, uuidFrom } from '../gong/ids.ts';
import { type ChangedAcl, withChanges } from './access-list.ts';
import { notFound } from './api-error.ts';
import { type AuthConfig, scopeList } from './auth-config.ts';
import { type ConnectedAccount, REASONS } from './connected-account.ts';
import type { Link } from './link.ts';
import { type ComposioSwitches, REDIRECT_URIS } from './switches.ts';
import type { Webhooks } from './webhooks.ts';

export interface Project {
  clock: Clock;
  newId: NewId;
  gong: Gong;
  switches: ComposioSwitches;
  webhooks: Webhooks;
  authConfigs: Map<string, AuthConfig>;
  accounts: Map<string, ConnectedAccount>;
  links: Map<string, Link>;
  /** Where the sandbox's own pages are reached; known once it listens. */
  url: () => string;
}

/** An auth config that was not deleted; throws the API's 404 otherwise. */
export function findAuthConfig(project: Project, id: string): AuthConfig {
  const config = project.authConfigs.get(id);
  if (!config || config.deleted) throw notFound('Auth config', 607, 'Auth_Config_NotFound');
  return config;
}

/** A connected account that was not deleted; throws the API's 404 otherwise. */
export function findAccount(project: Project, id: string): ConnectedAccount {
  const account = project.accounts.get(id);
  if (!account) throw notFound('Connected account', 1810, 'ConnectedAccount_ResourceNotFound');
  return account;
}

/** The connected accounts of an auth config. */
export function accountsOf(project: Project, authConfigId: string): ConnectedAccount[] {
  return [...project.accounts.values()].filter((account) => account.authConfigId === authConfigId);
}

export interface NewAuthConfig {
  name?: string | undefined;
  clientId: string;
  clientSecret: string;
  /** Separated by commas or spaces. */
  scopes?: string | undefined;
  /** Left out: the toolkit's default. */
  oauthRedirectUri?: string | undefined;
}

/** Makes an auth config for Gong, of type `use_custom_auth` and scheme OAUTH2. */
export function createAuthConfig(project: Project, config: NewAuthConfig): AuthConfig {
  const { defaultRedirectUri } = project.switches;
  const created: AuthConfig = {
    id: project.newId('ac_'),
    uuid: uuidFrom(project.newId),
    name: config.name ?? `gong-${project.authConfigs.size + 1}`,
    clientId: config.clientId,
    clientSecret: config.clientSecret,
    scopes: config.scopes ?? '',
    oauthRedirectUri:
      config.oauthRedirectUri ?? REDIRECT_URIS[defaultRedirectUri === 'not-said' ? 'v1' : defaultRedirectUri],
    enabled: true,
    deleted: false,
    createdAt: project.clock.now(),
    updatedAt: project.clock.now(),
  };
  project.authConfigs.set(created.id, created);
  return created;
}

export interface NewAccount {
  authConfigId: string;
  userId: string;
  alias?: string | null | undefined;
  accountType?: 'PRIVATE' | 'SHARED' | undefined;
  /** Left out, or in part: nobody but the creator. */
  acl?: ChangedAcl | undefined;
  /** Left out: the auth config's; null: an account from before they were written down. */
  requestedScopes?: string[] | null | undefined;
  status?: string | undefined;
  statusReason?: string | null | undefined;
  fields?: Record<string, string> | undefined;
  callbackUrl?: string | null | undefined;
}

/** Makes a connected account, INITIALIZING unless said otherwise. */
export function createAccount(project: Project, account: NewAccount): ConnectedAccount {
  const created: ConnectedAccount = {
    id: project.newId('ca_'),
    uuid: uuidFrom(project.newId),
    wordId: `gong_${project.newId('', 8).toLowerCase()}`,
    alias: account.alias ?? null,
    userId: account.userId,
    authConfigId: account.authConfigId,
    accountType: account.accountType ?? 'PRIVATE',
    acl: withChanges(null, account.acl),
    status: account.status ?? 'INITIALIZING',
    statusReason: account.statusReason ?? null,
    createdAt: project.clock.now(),
    updatedAt: project.clock.now(),
    fields: account.fields ?? {},
    tokens: null,
    requestedScopes:
      account.requestedScopes === undefined
        ? scopeList(findAuthConfig(project, account.authConfigId).scopes)
        : account.requestedScopes,
    callbackUrl: account.callbackUrl ?? null,
    failedRefreshes: 0,
  };
  project.accounts.set(created.id, created);
  return created;
}

/** Moves a connected account to a status, as of now. */
export function setStatus(project: Project, account: ConnectedAccount, status: string, reason: string | null): void {
  account.status = status;
  account.statusReason = reason;
  account.updatedAt = project.clock.now();
}

/** EXPIRED, with the event that Composio sends when credentials died. */
export function expireCredentials(project: Project, account: ConnectedAccount, reason: string): void {
  account.tokens = null;
  setStatus(project, account, 'EXPIRED', reason);
  project.webhooks.accountExpired(account);
}

/** Switches an auth config on or off, and its connections with it where the switch says so. */
export function setAuthConfigEnabled(project: Project, config: AuthConfig, enabled: boolean): void {
  config.enabled = enabled;
  config.updatedAt = project.clock.now();
  if (!project.switches.disablingInactivates) return;
  for (const account of accountsOf(project, config.id)) {
    if (!enabled && account.status === 'ACTIVE') setStatus(project, account, 'INACTIVE', REASONS.authConfigDisabled);
    else if (enabled && account.statusReason === REASONS.authConfigDisabled)
      setStatus(project, account, 'ACTIVE', null);
  }
}
