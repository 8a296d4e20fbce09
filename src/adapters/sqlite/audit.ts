/** The audit: who did what and when. Append only; the database refuses anything else. */

import type { AuditEntry, AuditStore } from '../../store.ts';
import type { Database } from './transaction.ts';

/** Writes a line within a transaction that does what the line tells of. */
export async function writeAudit(within: Database, teamId: string, entry: AuditEntry, now: number): Promise<void> {
  await within
    .insertInto('audit')
    .values({
      team_id: teamId,
      at: now,
      actor: entry.actor,
      action: entry.action,
      subject: entry.subject,
      detail: JSON.stringify(entry.detail ?? {}),
    })
    .execute();
}

export function createAuditStore(database: Database): AuditStore {
  return {
    audit: (teamId, entry, now) => writeAudit(database, teamId, entry, now),
  };
}
