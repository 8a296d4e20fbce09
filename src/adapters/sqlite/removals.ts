/** Accounts that are owed to be deleted at Composio, until Composio has it. */

import { sql } from 'kysely';
import type { RemovalStore } from '../../stores/removals.ts';
import { writeAudit } from './audit.ts';
import { type Database, transact } from './transaction.ts';

export function createRemovalStore(database: Database): RemovalStore {
  return {
    dueRemovals: async (teamId, now, limit) => {
      const rows = await database
        .selectFrom('attempts')
        .select(['id', 'account_id', 'removal', 'removal_tries', 'state'])
        .where('team_id', '=', teamId)
        .where('removal', 'in', [sql.lit('owed'), sql.lit('owed_with_revoke')])
        .where('removal_next_at', '<=', now)
        .orderBy('removal_next_at')
        .limit(limit)
        .execute();
      return rows.flatMap((row) =>
        row.account_id === null
          ? []
          : [
              {
                attemptId: row.id,
                accountId: row.account_id,
                revoke: row.removal === 'owed_with_revoke',
                tries: row.removal_tries,
                lookFirst: row.state !== 'won' && row.removal === 'owed',
              },
            ],
      );
    },

    markRemoved: (teamId, removal, now) =>
      transact(database, async (within) => {
        await within
          .updateTable('attempts')
          .set({ removal: 'done', removal_next_at: null })
          .where('team_id', '=', teamId)
          .where('id', '=', removal.attemptId)
          .execute();
        await writeAudit(
          within,
          teamId,
          {
            actor: 'bot',
            action: 'connected_account.deleted',
            subject: removal.accountId,
            detail: { revoked: removal.revoke },
          },
          now,
        );
      }),

    postponeRemoval: async (teamId, attemptId, nextAt) => {
      await database
        .updateTable('attempts')
        .set((row) => ({ removal_next_at: nextAt, removal_tries: row('removal_tries', '+', 1) }))
        .where('team_id', '=', teamId)
        .where('id', '=', attemptId)
        .execute();
    },
  };
}
