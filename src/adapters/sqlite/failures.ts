/** What SQLite throws when the file, the disk or another process is in the way, as an error in words. */

import { DatabaseUnusable } from '../../errors.ts';

/** By the beginning of SQLite's result code (SQLite: "Result and Error Codes"). */
const words: ReadonlyArray<readonly [RegExp, string]> = [
  [/^SQLITE_FULL/, 'the disk is full'],
  [/^SQLITE_READONLY/, 'the database file is read-only'],
  [/^SQLITE_CANTOPEN/, 'the database file cannot be opened'],
  [/^SQLITE_(?:BUSY|LOCKED)/, 'another process keeps the database locked'],
  [/^SQLITE_(?:CORRUPT|NOTADB)/, 'the file is damaged, or is no SQLite database; restore a backup'],
  [/^SQLITE_(?:IOERR|NOLFS|PERM|AUTH)/, 'the disk or the file system reports an error'],
];

/** A DatabaseUnusable where the surroundings are to blame; any other error as it is. */
export function toDatabaseError(error: unknown): unknown {
  const why = whyUnusable(error);
  return why === null ? error : new DatabaseUnusable(`The bot’s database cannot be used: ${why}.`, { cause: error });
}

/** Why the database cannot be used; null: it is not the database's surroundings that are to blame. */
export function whyUnusable(error: unknown): string | null {
  if (!(error instanceof Error) || !('code' in error)) return null;
  return words.find(([code]) => code.test(String(error.code)))?.[1] ?? null;
}
