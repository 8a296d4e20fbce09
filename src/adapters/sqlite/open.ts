/** Opens the database file: its folder, its rights, its pragmas, its migrations. */

import { closeSync, mkdirSync, openSync } from 'node:fs';
import { dirname } from 'node:path';
import Database from 'better-sqlite3';
import { Kysely, SqliteDialect } from 'kysely';
import { DatabaseUnusable } from '../../errors.ts';
import { registerAuditHash } from './audit-chain.ts';
import { inWords } from './driver.ts';
import { whyUnusable } from './failures.ts';
import { type Migration, migrations } from './migrations.ts';
import type { Schema } from './schema.ts';

/** The process stands still while it waits for somebody else's lock, and Slack waits no longer than three seconds. */
const busyTimeoutMs = 1_000;

/**
 * Opens `path`, making its folder (mode 0700) and the file (mode 0600) when they are not there, and migrates it.
 * @throws DatabaseUnusable when it cannot be opened, is not a database, or was written by a newer version.
 */
export function openDatabase(path: string): Kysely<Schema> {
  let database: Database.Database | null = null;
  try {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    // Made here, since SQLite would make it readable for everybody; its -wal and -shm files take after it.
    closeSync(openSync(path, 'a', 0o600));
    database = new Database(path, { timeout: busyTimeoutMs });
    database.pragma('journal_mode = WAL');
    database.pragma('synchronous = FULL');
    database.pragma('foreign_keys = ON');
    registerAuditHash(database);
    migrate(database, migrations);
    return new Kysely<Schema>({ dialect: new SqliteDialect({ database: inWords(database) }) });
  } catch (cause) {
    database?.close();
    if (cause instanceof DatabaseUnusable) throw cause;
    const why = whyUnusable(cause) ?? (cause instanceof Error ? cause.message : String(cause));
    throw new DatabaseUnusable(`The database at DATABASE_PATH cannot be used: ${why}.`, { cause });
  }
}

/**
 * Brings the schema up to date. Each migration is one transaction that also moves `user_version`, so a crash leaves a
 * whole version behind, and the next start goes on from there.
 * @throws DatabaseUnusable when a newer version of the bot has written the file
 */
export function migrate(database: Database.Database, steps: readonly Migration[]): void {
  const newest = steps.at(-1)?.version ?? 0;
  const versionNow = (): number => Number(database.pragma('user_version', { simple: true }));
  if (versionNow() > newest) {
    throw new DatabaseUnusable(
      `The database at DATABASE_PATH was written by a newer version of the bot (schema ${versionNow()}, this one knows ${newest}). Start that version, or restore a backup.`,
    );
  }
  for (const { version, statements } of steps) {
    const step = database.transaction(() => {
      // Read under the lock: another process may have been faster.
      if (versionNow() >= version) return;
      database.exec(statements);
      database.pragma(`user_version = ${version}`);
    });
    if (versionNow() < version) step.immediate();
  }
}
