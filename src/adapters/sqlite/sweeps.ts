/** When everybody was looked at, and whether the look was whole. */

import { sql } from 'kysely';
import type { SweepStore } from '../../stores/watch.ts';
import { toSweep } from './rows.ts';
import { type Database, transact } from './transaction.ts';

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

    endSweep: (teamId, sweepId, { isComplete, now, forgetBefore, failure }) =>
      transact(database, async (within) => {
        await within
          .updateTable('sweeps')
          .set({ ended_at: now, is_complete: isComplete ? 1 : 0, failure: failure ?? null })
          .where('team_id', '=', teamId)
          .where('id', '=', sweepId)
          .execute();
        const latest = await within
          .selectFrom('sweeps')
          .select(({ fn }) => fn.max('began_at').as('began_at'))
          .where('team_id', '=', teamId)
          .where('is_complete', '=', sql.lit(1))
          .groupBy('auth_config_id')
          .execute();
        await within
          .deleteFrom('sweeps')
          .where('team_id', '=', teamId)
          .where('began_at', '<', forgetBefore)
          .where(
            'began_at',
            'not in',
            latest.map((row) => row.began_at),
          )
          .execute();
      }),

    lastCompleteSweep: async (teamId, authConfigId) => {
      const row = await database
        .selectFrom('sweeps')
        .selectAll()
        .where('team_id', '=', teamId)
        .where('auth_config_id', '=', authConfigId)
        .where('is_complete', '=', sql.lit(1))
        .orderBy('began_at', 'desc')
        .limit(1)
        .executeTakeFirst();
      return row ? toSweep(row) : null;
    },
  };
}
