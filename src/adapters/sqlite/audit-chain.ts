/** The audit's chain: each line carries a hash over itself and the hash of the line before it in its team. */

import { createHash } from 'node:crypto';
import type Database from 'better-sqlite3';

/** What stands before a team's first line. */
export const chainBegin = '0'.repeat(64);

/** A line as it is kept: `detail` is the JSON text itself. */
export interface AuditLineText {
  team_id: string;
  at: number;
  actor: string;
  action: string;
  subject: string;
  detail: string;
}

/** @returns SHA-256, as 64 hexadecimal digits */
export function hashLine(previousHash: string, line: AuditLineText): string {
  const { team_id, at, actor, action, subject, detail } = line;
  return createHash('sha256')
    .update(JSON.stringify([previousHash, team_id, at, actor, action, subject, detail]))
    .digest('hex');
}

/** Gives SQL the same hash: the migration that began the chain needs it. */
export function registerAuditHash(database: Database.Database): void {
  database.function(
    'audit_hash',
    { deterministic: true },
    (previousHash, team_id, at, actor, action, subject, detail) =>
      hashLine(String(previousHash), {
        team_id: String(team_id),
        at: Number(at),
        actor: String(actor),
        action: String(action),
        subject: String(subject),
        detail: String(detail),
      }),
  );
}
