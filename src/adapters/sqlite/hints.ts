/** Webhook deliveries: committed before they are answered, looked into afterwards, kept seven days. */

import type { HintStore } from '../../stores/watch.ts';
import type { Database } from './transaction.ts';

/** Read at once; more than a storm of one auth config brings. */
const mostHints = 5_000;

export function createHintStore(database: Database): HintStore {
  return {
    acceptHint: async (teamId, messageId, accountId, now) => {
      const result = await database
        .insertInto('webhook_deliveries')
        .values({
          message_id: messageId,
          team_id: teamId,
          account_id: accountId,
          received_at: now,
          done_at: accountId === null ? now : null,
        })
        .onConflict((conflict) => conflict.column('message_id').doNothing())
        .executeTakeFirst();
      return result.numInsertedOrUpdatedRows === 1n;
    },

    openHints: async (teamId) => {
      const rows = await database
        .selectFrom('webhook_deliveries')
        .select(['message_id', 'account_id', 'received_at'])
        .where('team_id', '=', teamId)
        .where('done_at', 'is', null)
        .orderBy('received_at')
        .limit(mostHints)
        .execute();
      return rows.flatMap((row) =>
        row.account_id === null
          ? []
          : [{ messageId: row.message_id, accountId: row.account_id, receivedAt: row.received_at }],
      );
    },

    closeHint: async (teamId, messageId, now) => {
      await database
        .updateTable('webhook_deliveries')
        .set({ done_at: now })
        .where('team_id', '=', teamId)
        .where('message_id', '=', messageId)
        .execute();
    },

    lastHintAt: async (teamId) => {
      const row = await database
        .selectFrom('webhook_deliveries')
        .select((select) => select.fn.max('received_at').as('at'))
        .where('team_id', '=', teamId)
        .executeTakeFirst();
      return row?.at ?? null;
    },

    forgetHints: async (teamId, before) => {
      await database
        .deleteFrom('webhook_deliveries')
        .where('team_id', '=', teamId)
        .where('done_at', 'is not', null)
        .where('received_at', '<', before)
        .execute();
    },
  };
}
