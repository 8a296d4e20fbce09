/** The rows of pauses. */

import type { Pause, PauseOutcome, PauseStore } from '../../stores/pauses.ts';
import { writeAudit } from './audit.ts';
import { type Database, transact } from './transaction.ts';

export function createPauseStore(database: Database): PauseStore {
  return {
    openPause: (teamId) => findOpen(database, teamId),

    beginPause: (pause) =>
      transact(database, async (within) => {
        if (await findOpen(within, pause.teamId)) return false;
        await within
          .insertInto('pauses')
          .values({
            id: pause.id,
            team_id: pause.teamId,
            auth_config_id: pause.authConfigId,
            paused_by: pause.pausedBy,
            began_at: pause.beganAt,
          })
          .execute();
        const { pausedBy: actor, authConfigId: subject } = pause;
        await writeAudit(within, pause.teamId, { actor, action: 'auth_config.paused', subject }, pause.beganAt);
        return true;
      }),

    endPause: (teamId, pauseId, { by, outcome }, now) =>
      transact(database, async (within) => {
        const pause = await findOpen(within, teamId);
        if (pause?.id !== pauseId) return false;
        await within.updateTable('pauses').set({ ended_at: now }).where('id', '=', pauseId).execute();
        const action = `auth_config.${wordOf[outcome]}`;
        const detail = outcome === 'found_enabled' ? { pausedBy: pause.pausedBy } : {};
        await writeAudit(within, teamId, { actor: by, action, subject: pause.authConfigId, detail }, now);
        return true;
      }),
  };
}

const wordOf: Readonly<Record<PauseOutcome, string>> = {
  resumed: 'resumed',
  refused: 'not_paused',
  found_enabled: 'found_enabled',
};

async function findOpen(within: Database, teamId: string): Promise<Pause | null> {
  const row = await within
    .selectFrom('pauses')
    .selectAll()
    .where('team_id', '=', teamId)
    .where('ended_at', 'is', null)
    .executeTakeFirst();
  return row
    ? { id: row.id, teamId, authConfigId: row.auth_config_id, pausedBy: row.paused_by, beganAt: row.began_at }
    : null;
}
