/** Whether the database can be written, found out by writing. */

import { DatabaseUnusable } from '../../errors.ts';
import { type Database, transact } from './transaction.ts';

/** Holds nothing, and nobody sees it: it is gone when the transaction ends. */
const row = { name: 'write-check', holder: 'nobody', until: 0, fence: 0 };

/**
 * Writes a row and takes it back in one transaction. Its commit goes to the disk all the same: a write lock alone, or a
 * rollback, would be had on a full disk, too.
 * @throws DatabaseUnusable when that does not work
 */
export async function checkWritable(database: Database): Promise<void> {
  try {
    await transact(database, async (within) => {
      await within.insertInto('leases').values(row).execute();
      await within.deleteFrom('leases').where('name', '=', row.name).execute();
    });
  } catch (cause) {
    if (cause instanceof DatabaseUnusable) throw cause;
    throw new DatabaseUnusable('The bot’s database cannot be written.', { cause });
  }
}
