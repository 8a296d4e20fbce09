/** Opens the database file: its folder, its rights, its pragmas, its migrations. */

import { chmodSync, existsSync, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import Database from 'better-sqlite3';
import { Kysely, SqliteDialect } from 'kysely';
import { DatabaseUnusable } from '../../errors.ts';
import { migrations } from './migrations.ts';
import type { Schema } from './schema.ts';

/**
 * Opens `path`, making its folder (mode 0700) and the file (mode 0600) when they are not there, and migrates it.
 * @throws DatabaseUnusable when it cannot be opened, is not a database, or was written by a newer version.
 */
export function openDatabase(path: string): Kysely<Schema> {
  try {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    const isNew = !existsSync(path);
    const database = new Database(path, { timeout: 5_000 });
    if (isNew) chmodSync(path, 0o600);
    database.pragma('journal_mode = WAL');
    database.pragma('synchronous = FULL');
    database.pragma('foreign_keys = ON');
    migrate(database);
    return new Kysely<Schema>({ dialect: new SqliteDialect({ database }) });
  } catch (cause) {
    if (cause instanceof DatabaseUnusable) throw cause;
    throw new DatabaseUnusable(`The database at DATABASE_PATH cannot be opened: ${messageOf(cause)}`, { cause });
  }
}

/** Each migration is one transaction that also moves `user_version`, so a crash in between leaves a whole version. */
function migrate(database: Database.Database): void {
  const newest = migrations.at(-1)?.version ?? 0;
  const upgrade = database.transaction(() => {
    const current = Number(database.pragma('user_version', { simple: true }));
    if (current > newest) {
      throw new DatabaseUnusable(
        `The database at DATABASE_PATH was written by a newer version of the bot (schema ${current}, this one knows ${newest}). Start that version, or restore a backup.`,
      );
    }
    for (const { version, statements } of migrations) {
      if (version <= current) continue;
      database.exec(statements);
      database.pragma(`user_version = ${version}`);
    }
  });
  upgrade.immediate();
}

function messageOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}
