/** The verification calls: which connections still need one, what each showed, how many were made. */

import { sql } from 'kysely';
import { notAnswering } from '../../connections-port.ts';
import { companyOwner } from '../../model.ts';
import type { AttemptStore } from '../../stores/attempts.ts';
import { linkMessageKind } from '../../stores/message-kinds.ts';
import { writeAudit } from './audit.ts';
import { reviseMessages } from './messages.ts';
import { toConnection } from './rows.ts';
import { type Database, transact } from './transaction.ts';

export type VerificationStore = Pick<
  AttemptStore,
  'unverifiedConnections' | 'connectionToTry' | 'recordVerification' | 'verificationsSince' | 'countNotAnswering'
>;

/** Connections that work, each with the external user ID that its account was made for. */
function working(database: Database, teamId: string) {
  return database
    .selectFrom('connections')
    .leftJoin('attempts', 'attempts.account_id', 'connections.account_id')
    .innerJoin('people', (join) =>
      join
        .on('people.slack_user_id', '=', sql<string>`coalesce(attempts.approver, connections.owner)`)
        .onRef('people.team_id', '=', 'connections.team_id'),
    )
    .selectAll('connections')
    .select('people.external_user_id')
    .where('connections.team_id', '=', teamId)
    .where('connections.state', '=', 'active');
}

export function createVerificationStore(database: Database): VerificationStore {
  return {
    connectionToTry: async (teamId, preferredOwner) => {
      const row = await working(database, teamId)
        .orderBy(sql`connections.owner = ${preferredOwner}`, 'desc')
        .limit(1)
        .executeTakeFirst();
      if (!row || row.account_id === null) return null;
      const { external_user_id: externalUserId, account_id: accountId } = row;
      return { ...toConnection(row), accountId, externalUserId };
    },

    unverifiedConnections: async (teamId) => {
      const rows = await working(database, teamId).where('connections.verified_at', 'is', null).limit(20).execute();
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

    countNotAnswering: async (teamId) => {
      const row = await database
        .selectFrom('connections')
        .select((select) => select.fn.countAll<number>().as('people'))
        .where('team_id', '=', teamId)
        .where('owner', '!=', companyOwner)
        .where('state', '=', 'active')
        .where('verification', 'in', notAnswering)
        .executeTakeFirstOrThrow();
      return row.people;
    },

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
