/** Times during which the access list could not be written, and those who wait for it. */

import type { AccessTrouble, AccessTroubleKind } from '../../model.ts';
import type { AccessStore } from '../../stores/access.ts';
import { accessTroubleKind } from '../../stores/message-kinds.ts';
import { holdsAccess } from './access-runs.ts';
import type { AccessTroubleRow } from './access-tables.ts';
import { insertMessage, reviseMessages } from './messages.ts';
import { type Database, transact } from './transaction.ts';

type AccessTroubleStore = Pick<
  AccessStore,
  'noteAccessTrouble' | 'tellOfAccessTrouble' | 'accessTrouble' | 'owedAccess'
>;

export function createAccessTroubleStore(database: Database): AccessTroubleStore {
  return {
    noteAccessTrouble: (teamId, { id, accountId, fence, kind, nextTryAt }, now) =>
      transact(database, async (within) => {
        if (!(await holdsAccess(within, teamId, fence))) return null;
        const affected = await countOwed(within, teamId);
        const open = await openTrouble(within, teamId);
        const seen = { account_id: accountId, kind, next_try_at: nextTryAt, affected };
        if (!open) {
          const row = { ...seen, id, team_id: teamId, began_at: now, tries: 1, told_at: null, ended_at: null };
          await within.insertInto('access_troubles').values(row).execute();
          return toTrouble(row);
        }
        const tries = open.tries + 1;
        await within
          .updateTable('access_troubles')
          .set({ ...seen, tries })
          .where('id', '=', open.id)
          .execute();
        if (open.kind !== kind || open.affected !== affected) {
          await reviseMessages(within, teamId, accessTroubleKind, open.id);
        }
        return toTrouble({ ...open, ...seen, tries });
      }),

    tellOfAccessTrouble: (teamId, troubleId, messages, now) =>
      transact(database, async (within) => {
        const told = await within
          .updateTable('access_troubles')
          .set({ told_at: now })
          .where('team_id', '=', teamId)
          .where('id', '=', troubleId)
          .where('told_at', 'is', null)
          .executeTakeFirst();
        if (told.numUpdatedRows === 0n) return;
        for (const message of messages) await insertMessage(within, teamId, message, now);
      }),

    accessTrouble: async (teamId, troubleId) => {
      const row = await database
        .selectFrom('access_troubles')
        .selectAll()
        .where('team_id', '=', teamId)
        .where('id', '=', troubleId)
        .executeTakeFirst();
      return row ? toTrouble(row) : null;
    },

    owedAccess: async (teamId, limit) => {
      const inState = async (state: 'wanted' | 'withdrawing'): Promise<string[]> => {
        const rows = await database
          .selectFrom('grants')
          .select('slack_user_id')
          .where('team_id', '=', teamId)
          .where('state', '=', state)
          .orderBy('since')
          .limit(limit)
          .execute();
        return rows.map((row) => row.slack_user_id);
      };
      return { waiting: await inState('wanted'), leaving: await inState('withdrawing') };
    },
  };
}

export async function openTrouble(within: Database, teamId: string): Promise<AccessTroubleRow | null> {
  const row = await within
    .selectFrom('access_troubles')
    .selectAll()
    .where('team_id', '=', teamId)
    .where('ended_at', 'is', null)
    .executeTakeFirst();
  return row ?? null;
}

/** Within a transaction after which the list is as it should be, or is no more. */
export async function endTrouble(within: Database, teamId: string, now: number): Promise<void> {
  const open = await openTrouble(within, teamId);
  if (!open) return;
  await within.updateTable('access_troubles').set({ ended_at: now }).where('id', '=', open.id).execute();
  await reviseMessages(within, teamId, accessTroubleKind, open.id);
}

async function countOwed(within: Database, teamId: string): Promise<number> {
  const { owed } = await within
    .selectFrom('grants')
    .select((select) => select.fn.countAll<number>().as('owed'))
    .where('team_id', '=', teamId)
    .where('state', 'in', ['wanted', 'withdrawing'])
    .executeTakeFirstOrThrow();
  return owed;
}

export function toTrouble(row: AccessTroubleRow): AccessTrouble & { accountId: string } {
  return {
    id: row.id,
    accountId: row.account_id,
    kind: row.kind as AccessTroubleKind,
    beganAt: row.began_at,
    tries: row.tries,
    nextTryAt: row.next_try_at,
    affected: row.affected,
    toldAt: row.told_at,
    endedAt: row.ended_at,
  };
}
