/** Which connected accounts are owed to be deleted at Composio. */

export interface Removal {
  attemptId: string;
  accountId: string;
  /** Whether Gong is to be told that the grant is withdrawn. */
  revoke: boolean;
  tries: number;
  /** An unfinished attempt may have been finished since: look before deleting. */
  lookFirst: boolean;
}

export interface RemovalStore {
  /** Accounts that are owed to be deleted at Composio and may be tried now. */
  dueRemovals(teamId: string, now: number, limit: number): Promise<Removal[]>;
  markRemoved(teamId: string, removal: Removal, now: number): Promise<void>;
  postponeRemoval(teamId: string, attemptId: string, nextAt: number): Promise<void>;
}
