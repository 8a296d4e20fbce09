/** What the features need from Composio, as promises; `adapters/composio` keeps them. */

import type { AccountSeen } from './connection.ts';

/** What Composio's Gong toolkit declares. */
export interface ToolkitFacts {
  /** The redirect URI it proposes; null: it does not say. */
  redirectUri: string | null;
  /** The connection field that carries the API base URL. */
  baseUrlField: string;
}

export interface AuthConfigFacts {
  authConfigId: string;
  name: string;
  isEnabled: boolean;
  /** For Gong, with an OAuth client of one's own: what links can be made with. */
  isCustomGong: boolean;
  /** The toolkit's slug; null: Composio does not say. */
  toolkit: string | null;
  /** `OAUTH2`, for one; null: Composio does not say. */
  authScheme: string | null;
  /** null: masked, or not said. */
  clientId: string | null;
  scopes: readonly string[];
  /** null: masked, or not said. */
  redirectUri: string | null;
}

export interface NewAuthConfig {
  name: string;
  clientId: string;
  clientSecret: string;
  scopes: readonly string[];
  redirectUri: string;
}

export interface ConnectLink {
  url: string;
  accountId: string;
  expiresAt: number;
}

/** A connected account as it is looked at: what the connection rule judges, and what only the admins' side reads. */
export interface AccountLook extends AccountSeen {
  /** Whether others than its creator may be let in; null: Composio does not say. */
  isShared: boolean | null;
  /** What was asked of Gong when its link was made; null: Composio does not say, as for old accounts. */
  requestedScopes: readonly string[] | null;
}

/**
 * Who may use a shared account besides its creator, by external user IDs. Denied comes before everything else, then
 * `allowsAll`, then allowed; nobody else may (Composio: "Shared connections").
 */
export interface AccessList {
  allowsAll: boolean;
  allowed: readonly string[];
  denied: readonly string[];
}

/** The most IDs that either list of an AccessList may hold. */
export const accessListLimit = 1000;

export interface WebhookSubscription {
  url: string;
  /** Event types, verbatim. */
  events: readonly string[];
  /** Of the payload: `V3`, for one; null: Composio does not say. */
  version: string | null;
}

/** Whose API key the bot has; null: Composio does not say, as for a key of the whole organization. */
export interface KeyInfo {
  projectId: string | null;
  projectName: string | null;
}

/** `works`, or why the verification call did not; `skipped`: no chosen scope allows a cheap call. */
export type Verification =
  | 'works'
  | 'skipped'
  | 'wrong_base_url'
  | 'not_allowed'
  | 'credentials_refused'
  | 'gong_busy'
  | 'unanswered';

/** Those of a connection that is ACTIVE although Gong did not answer through it: its API base URL may be another one. */
export const notAnswering: readonly string[] = ['wrong_base_url', 'credentials_refused'] satisfies Verification[];

/** Whether that was what the last test of a connection showed. */
export function isNotAnswering(verification: string | null): boolean {
  return verification !== null && notAnswering.includes(verification);
}

/** Composio. Every failure is a ComposioError; nothing that writes is ever sent twice. */
export interface Connections {
  toolkit(teamId: string): Promise<ToolkitFacts>;
  /** Whose the API key is. The cheapest way to learn whether it is taken at all. */
  keyInfo(teamId: string): Promise<KeyInfo>;
  /** Where the project's events go; null: nowhere. It is only looked at: one project has one, maybe somebody else's. */
  webhookSubscription(teamId: string): Promise<WebhookSubscription | null>;

  createAuthConfig(teamId: string, given: NewAuthConfig): Promise<string>;
  /** Looks for an auth config whose creation was not answered, disabled ones included. */
  findAuthConfig(teamId: string, name: string): Promise<AuthConfigFacts | null>;
  /** Writes client ID, secret, scopes and redirect URI; false: Composio does not know the auth config any more. */
  updateAuthConfig(teamId: string, authConfigId: string, given: Omit<NewAuthConfig, 'name'>): Promise<boolean>;
  /**
   * Writes the client secret, with the client ID where there is a new one, and nothing else; false: Composio does not
   * know the auth config any more.
   * @param clientId of an integration that was made anew in Gong; null: it stays as it is
   */
  replaceClientSecret(
    teamId: string,
    authConfigId: string,
    clientSecret: string,
    clientId: string | null,
  ): Promise<boolean>;
  /** Writes the scopes and nothing else: they hold for connections made from now on. false: no such auth config. */
  replaceScopes(teamId: string, authConfigId: string, scopes: readonly string[]): Promise<boolean>;
  /** Composio may take its connections along, INACTIVE or ACTIVE again. false: no such auth config. */
  setAuthConfigEnabled(teamId: string, authConfigId: string, isEnabled: boolean): Promise<boolean>;
  /** Deletes for good and revokes its connections at Gong; one that is gone already counts as deleted. */
  removeAuthConfig(teamId: string, authConfigId: string): Promise<void>;
  /** Custom Gong auth configs of the project, disabled ones left out. */
  customAuthConfigs(teamId: string): Promise<AuthConfigFacts[]>;
  /** null: Composio does not know it. */
  authConfig(teamId: string, authConfigId: string): Promise<AuthConfigFacts | null>;

  /**
   * Makes a connect link. With `shared` the account will be a shared one, for these and its creator.
   * @throws ComposioError `sharing_refused` when Composio will not share: no account is left behind then
   */
  createLink(
    teamId: string,
    given: {
      authConfigId: string;
      externalUserId: string;
      baseUrl: string;
      callbackUrl: string | null;
      shared?: AccessList | null;
    },
  ): Promise<ConnectLink>;
  /** Accounts of this person that nobody has finished: where a link whose answer was lost is looked for. */
  unfinishedAccounts(teamId: string, authConfigId: string, externalUserId: string): Promise<string[]>;
  /** One account; null: Composio answered 404. */
  look(teamId: string, accountId: string): Promise<AccountLook | null>;
  /** One page of an auth config's accounts, private and shared ones. */
  page(
    teamId: string,
    authConfigId: string,
    cursor: string | null,
  ): Promise<{
    accounts: ReadonlyArray<AccountLook & { accountId: string }>;
    /** IDs of accounts that are there, in a shape that cannot be read. */
    unreadable: readonly string[];
    nextCursor: string | null;
  }>;
  /** Who may use a shared account; null: there is no such account, it is not shared, or Composio does not show it. */
  accessList(teamId: string, accountId: string): Promise<AccessList | null>;
  /**
   * Replaces all that was there, so read first, and write one at a time. false: Composio does not know the account.
   * @throws ComposioError `sharing_refused` when Composio does not take the list, or the account is not shared
   */
  writeAccessList(teamId: string, accountId: string, list: AccessList): Promise<boolean>;
  /** Deletes; an account that is gone already counts as deleted. */
  remove(teamId: string, accountId: string, revoke: boolean): Promise<void>;
  /** One cheap Gong call through the account: the customer's Gong budget pays for it. */
  verify(teamId: string, accountId: string, externalUserId: string, scopes: readonly string[]): Promise<Verification>;
}
