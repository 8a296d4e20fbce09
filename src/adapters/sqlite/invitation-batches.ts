/** Batches of invitations: previewed, followed, reported on. */

import { sql } from 'kysely';
import type { InvitationBatchStore } from '../../stores/invitation-batches.ts';
import { invitationMessageKind } from '../../stores/invitations.ts';
import { isConnectedPerson } from './connected-people.ts';
import { toInvitationBatch } from './invitation-rows.ts';
import { findBatch, readStandings, sendBatch } from './invitation-sending.ts';
import { insertMessage } from './messages.ts';
import { type Database, transact } from './transaction.ts';

const draftLivesMs = 24 * 3_600_000;
/** As the index of what waits spells it. */
const waiting = sql.lit('waiting');

/** Why an invitation was over before its DM could be sent; null: Slack refused the DM, or the setup was removed. */
const whyOver = sql<string | null>`case
  when invitations.state = 'left' then 'user_disabled'
  when invitations.state = 'superseded' and exists (
    select 1 from invitations as later
    where later.team_id = invitations.team_id
      and later.slack_user_id = invitations.slack_user_id
      and later.created_at > invitations.created_at
  ) then 'invited_again'
end`;

export function createInvitationBatchStore(database: Database): InvitationBatchStore {
  return {
    standings: (teamId, since) => readStandings(database, teamId, since),

    draftBatch: ({ id, teamId, invitedBy, audience }, now) =>
      transact(database, async (within) => {
        await within
          .deleteFrom('invitation_batches')
          .where('team_id', '=', teamId)
          .where('state', '=', 'draft')
          .where('created_at', '<', now - draftLivesMs)
          .execute();
        await within
          .insertInto('invitation_batches')
          .values({
            id,
            team_id: teamId,
            invited_by: invitedBy,
            state: 'draft',
            audience: JSON.stringify(audience),
            created_at: now,
            sent_at: null,
          })
          .execute();
      }),

    sendBatch: (teamId, batchId, given, now) => sendBatch(database, teamId, batchId, given, now),

    batch: (teamId, batchId) => findBatch(database, teamId, batchId),

    openBatches: async (teamId) => {
      const rows = await database
        .selectFrom('invitation_batches')
        .selectAll()
        .where('team_id', '=', teamId)
        .where('state', '=', 'sending')
        .orderBy('created_at')
        .execute();
      return rows.map(toInvitationBatch);
    },

    batchResults: async (teamId, batchId) => {
      const rows = await database
        .selectFrom('invitations')
        .innerJoin('messages', (join) =>
          join
            .onRef('messages.team_id', '=', 'invitations.team_id')
            .onRef('messages.subject', '=', 'invitations.id')
            .on('messages.kind', '=', invitationMessageKind),
        )
        .select(['invitations.slack_user_id', 'messages.state', 'messages.ts'])
        .select(sql<string>`coalesce(${whyOver}, messages.end_reason, '')`.as('error'))
        .select(sql<number>`invitations.state = 'connected' or ${isConnectedPerson}`.as('is_connected'))
        .where('messages.team_id', '=', teamId)
        .where('invitations.batch_id', '=', batchId)
        .orderBy(sql`invitations.rowid`)
        .execute();
      const those = (which: (row: (typeof rows)[number]) => boolean): string[] =>
        rows.filter(which).map((row) => row.slack_user_id);
      const isUnsent = (row: (typeof rows)[number]): boolean => row.ts === null && row.state === 'ended';
      return {
        sent: those((row) => row.ts !== null),
        owed: those((row) => row.ts === null && row.state === 'owed'),
        connected: those((row) => isUnsent(row) && row.is_connected === 1),
        failed: rows
          .filter((row) => isUnsent(row) && row.is_connected === 0)
          .map((row) => ({ slackUserId: row.slack_user_id, error: row.error })),
      };
    },

    reportBatch: (teamId, batchId, report, now) =>
      transact(database, async (within) => {
        const result = await within
          .updateTable('invitation_batches')
          .set({ state: 'reported' })
          .where('team_id', '=', teamId)
          .where('id', '=', batchId)
          .where('state', '=', 'sending')
          .executeTakeFirst();
        if (result.numUpdatedRows === 0n) return false;
        await within
          .updateTable('invitations')
          .set({ state: 'undelivered', next_nudge_at: null, ended_at: now })
          .where('batch_id', '=', batchId)
          .where('state', '=', waiting)
          .where((row) =>
            row.exists(
              row
                .selectFrom('messages')
                .select('messages.id')
                .where('messages.team_id', '=', teamId)
                .where('messages.kind', '=', invitationMessageKind)
                .whereRef('messages.subject', '=', 'invitations.id')
                .where('messages.state', '=', 'ended')
                .where('messages.ts', 'is', null),
            ),
          )
          // Who connected before their turn came was reached all the same.
          .where((row) => row.not(isConnectedPerson))
          .execute();
        return insertMessage(within, teamId, report, now);
      }),
  };
}
