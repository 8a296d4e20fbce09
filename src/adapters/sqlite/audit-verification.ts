/** Walks the audit's chain in the database file, while the bot may be writing, and says where it does not fit. */

import { existsSync } from 'node:fs';
import Database from 'better-sqlite3';
import { DatabaseUnusable } from '../../errors.ts';
import { type AuditLineText, chainBegin, hashLine } from './audit-chain.ts';
import { whyUnusable } from './failures.ts';

type Row = AuditLineText & { id: number; previous_hash: string; hash: string };

export interface ChainBreak {
  teamId: string;
  id: number;
  at: number;
  /** `changed`: the line is not what was hashed; `displaced`: the one before it is not the one that was. */
  kind: 'changed' | 'displaced';
}

export interface ChainReport {
  /** A team's lines, and the hash of its last one: whoever kept it can tell later whether lines are missing at the end. */
  teams: Array<{ teamId: string; lines: number; lastHash: string }>;
  breaks: ChainBreak[];
  /** Whether the hash that was asked for is the hash of some line; null: none was asked for. */
  holdsExpected: boolean | null;
}

/**
 * @param expectedHash a hash kept from an earlier look or export; null: none
 * @throws DatabaseUnusable when there is no database at `path`, or it is not this version's
 */
export function verifyAudit(path: string, expectedHash: string | null): ChainReport {
  if (!existsSync(path)) {
    throw new DatabaseUnusable(
      `There is no database at ${path}. Start the bot once, or set DATABASE_PATH to where its database is.`,
    );
  }
  let database: Database.Database | null = null;
  try {
    database = new Database(path, { readonly: true, timeout: 5_000 });
    const rows = database
      .prepare<[], Row>(
        'select id, team_id, at, actor, action, subject, detail, previous_hash, hash from audit order by team_id, id',
      )
      .iterate();
    return walk(rows, expectedHash);
  } catch (cause) {
    const why = whyUnusable(cause) ?? 'it was not written by this version of the bot';
    throw new DatabaseUnusable(`The database at ${path} cannot be read: ${why}.`, { cause });
  } finally {
    database?.close();
  }
}

function walk(rows: Iterable<Row>, expectedHash: string | null): ChainReport {
  const teams = new Map<string, ChainReport['teams'][number]>();
  const breaks: ChainBreak[] = [];
  let isExpectedHeld = false;
  for (const row of rows) {
    const team = teams.get(row.team_id) ?? { teamId: row.team_id, lines: 0, lastHash: chainBegin };
    teams.set(row.team_id, team);
    const at = { teamId: row.team_id, id: row.id, at: row.at };
    if (row.previous_hash !== team.lastHash) breaks.push({ ...at, kind: 'displaced' });
    if (hashLine(row.previous_hash, row) !== row.hash) breaks.push({ ...at, kind: 'changed' });
    if (row.hash === expectedHash) isExpectedHeld = true;
    team.lines += 1;
    team.lastHash = row.hash;
  }
  return { teams: [...teams.values()], breaks, holdsExpected: expectedHash === null ? null : isExpectedHeld };
}
