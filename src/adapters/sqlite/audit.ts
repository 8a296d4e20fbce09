/** The audit: who did what and when, each line chained to the one before. Append only; the database sees to it. */

import type { AuditEntry, AuditFilter, AuditLine, AuditStore } from '../../stores/audit.ts';
import { chainBegin, hashLine } from './audit-chain.ts';
import type { AuditRow } from './schema.ts';
import { type Database, transact } from './transaction.ts';

/** Writes a line within a transaction that does what the line tells of. */
export async function writeAudit(within: Database, teamId: string, entry: AuditEntry, now: number): Promise<void> {
  const last = await within
    .selectFrom('audit')
    .select('hash')
    .where('team_id', '=', teamId)
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
  const line = {
    team_id: teamId,
    at: now,
    actor: entry.actor,
    action: entry.action,
    subject: entry.subject,
    detail: JSON.stringify(entry.detail ?? {}),
  };
  const previousHash = last?.hash ?? chainBegin;
  await within
    .insertInto('audit')
    .values({ ...line, previous_hash: previousHash, hash: hashLine(previousHash, line) })
    .execute();
}

export function createAuditStore(database: Database): AuditStore {
  return {
    audit: (teamId, entry, now) => transact(database, (within) => writeAudit(within, teamId, entry, now)),

    auditBefore: async (teamId, filter, beforeId, limit) => {
      const rows = await matching(database, teamId, filter)
        .$if(beforeId !== null, (query) => query.where('id', '<', beforeId ?? 0))
        .orderBy('id', 'desc')
        .limit(limit)
        .execute();
      return rows.map(toAuditLine);
    },

    auditAfter: async (teamId, filter, afterId, limit) => {
      const rows = await matching(database, teamId, filter)
        .where('id', '>', afterId)
        .orderBy('id')
        .limit(limit)
        .execute();
      return rows.map(toAuditLine);
    },
  };
}

function matching(database: Database, teamId: string, { actor, subject, topics }: AuditFilter) {
  return database
    .selectFrom('audit')
    .selectAll()
    .where('team_id', '=', teamId)
    .$if(actor !== null, (query) => query.where('actor', '=', actor))
    .$if(subject !== null, (query) => query.where('subject', '=', subject))
    .$if(topics !== null, (query) =>
      query.where((row) =>
        // From `setup.` to just before `setup/`: a range that the index knows.
        row.or(
          (topics ?? []).map((topic) => row.and([row('action', '>=', `${topic}.`), row('action', '<', `${topic}/`)])),
        ),
      ),
    );
}

function toAuditLine(row: AuditRow): AuditLine {
  return {
    id: row.id,
    teamId: row.team_id,
    at: row.at,
    actor: row.actor,
    action: row.action,
    subject: row.subject,
    detail: JSON.parse(row.detail),
    previousHash: row.previous_hash,
    hash: row.hash,
  };
}
