/** The part of the store that looks at Composio are held against: what was observed, swept and hinted at. */

import type { Cause, Observation } from '../connection.ts';
import type { Sweep } from '../model.ts';

/** What an observation did. */
export interface Effect {
  kind: 'none' | 'won' | 'attempt-ended' | 'connection-changed';
  owner: string | null;
  accountId: string;
  state: string | null;
  outage: 'none' | 'open' | 'reopen' | 'revise' | 'close';
}

/** The IDs that an observation's consequences need. */
export interface Identities {
  connectionId: string;
  outageId: string;
  messageId: string;
  /** Of an incident that the observation is the first sign of. */
  incidentId: string;
}

export interface ObservationStore {
  /**
   * Auth configs that some connection or open attempt is of. Attempts begun before `attemptsSince` are over for good.
   */
  watchedAuthConfigs(teamId: string, attemptsSince: number): Promise<string[]>;
  /** What is known of each account of the auth config: how a page is told from a change without writing anything. */
  watchedAccounts(teamId: string, authConfigId: string, attemptsSince: number): Promise<WatchedAccount[]>;
  watchedAccount(teamId: string, accountId: string): Promise<WatchedAccount | null>;
  /** Applies one observation by the rules, with everything it owes, in one transaction. */
  observe(
    teamId: string,
    observation: Observation,
    identities: Identities,
    reminderDelayMs: number | null,
    now: number,
  ): Promise<Effect>;
  /** Remembers that these accounts were seen down, without believing it yet. */
  suspect(teamId: string, accountIds: readonly string[], now: number): Promise<void>;
  clearSuspicion(teamId: string, accountIds: readonly string[]): Promise<void>;
  /** How many connections of the auth config went down (an outage began) since then, and how many are active. */
  recentlyDown(teamId: string, authConfigId: string, since: number): Promise<{ down: number; active: number }>;
}

export interface WatchedAccount {
  accountId: string;
  authConfigId: string;
  owner: string;
  /** The connection's own account, or an attempt that is not over. */
  isConnection: boolean;
  state: string;
  cause: Cause | null;
  status: string | null;
  statusReason: string | null;
  /** The newest `updated_at` that Composio has shown; null: it never said one. */
  seenUpdatedAt: number | null;
  /** When a complete sweep first found it to be part of a mass change; null: it is not suspected. */
  suspectedAt: number | null;
  /** What was requested for it, as far as Composio has ever said; null: never, or not a connection. */
  requestedScopes: readonly string[] | null;
}

export interface SweepStore {
  beginSweep(teamId: string, sweep: Sweep): Promise<void>;
  /** `failure`: why it is not complete, by a code; null: it was stopped. Forgets sweeps that began before `forgetBefore`, the latest complete one of each auth config excepted. */
  endSweep(
    teamId: string,
    sweepId: string,
    given: { isComplete: boolean; now: number; forgetBefore: number; failure?: string | null },
  ): Promise<void>;
  lastCompleteSweep(teamId: string, authConfigId: string): Promise<Sweep | null>;
}

/** A webhook delivery that says where to look. */
export interface Hint {
  messageId: string;
  accountId: string;
  receivedAt: number;
}

export interface HintStore {
  /** False: this delivery was committed before. */
  acceptHint(teamId: string, messageId: string, accountId: string | null, now: number): Promise<boolean>;
  /** Hints that were not looked into yet, oldest first. */
  openHints(teamId: string): Promise<Hint[]>;
  closeHint(teamId: string, messageId: string, now: number): Promise<void>;
  /** When a delivery was committed last, whatever it said; null: none of those that are kept. */
  lastHintAt(teamId: string): Promise<number | null>;
  forgetHints(teamId: string, before: number): Promise<void>;
}
