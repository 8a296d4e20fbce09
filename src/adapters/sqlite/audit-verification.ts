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

/** Lines that were written and are not there any more: their IDs, the first and the last of them included. */
export interface ChainGap {
  from: number;
  to: number;
}

export interface ChainReport {
  /** A team's lines, and the hash of its last one: whoever kept it can tell later whether lines are missing at the end. */
  teams: Array<{ teamId: string; lines: number; lastHash: string }>;
  breaks: ChainBreak[];
  /** Of all teams together: their lines are numbered as one. */
  gaps: ChainGap[];
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
    // One look at both: the bot may write a line in between.
    database.exec('begin');
    const rows = database
      .prepare<[], Row>(
        'select id, team_id, at, actor, action, subject, detail, previous_hash, hash from audit order by id',
      )
      .iterate();
    const written = database.prepare("select seq from sqlite_sequence where name = 'audit'").pluck();
    return walk(rows, expectedHash, () => Number(written.get() ?? 0));
  } catch (cause) {
    const why = whyUnusable(cause) ?? 'it was not written by this version of the bot';
    throw new DatabaseUnusable(`The database at ${path} cannot be read: ${why}.`, { cause });
  } finally {
    database?.close();
  }
}

/**
 * @param rows every line, in the order in which they were written
 * @param lastWritten the highest ID that was ever given to a line, by SQLite's own count (SQLite: "AUTOINCREMENT"); 0:
 * none was
 */
function walk(rows: Iterable<Row>, expectedHash: string | null, lastWritten: () => number): ChainReport {
  const teams = new Map<string, ChainReport['teams'][number]>();
  const breaks: ChainBreak[] = [];
  const gaps: ChainGap[] = [];
  let isExpectedHeld = false;
  let lastId = 0;
  // Every ID is given once, and given back when its line comes to nothing: none is ever passed over.
  const noteGap = (nextId: number): void => {
    if (nextId > lastId + 1) gaps.push({ from: lastId + 1, to: nextId - 1 });
  };
  for (const row of rows) {
    const team = teams.get(row.team_id) ?? { teamId: row.team_id, lines: 0, lastHash: chainBegin };
    teams.set(row.team_id, team);
    const at = { teamId: row.team_id, id: row.id, at: row.at };
    if (row.previous_hash !== team.lastHash) breaks.push({ ...at, kind: 'displaced' });
    if (hashLine(row.previous_hash, row) !== row.hash) breaks.push({ ...at, kind: 'changed' });
    if (row.hash === expectedHash) isExpectedHeld = true;
    noteGap(row.id);
    lastId = row.id;
    team.lines += 1;
    team.lastHash = row.hash;
  }
  noteGap(lastWritten() + 1);
  return { teams: [...teams.values()], breaks, gaps, holdsExpected: expectedHash === null ? null : isExpectedHeld };
}
