/** What tests and the demo's control panel do to a project from outside, with no API request. */

import { revoke, setEnabled } from './account-endpoints.ts';
import type { AuthConfig } from './auth-config.ts';
import { deleteAuthConfig } from './auth-config-endpoints.ts';
import { type ConnectedAccount, REASONS } from './connected-account.ts';
import {
  createAccount,
  createAuthConfig,
  expireCredentials,
  findAccount,
  findAuthConfig,
  type NewAccount,
  type NewAuthConfig,
  type Project,
  setAuthConfigEnabled,
  setStatus,
} from './project.ts';
import { refreshAll } from './refresh.ts';

export interface Controls {
  /** Every auth config that was not deleted. */
  authConfigs(): AuthConfig[];
  /** Every connected account that was not deleted, oldest first. */
  accounts(): ConnectedAccount[];
  /** One of them; throws when it is not there. */
  account(id: string): ConnectedAccount;
  /** An auth config as somebody makes it by hand in Composio's dashboard. */
  addAuthConfig(config: NewAuthConfig): AuthConfig;
  /** A connected account out of nowhere, ACTIVE unless said otherwise. It holds no Gong credentials. */
  addAccount(account: NewAccount): ConnectedAccount;
  /** EXPIRED because credentials died, with the webhook. Left out, the reason is the one of a failed refresh. */
  expire(accountId: string, reason?: string): void;
  /** Revoked by an admin's tool, at Gong too where that is supported. */
  revoke(accountId: string): Promise<void>;
  /** INACTIVE. */
  disable(accountId: string): void;
  /** ACTIVE again. */
  enable(accountId: string): void;
  /** Gone: the API answers 404. */
  remove(accountId: string): void;
  /** Any status, unknown ones included, and any reason; no webhook. */
  setStatus(accountId: string, status: string, reason?: string | null): void;
  /** As an account that was made before Composio wrote down what was asked for. */
  forgetRequestedScopes(accountId: string): void;
  disableAuthConfig(id: string): void;
  enableAuthConfig(id: string): void;
  deleteAuthConfig(id: string): void;
  /** What Composio does in the background: one token refresh of every ACTIVE account. */
  refreshAll(): Promise<void>;
}

/** The controls of a project. */
export function createControls(project: Project): Controls {
  const account = (id: string): ConnectedAccount => findAccount(project, id);
  return {
    authConfigs: () => [...project.authConfigs.values()].filter(({ deleted }) => !deleted),
    accounts: () => [...project.accounts.values()],
    account,
    addAuthConfig: (config) => createAuthConfig(project, config),
    addAccount: (added) => createAccount(project, { status: 'ACTIVE', ...added }),
    expire: (id, reason = REASONS.refreshFailed) => expireCredentials(project, account(id), reason),
    revoke: (id) => revoke(project, account(id), REASONS.revokedByAdmin),
    disable: (id) => setEnabled(project, account(id), false),
    enable: (id) => setEnabled(project, account(id), true),
    remove: (id) => {
      project.accounts.delete(account(id).id);
    },
    setStatus: (id, status, reason = null) => setStatus(project, account(id), status, reason),
    forgetRequestedScopes: (id) => {
      account(id).requestedScopes = null;
    },
    disableAuthConfig: (id) => setAuthConfigEnabled(project, findAuthConfig(project, id), false),
    enableAuthConfig: (id) => setAuthConfigEnabled(project, findAuthConfig(project, id), true),
    deleteAuthConfig: (id) => deleteAuthConfig(project, findAuthConfig(project, id)),
    refreshAll: () => refreshAll(project),
  };
}
