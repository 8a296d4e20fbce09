/** The rows of pauses. */

import { linkLifetimeMs } from '../../attempt.ts';
import { grantMessageKind, linkMessageKind } from '../../stores/message-kinds.ts';
import type { Pause, PauseOutcome, PauseStore } from '../../stores/pauses.ts';
import { writeAudit } from './audit.ts';
import { reviseMessagesSince } from './messages.ts';
import { putOffReminders } from './paused-outages.ts';
import { type Database, transact } from './transaction.ts';

export function createPauseStore(database: Database): PauseStore {
  return {
    openPause: (teamId) => findOpenPause(database, teamId),

    beginPause: (pause) =>
      transact(database, async (within) => {
        if (await findOpenPause(within, pause.teamId)) return false;
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
        await sayAnew(within, pause);
        return true;
      }),

    endPause: (teamId, pauseId, { by, outcome }, now) =>
      transact(database, async (within) => {
        const pause = await findOpenPause(within, teamId);
        if (pause?.id !== pauseId) return false;
        await within.updateTable('pauses').set({ ended_at: now }).where('id', '=', pauseId).execute();
        const action = `auth_config.${wordOf[outcome]}`;
        const detail = outcome === 'found_enabled' ? { pausedBy: pause.pausedBy } : {};
        await writeAudit(within, teamId, { actor: by, action, subject: pause.authConfigId, detail }, now);
        await putOffReminders(within, pause, now);
        await sayAnew(within, pause);
        return true;
      }),
  };
}

const wordOf: Readonly<Record<PauseOutcome, string>> = {
  resumed: 'resumed',
  refused: 'not_paused',
  found_enabled: 'found_enabled',
};

/** What a link or a grant says is another thing while Gong is paused: those that were out then, and those since. */
async function sayAnew(within: Database, { teamId, beganAt }: Pause): Promise<void> {
  await reviseMessagesSince(within, teamId, [linkMessageKind], beganAt - linkLifetimeMs);
  await reviseMessagesSince(within, teamId, [grantMessageKind], beganAt);
}

/** The pause that goes on is over, since what was paused is in force no more. */
export async function dropPause(within: Database, teamId: string, now: number): Promise<void> {
  await within
    .updateTable('pauses')
    .set({ ended_at: now })
    .where('team_id', '=', teamId)
    .where('ended_at', 'is', null)
    .execute();
}

/** The pause that goes on, seen from within a transaction. */
export async function findOpenPause(within: Database, teamId: string): Promise<Pause | null> {
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
