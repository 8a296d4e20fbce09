/** What is kept of scopes: ticked in Gong, granted to each connection, and drift between the places. */

import type { NewMessage, SavedSetup } from '../model.ts';

/** Connections for which the same scopes were requested; null: Composio does not say, as of old ones. */
export interface GrantedScopes {
  requested: readonly string[] | null;
  count: number;
}

/** What an admin said of the scopes, and when they were last compared. */
export interface ScopeRecord {
  /** Ticked in Gong's integration, as an admin said; null: nobody was asked since the wizard listed what to tick. */
  ticked: readonly string[] | null;
  /** Grows with each change: a form that was drawn before does not overwrite it. */
  revision: number;
  checkedAt: number | null;
}

/** `gone`: the auth config was deleted at Composio; `removed`: an admin removed the setup. */
export type DriftEnding = 'put_right' | 'gone' | 'removed';

export interface ScopeDrift {
  id: string;
  fingerprint: string;
  /** What was found, as it was written. */
  data: Readonly<Record<string, unknown>>;
  foundAt: number;
  endedAt: number | null;
  /** How it ended, when it has: nothing differs any more, or there is nothing left to compare. */
  ending: DriftEnding;
}

export interface ScopeStore {
  scopeRecord(teamId: string, setupId: string): Promise<ScopeRecord>;
  /**
   * Begins a change, with the audit: Composio is told next, and its answer may be lost.
   * False: somebody changed the scopes since that revision, or is doing so.
   */
  claimScopeChange(
    teamId: string,
    setupId: string,
    given: { by: string; revision: number; scopes: readonly string[] },
    now: number,
  ): Promise<boolean>;
  /** Writes what Composio has confirmed. */
  saveScopes(
    teamId: string,
    setupId: string,
    given: { by: string; scopes: readonly string[]; ticked: readonly string[] },
    now: number,
  ): Promise<SavedSetup | null>;
  /** Writes down what was requested for accounts, where it is news. */
  noteRequestedScopes(
    teamId: string,
    seen: ReadonlyArray<{ accountId: string; requested: readonly string[] }>,
  ): Promise<void>;
  /** Connections of the auth config that are in use, by what was requested for them. */
  grantedScopes(teamId: string, authConfigId: string): Promise<GrantedScopes[]>;
  /** Who has such a connection, in order of their Slack user IDs; all of them with `limit` null. */
  ownersWithScopes(
    teamId: string,
    authConfigId: string,
    requested: ReadonlyArray<readonly string[] | null>,
    limit: number | null,
  ): Promise<string[]>;
  openDrift(teamId: string): Promise<ScopeDrift | null>;
  drift(teamId: string, driftId: string): Promise<ScopeDrift | null>;
  /**
   * Writes down how a comparison ended. Drift that was not known is told; what was known and is not there any more is
   * over, and its messages say so. @param found `none`: no drift; `gone`: there is no auth config to compare any more
   */
  recordDrift(
    teamId: string,
    setupId: string,
    found:
      | { fingerprint: string; data: Readonly<Record<string, unknown>>; id: string; notify: NewMessage[] }
      | 'none'
      | 'gone',
    now: number,
  ): Promise<'new' | 'known' | 'over' | 'none'>;
}

/** The kind of the DM that tells admins of drift, whose subject is the drift's ID. */
export const driftMessageKind = 'scope_drift';
