/** How admins want to hear of trouble: columns of the preferences, and the messages that a channel did not take. */

import { sql } from 'kysely';
import { isForAdmins, type NoticePreferences, type NoticeStore } from '../../stores/notices.ts';
import { writeAudit } from './audit.ts';
import { insertMessage } from './messages.ts';
import { toMessage } from './rows.ts';
import { type Database, transact } from './transaction.ts';

/** Why a message to a channel ended that the channel itself did not refuse. */
const notOfTheChannel = ['moot', 'unknown_kind', 'message_not_found', 'cant_update_message', 'edit_window_closed'];

/** What nobody has chosen. */
const usual: NoticePreferences = { channel: null, pace: 'immediate', quiet: null, timeZone: 'UTC' };

/** The IDs of channels (Slack: "Conversations API", object IDs), as ranges that an index is good for. */
const channelIds = [
  { from: 'C', to: 'D' },
  { from: 'G', to: 'H' },
];

export function createNoticeStore(database: Database): NoticeStore {
  const refused = (teamId: string, from: string, to: string, since: number) =>
    database
      .selectFrom('messages')
      .selectAll()
      .where('team_id', '=', teamId)
      .where('recipient', '>=', from)
      .where('recipient', '<', to)
      .where('channel', 'is not', null)
      .where('state', '=', 'ended')
      .where('shown_at', '>=', since)
      .where('end_reason', 'not in', notOfTheChannel)
      .where((row) => row.or([row('ts', 'is', null), row('shown_revision', '<', row.ref('revision'))]));

  return {
    noticePreferences: async (teamId) => {
      const row = await database.selectFrom('preferences').selectAll().where('team_id', '=', teamId).executeTakeFirst();
      if (!row) return usual;
      const { quiet_from: from, quiet_until: until } = row;
      return {
        channel: row.notice_channel,
        pace: row.notice_pace as NoticePreferences['pace'],
        quiet: from === null || until === null ? null : { from, until },
        timeZone: row.notice_zone ?? usual.timeZone,
      };
    },

    chooseNotices: (teamId, chosen, { actor, dueAt }, now) =>
      transact(database, async (within) => {
        const values = {
          notice_channel: chosen.channel,
          notice_pace: chosen.pace,
          quiet_from: chosen.quiet?.from ?? null,
          quiet_until: chosen.quiet?.until ?? null,
          notice_zone: chosen.timeZone,
        };
        const begins = chosen.pace === 'digest' ? now : null;
        // What a digest has still to cover is not forgotten by choosing again: the last one may be due now.
        const noticed_until = sql<number | null>`coalesce(preferences.noticed_until, ${begins})`;
        await within
          .insertInto('preferences')
          .values({ team_id: teamId, ...values, noticed_until: begins })
          .onConflict((conflict) => conflict.column('team_id').doUpdateSet({ ...values, noticed_until }))
          .execute();
        await letWait(within, teamId, dueAt, now);
        await writeAudit(
          within,
          teamId,
          { actor, action: 'notices.chosen', subject: teamId, detail: { ...chosen } },
          now,
        );
      }),

    digestedUntil: async (teamId) => {
      const row = await database
        .selectFrom('preferences')
        .select('noticed_until')
        .where('team_id', '=', teamId)
        .executeTakeFirst();
      return row?.noticed_until ?? null;
    },

    oweDigest: (teamId, messages, until, now) =>
      transact(database, async (within) => {
        await within
          .updateTable('preferences')
          .set({ noticed_until: until })
          .where('team_id', '=', teamId)
          .where('noticed_until', 'is not', null)
          .execute();
        for (const message of messages) await insertMessage(within, teamId, message, now);
      }),

    oweInstead: (teamId, messages, now) =>
      transact(database, async (within) => {
        let isNew = false;
        for (const message of messages) isNew = (await insertMessage(within, teamId, message, now)) || isNew;
        return isNew;
      }),

    refusedByChannel: async (teamId, since) => {
      const found = await Promise.all(channelIds.map(({ from, to }) => refused(teamId, from, to, since).execute()));
      return found.flat().map((row) => ({
        ...toMessage(row),
        dedupeKey: row.dedupe_key,
        refusal: row.end_reason ?? '',
      }));
    },
  };
}

/** What was written for admins and has not been tried yet waits until then. */
async function letWait(within: Database, teamId: string, dueAt: number, now: number): Promise<void> {
  const waiting = await within
    .selectFrom('messages')
    .selectAll()
    .where('team_id', '=', teamId)
    .where('state', '=', sql.lit('owed'))
    .where('next_try_at', '>', now)
    .where('ts', 'is', null)
    .where('attempts', '=', 0)
    .where('is_send_unknown', '=', 0)
    .execute();
  const ofAdmins = waiting.map(toMessage).filter(({ data }) => data[isForAdmins] === true);
  for (const { id } of ofAdmins) {
    await within.updateTable('messages').set({ next_try_at: dueAt }).where('id', '=', id).execute();
  }
}
