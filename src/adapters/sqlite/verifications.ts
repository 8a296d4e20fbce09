/** The verification calls: which connections still need one, what each showed, how many were made. */

import type { AttemptStore } from '../../store.ts';
import { writeAudit } from './audit.ts';
import { reviseMessages } from './messages.ts';
import { toConnection } from './rows.ts';
import { linkMessageKind } from './superseding.ts';
import { type Database, transact } from './transaction.ts';

export type VerificationStore = Pick<
  AttemptStore,
  'unverifiedConnections' | 'recordVerification' | 'verificationsSince'
>;

export function createVerificationStore(database: Database): VerificationStore {
  return {
    unverifiedConnections: async (teamId) => {
      const rows = await database
        .selectFrom('connections')
        .innerJoin('people', (join) =>
          join
            .onRef('people.slack_user_id', '=', 'connections.owner')
            .onRef('people.team_id', '=', 'connections.team_id'),
        )
        .selectAll('connections')
        .select('people.external_user_id')
        .where('connections.team_id', '=', teamId)
        .where('connections.state', '=', 'active')
        .where('connections.verified_at', 'is', null)
        .limit(20)
        .execute();
      return rows.map(({ external_user_id, ...row }) => ({ ...toConnection(row), externalUserId: external_user_id }));
    },

    recordVerification: (teamId, accountId, outcome, wasCalled, now) =>
      transact(database, async (within) => {
        const connection = await within
          .updateTable('connections')
          .set({ verified_at: now, verification: outcome })
          .where('team_id', '=', teamId)
          .where('account_id', '=', accountId)
          .returning(['owner'])
          .executeTakeFirst();
        const attempt = await within
          .selectFrom('attempts')
          .select('id')
          .where('team_id', '=', teamId)
          .where('account_id', '=', accountId)
          .executeTakeFirst();
        if (connection && attempt) await reviseMessages(within, teamId, linkMessageKind, attempt.id);
        if (!wasCalled) return;
        await writeAudit(
          within,
          teamId,
          { actor: 'bot', action: 'connection.verified', subject: accountId, detail: { outcome } },
          now,
        );
      }),

    verificationsSince: async (teamId, since) => {
      const row = await database
        .selectFrom('audit')
        .select((select) => select.fn.countAll<number>().as('made'))
        .where('team_id', '=', teamId)
        .where('action', '=', 'connection.verified')
        .where('at', '>=', since)
        .executeTakeFirstOrThrow();
      return row.made;
    },
  };
}
