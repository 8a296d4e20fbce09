/** Who did what and when. Never a secret. */

/** What an admin or the bot did, for the audit. Never a secret. */
export interface AuditEntry {
  /** A Slack user ID, or `bot`. */
  actor: string;
  action: string;
  subject: string;
  detail?: Readonly<Record<string, unknown>>;
}

/** An entry as it stands in the audit, chained to the one before. */
export interface AuditLine {
  id: number;
  teamId: string;
  at: number;
  actor: string;
  action: string;
  subject: string;
  detail: Readonly<Record<string, unknown>>;
  previousHash: string;
  hash: string;
}

/** Which lines; null: all of them. */
export interface AuditFilter {
  actor: string | null;
  /** What it was done to: a Slack user ID, for one. */
  subject: string | null;
  /** What stands before the dot of an action, such as `setup` or `connection`. */
  topics: readonly string[] | null;
}

export interface AuditStore {
  audit(teamId: string, entry: AuditEntry, now: number): Promise<void>;
  /** Newest first, older than that line; null: from the newest. */
  auditBefore(teamId: string, filter: AuditFilter, beforeId: number | null, limit: number): Promise<AuditLine[]>;
  /** Oldest first, newer than that line; 0: from the first. */
  auditAfter(teamId: string, filter: AuditFilter, afterId: number, limit: number): Promise<AuditLine[]>;
}
