/** Invitations after they were sent: ended when the person connects or leaves, reminded of until then. */

import { sql } from 'kysely';
import { type InvitationStore, invitationMessageKind, nudgeMessageKind } from '../../stores/invitations.ts';
import { writeAudit } from './audit.ts';
import { isConnectedPerson } from './connected-people.ts';
import { toInvitation } from './invitation-rows.ts';
import { insertMessage, reviseMessages } from './messages.ts';
import { type Database, transact } from './transaction.ts';

/** As the index of what waits spells it. */
const waiting = sql.lit('waiting');

export function createInvitationStore(database: Database): InvitationStore {
  const nudgesSince = async (within: Database, teamId: string, slackUserId: string, since: number) => {
    const rows = await within
      .selectFrom('messages')
      .select('created_at')
      .where('team_id', '=', teamId)
      .where('kind', '=', nudgeMessageKind)
      .where('subject', '=', slackUserId)
      .where('created_at', '>', since)
      .orderBy('created_at')
      .execute();
    return rows.map((row) => row.created_at);
  };

  return {
    invitation: async (teamId, invitationId) => {
      const row = await database
        .selectFrom('invitations')
        .selectAll()
        .where('team_id', '=', teamId)
        .where('id', '=', invitationId)
        .executeTakeFirst();
      return row ? toInvitation(row) : null;
    },

    hasOpenInvitation: async (teamId, slackUserId) => {
      const row = await database
        .selectFrom('invitations')
        .select('id')
        .where('team_id', '=', teamId)
        .where('slack_user_id', '=', slackUserId)
        .where('state', '=', waiting)
        .executeTakeFirst();
      return row !== undefined;
    },

    settleInvitations: async (teamId, now) => {
      const settled = (within: Database) =>
        within
          .selectFrom('invitations')
          .select(['id', 'slack_user_id'])
          .where('team_id', '=', teamId)
          .where('state', '=', waiting)
          .where(isConnectedPerson)
          .execute();
      // Asked every few seconds: the database is locked only when there is something to write.
      if ((await settled(database)).length === 0) return 0;
      return transact(database, async (within) => {
        const rows = await settled(within);
        for (const row of rows) {
          await within
            .updateTable('invitations')
            .set({ state: 'connected', next_nudge_at: null, ended_at: now })
            .where('id', '=', row.id)
            .execute();
          await reviseMessages(within, teamId, invitationMessageKind, row.id);
          await reviseMessages(within, teamId, nudgeMessageKind, row.slack_user_id);
          await within
            .deleteFrom('reminder_stops')
            .where('team_id', '=', teamId)
            .where('slack_user_id', '=', row.slack_user_id)
            .execute();
        }
        return rows.length;
      });
    },

    dueNudges: async (teamId, where, now, limit) => {
      const rows = await database
        .selectFrom('invitations')
        .selectAll('invitations')
        .where('team_id', '=', teamId)
        .where('next_nudge_at', '<=', now)
        .where('state', '=', waiting)
        .where('time_zone', where === 'known' ? 'is not' : 'is', null)
        .where((row) =>
          row.exists(
            row
              .selectFrom('messages')
              .select('messages.id')
              .where('messages.team_id', '=', teamId)
              .where('messages.kind', '=', invitationMessageKind)
              .whereRef('messages.subject', '=', 'invitations.id')
              .where('messages.ts', 'is not', null),
          ),
        )
        .orderBy('next_nudge_at')
        .limit(limit)
        .execute();
      return rows.flatMap((row) =>
        row.next_nudge_at === null ? [] : [{ ...toInvitation(row), nextNudgeAt: row.next_nudge_at }],
      );
    },

    nudgesSince: (teamId, slackUserId, since) => nudgesSince(database, teamId, slackUserId, since),

    nudge: (teamId, invitationId, message, nextNudgeAt, now) =>
      transact(database, async (within) => {
        const result = await within
          .updateTable('invitations')
          .set((row) => ({ nudges: row('nudges', '+', 1), next_nudge_at: nextNudgeAt }))
          .where('team_id', '=', teamId)
          .where('id', '=', invitationId)
          .where('state', '=', waiting)
          .where('next_nudge_at', '<=', now)
          .executeTakeFirst();
        return result.numUpdatedRows === 1n && insertMessage(within, teamId, message, now);
      }),

    scheduleNudge: async (teamId, invitationId, nextNudgeAt) => {
      await database
        .updateTable('invitations')
        .set({ next_nudge_at: nextNudgeAt })
        .where('team_id', '=', teamId)
        .where('id', '=', invitationId)
        .where('state', '=', waiting)
        .where('next_nudge_at', 'is not', null)
        .execute();
    },

    locateInvitation: async (teamId, invitationId, { timeZone, nextNudgeAt }) => {
      await database
        .updateTable('invitations')
        .set({ time_zone: timeZone, next_nudge_at: nextNudgeAt })
        .where('team_id', '=', teamId)
        .where('id', '=', invitationId)
        .where('state', '=', waiting)
        .where('next_nudge_at', 'is not', null)
        .execute();
    },

    nudgeOnRequest: (teamId, message, { by, unlessSince }, now) =>
      transact(database, async (within) => {
        const invited = await within
          .selectFrom('invitations')
          .select('id')
          .where('team_id', '=', teamId)
          .where('slack_user_id', '=', message.recipient)
          .where('created_at', '>', unlessSince)
          .executeTakeFirst();
        const nudged = await nudgesSince(within, teamId, message.recipient, unlessSince);
        if (invited || nudged.length > 0) return false;
        if (!(await insertMessage(within, teamId, message, now))) return false;
        await writeAudit(within, teamId, { actor: by, action: 'person.nudged', subject: message.recipient }, now);
        return true;
      }),

    stopReminders: (teamId, slackUserId, now) =>
      transact(database, async (within) => {
        await within
          .insertInto('reminder_stops')
          .values({ team_id: teamId, slack_user_id: slackUserId, since: now })
          .onConflict((conflict) => conflict.columns(['team_id', 'slack_user_id']).doNothing())
          .execute();
        const rows = await within
          .updateTable('invitations')
          .set({ next_nudge_at: null })
          .where('team_id', '=', teamId)
          .where('slack_user_id', '=', slackUserId)
          .where('state', '=', waiting)
          .returning('id')
          .execute();
        for (const { id } of rows) await reviseMessages(within, teamId, invitationMessageKind, id);
        await reviseMessages(within, teamId, nudgeMessageKind, slackUserId);
      }),

    areRemindersStopped: async (teamId, slackUserId) => {
      const row = await database
        .selectFrom('reminder_stops')
        .select('since')
        .where('team_id', '=', teamId)
        .where('slack_user_id', '=', slackUserId)
        .executeTakeFirst();
      return row !== undefined;
    },
  };
}

/** Within a transaction in which somebody leaves: they are neither invited nor reminded any more. */
export async function endInvitationsOf(
  within: Database,
  teamId: string,
  slackUserId: string,
  now: number,
): Promise<void> {
  await within
    .updateTable('invitations')
    .set({ state: 'left', next_nudge_at: null, ended_at: now })
    .where('team_id', '=', teamId)
    .where('slack_user_id', '=', slackUserId)
    .where('state', '=', waiting)
    .execute();
}
