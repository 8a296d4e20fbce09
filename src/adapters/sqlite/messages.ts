/** The outbox's rows: owed, claimed, shown, ended. */

import { type Insertable, sql } from 'kysely';
import type { NewMessage } from '../../model.ts';
import type { MessageStore } from '../../stores/messages.ts';
import { toMessage } from './rows.ts';
import type { MessageTable } from './schema.ts';
import { type Database, transact } from './transaction.ts';

/** Why a message ended that had nothing to say any more when its turn came. */
const mootReason = 'moot';

/** Writes a message within the transaction that makes it owed. False: its dedupe key was there. */
export async function insertMessage(
  within: Database,
  teamId: string,
  message: NewMessage,
  now: number,
): Promise<boolean> {
  const result = await within
    .insertInto('messages')
    .values(messageRow(teamId, message, now))
    .onConflict((conflict) => conflict.columns(['team_id', 'dedupe_key']).doNothing())
    .executeTakeFirst();
  return result.numInsertedOrUpdatedRows === 1n;
}

/** Writes many messages, at most a few hundred, with one statement. Those whose dedupe key was there are left out. */
export async function insertMessages(
  within: Database,
  teamId: string,
  messages: readonly NewMessage[],
  now: number,
): Promise<void> {
  await within
    .insertInto('messages')
    .values(messages.map((message) => messageRow(teamId, message, now)))
    .onConflict((conflict) => conflict.columns(['team_id', 'dedupe_key']).doNothing())
    .execute();
}

function messageRow(teamId: string, message: NewMessage, now: number): Insertable<MessageTable> {
  return {
    id: message.id,
    team_id: teamId,
    recipient: message.recipient,
    kind: message.kind,
    subject: message.subject,
    dedupe_key: message.dedupeKey,
    data: JSON.stringify(message.data ?? {}),
    priority: message.isAwaited ? 0 : message.isPatient ? 2 : 1,
    revision: 1,
    state: 'owed',
    next_try_at: message.notBefore ?? now,
    created_at: now,
  };
}

/**
 * Has every message of this kind about this subject composed and shown again; one that was moot before it could be
 * sent is owed anew. What can never be delivered stays ended.
 */
export async function reviseMessages(within: Database, teamId: string, kind: string, subject: string): Promise<void> {
  await within
    .updateTable('messages')
    .set({ revision: sql<number>`revision + 1`, state: 'owed' })
    .where('team_id', '=', teamId)
    .where('kind', '=', kind)
    .where('subject', '=', subject)
    .where((row) => row.or([row('state', '!=', 'ended'), row('end_reason', '=', mootReason)]))
    .execute();
}

/** Has the messages of these kinds that were written since then composed and shown again. */
export async function reviseMessagesSince(
  within: Database,
  teamId: string,
  kinds: readonly string[],
  since: number,
): Promise<void> {
  await within
    .updateTable('messages')
    .set({ revision: sql<number>`revision + 1`, state: 'owed' })
    .where('team_id', '=', teamId)
    .where('kind', 'in', kinds)
    .where('created_at', '>=', since)
    .where('state', '!=', 'ended')
    .execute();
}

export function createMessageStore(database: Database): MessageStore {
  const claimed = (teamId: string, messageId: string, fence: number) =>
    database
      .updateTable('messages')
      .where('team_id', '=', teamId)
      .where('id', '=', messageId)
      .where('fence', '=', fence);
  const unsent = (teamId: string, dedupeKey: string) =>
    database
      .updateTable('messages')
      .where('team_id', '=', teamId)
      .where('dedupe_key', '=', dedupeKey)
      .where('state', '=', 'owed')
      .where('claimed_by', 'is', null)
      .where('ts', 'is', null);
  const released = { claimed_by: null, claimed_until: null };

  return {
    owe: (teamId, message, now) => insertMessage(database, teamId, message, now),

    hasten: async (teamId, dedupeKey, now) => {
      await unsent(teamId, dedupeKey).set({ next_try_at: now }).execute();
    },

    withdraw: async (teamId, dedupeKey, now) => {
      await unsent(teamId, dedupeKey).set({ state: 'ended', end_reason: mootReason, shown_at: now }).execute();
    },

    oweAll: (teamId, messages, now) =>
      transact(database, async (within) => {
        for (const message of messages) await insertMessage(within, teamId, message, now);
      }),

    messageByKey: async (teamId, dedupeKey) => {
      const row = await database
        .selectFrom('messages')
        .selectAll()
        .where('team_id', '=', teamId)
        .where('dedupe_key', '=', dedupeKey)
        .executeTakeFirst();
      return row ? toMessage(row) : null;
    },

    messagesAbout: async (teamId, kind, subject) => {
      const rows = await database
        .selectFrom('messages')
        .selectAll()
        .where('team_id', '=', teamId)
        .where('kind', '=', kind)
        .where('subject', '=', subject)
        .orderBy('created_at')
        .execute();
      return rows.map(toMessage);
    },

    messagesSince: async (teamId, kinds, since) => {
      const rows = await database
        .selectFrom('messages')
        .selectAll()
        .where('team_id', '=', teamId)
        .where('kind', 'in', kinds)
        .where('created_at', '>=', since)
        .orderBy('created_at')
        .execute();
      return rows.map(toMessage);
    },

    claimMessage: (teamId, claim, allow, now) =>
      transact(database, async (within) => {
        const row = await within
          .selectFrom('messages')
          .selectAll()
          .where('team_id', '=', teamId)
          .where('state', '=', sql.lit('owed'))
          .where('next_try_at', '<=', now)
          .where((row) =>
            row.or([
              ...(allow.posts ? [row('ts', 'is', null)] : []),
              ...(allow.edits ? [row('ts', 'is not', null)] : []),
            ]),
          )
          .where('fence', '<=', claim.fence)
          .where((row) =>
            row.or([
              row('claimed_until', 'is', null),
              row('claimed_until', '<=', now),
              // Another process began it and is gone: what it may have sent a moment ago is let arrive first.
              row.and([
                row('fence', '<', claim.fence),
                row.or([row('is_send_unknown', '=', 0), row('claimed_until', '<=', claim.abandonedUntil)]),
              ]),
            ]),
          )
          .$if(claim.except.length > 0, (query) => query.where('id', 'not in', claim.except))
          .orderBy('priority')
          .orderBy('next_try_at')
          .orderBy('created_at')
          .limit(1)
          .executeTakeFirst();
        if (!row) return null;
        await within
          .updateTable('messages')
          .set({ claimed_by: claim.holder, claimed_until: claim.until, fence: claim.fence })
          .where('id', '=', row.id)
          .execute();
        return toMessage(row);
      }),

    storeChannel: async (teamId, messageId, fence, channel) => {
      await claimed(teamId, messageId, fence).set({ channel }).execute();
    },

    markSending: async (teamId, messageId, fence) => {
      await claimed(teamId, messageId, fence).set({ is_send_unknown: 1 }).execute();
    },

    markShown: async (teamId, messageId, fence, shown, now) => {
      await claimed(teamId, messageId, fence)
        .set({
          ...released,
          ts: shown.ts,
          shown_revision: shown.revision,
          state: sql<string>`case when revision > ${shown.revision} then 'owed' else 'shown' end`,
          is_send_unknown: 0,
          attempts: 0,
          shown_at: now,
        })
        .execute();
    },

    postponeMessage: async (teamId, messageId, fence, retry) => {
      await claimed(teamId, messageId, fence)
        .set({
          ...released,
          next_try_at: retry.nextTryAt,
          is_send_unknown: retry.isSendUnknown ? 1 : 0,
          attempts: retry.countsAsAttempt ? sql<number>`attempts + 1` : sql<number>`attempts`,
        })
        .execute();
    },

    endMessage: async (teamId, messageId, fence, reason, now) => {
      await claimed(teamId, messageId, fence)
        .set({ ...released, state: 'ended', end_reason: reason, is_send_unknown: 0, shown_at: now })
        .execute();
    },

    reviseMessages: (teamId, kind, subject) => reviseMessages(database, teamId, kind, subject),

    knownChannel: async (teamId, recipient) => {
      const row = await database
        .selectFrom('messages')
        .select('channel')
        .where('team_id', '=', teamId)
        .where('recipient', '=', recipient)
        .where('channel', 'is not', null)
        .limit(1)
        .executeTakeFirst();
      return row?.channel ?? null;
    },

    showing: async (teamId, kind, subject) => {
      const rows = await database
        .selectFrom('messages')
        .select(['ts', 'is_send_unknown'])
        .where('team_id', '=', teamId)
        .where('kind', '=', kind)
        .where('subject', '=', subject)
        .execute();
      if (rows.some((row) => row.ts !== null)) return 'shown';
      return rows.some((row) => row.is_send_unknown === 1) ? 'perhaps' : 'never';
    },

    owedCounts: async (teamId) => {
      const rows = await database
        .selectFrom('messages')
        .select(['kind', (select) => select.fn.countAll<number>().as('owed')])
        .where('team_id', '=', teamId)
        .where('state', '=', sql.lit('owed'))
        .groupBy('kind')
        .execute();
      return Object.fromEntries(rows.map((row) => [row.kind, row.owed]));
    },
  };
}
