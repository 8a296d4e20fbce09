/** When everybody was looked at, and whether the look was whole. */

import type { SweepStore } from '../../store.ts';
import { toSweep } from './rows.ts';
import type { Database } from './transaction.ts';

export function createSweepStore(database: Database): SweepStore {
  return {
    beginSweep: async (teamId, sweep) => {
      await database
        .insertInto('sweeps')
        .values({
          id: sweep.id,
          team_id: teamId,
          auth_config_id: sweep.authConfigId,
          began_at: sweep.beganAt,
        })
        .execute();
    },

    endSweep: async (teamId, sweepId, isComplete, now) => {
      await database
        .updateTable('sweeps')
        .set({ ended_at: now, is_complete: isComplete ? 1 : 0 })
        .where('team_id', '=', teamId)
        .where('id', '=', sweepId)
        .execute();
    },

    lastCompleteSweep: async (teamId, authConfigId) => {
      const row = await database
        .selectFrom('sweeps')
        .selectAll()
        .where('team_id', '=', teamId)
        .where('auth_config_id', '=', authConfigId)
        .where('is_complete', '=', 1)
        .orderBy('began_at', 'desc')
        .limit(1)
        .executeTakeFirst();
      return row ? toSweep(row) : null;
    },
  };
}
