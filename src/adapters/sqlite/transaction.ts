/** One way to run a transaction, so that every one takes its lock at the start. */

import { type Kysely, sql } from 'kysely';
import type { Schema } from './schema.ts';

export type Database = Kysely<Schema>;

/**
 * Runs `work` in one immediate transaction on a connection of its own. A deferred one could read, wait, and then be
 * refused its write by another process. Inside, use what is passed in: the outer database would wait for ever.
 */
export async function transact<T>(database: Database, work: (within: Database) => Promise<T>): Promise<T> {
  return database.connection().execute(async (within) => {
    await sql`begin immediate`.execute(within);
    try {
      const result = await work(within);
      await sql`commit`.execute(within);
      return result;
    } catch (error) {
      // SQLite may have rolled back already; what went wrong first is what is told.
      await sql`rollback`.execute(within).catch(() => undefined);
      throw error;
    }
  });
}
