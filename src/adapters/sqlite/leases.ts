/** Leases with fencing numbers: one process at a time sweeps, follows and delivers. */

import type { LeaseStore } from '../../stores/leases.ts';
import { type Database, transact } from './transaction.ts';

export function createLeaseStore(database: Database): LeaseStore {
  return {
    takeLease: (name, holder, until, now, isDead) =>
      transact(database, async (within) => {
        const lease = await within.selectFrom('leases').selectAll().where('name', '=', name).executeTakeFirst();
        if (!lease) {
          await within.insertInto('leases').values({ name, holder, until, fence: 1 }).execute();
          return { fence: 1 };
        }
        const isOurs = lease.holder === holder;
        if (!isOurs && lease.until > now && !isDead(lease.holder)) return null;
        const fence = isOurs ? lease.fence : lease.fence + 1;
        await within.updateTable('leases').set({ holder, until, fence }).where('name', '=', name).execute();
        return { fence };
      }),

    releaseLease: async (name, holder) => {
      await database
        .updateTable('leases')
        .set({ until: 0 })
        .where('name', '=', name)
        .where('holder', '=', holder)
        .execute();
    },
  };
}
