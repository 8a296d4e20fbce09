/** Which lease the access list is worked on under: an older one writes nothing any more. */

import type { AccessStore } from '../../stores/access.ts';
import { type Database, transact } from './transaction.ts';

type AccessRunStore = Pick<AccessStore, 'beginAccessRun' | 'beginAccessWrite'>;

export function createAccessRunStore(database: Database): AccessRunStore {
  return {
    beginAccessRun: (teamId, fence) =>
      transact(database, async (within) => {
        await within
          .insertInto('access_runs')
          .values({ team_id: teamId, fence })
          .onConflict((conflict) =>
            conflict.column('team_id').doUpdateSet({ fence }).where('access_runs.fence', '<', fence),
          )
          .execute();
        return holdsAccess(within, teamId, fence);
      }),

    beginAccessWrite: async (teamId, fence, form) => {
      const result = await database
        .updateTable('access_runs')
        .set({ fence, ...(form === 'deny_list' ? { may_have_denied: 1 } : {}) })
        .where('team_id', '=', teamId)
        .where('fence', '=', fence)
        .executeTakeFirst();
      return result.numUpdatedRows === 1n;
    },
  };
}

/** Within a transaction. */
export async function holdsAccess(within: Database, teamId: string, fence: number): Promise<boolean> {
  const run = await within.selectFrom('access_runs').select('fence').where('team_id', '=', teamId).executeTakeFirst();
  return run?.fence === fence;
}
