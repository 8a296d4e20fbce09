/** The company connection and what is known of its access list. */

import { sql } from 'kysely';
import { type AccessForm, companyOwner } from '../../model.ts';
import type { CompanyStore } from '../../stores/company.ts';
import { linkMessageKind } from '../../stores/message-kinds.ts';
import { accessList, createAccessStore, owedCounts } from './access.ts';
import { openTrouble, toTrouble } from './access-troubles.ts';
import { createCompanyOutageStore } from './company-outages.ts';
import { createGrantStore } from './grants.ts';
import { readHoldings } from './holdings.ts';
import { isThere } from './letting-go.ts';
import { insertMessage, reviseMessages } from './messages.ts';
import { changeMode, readMode } from './preferences.ts';
import { endConsentRelays } from './relay-changes.ts';
import { type Database, transact } from './transaction.ts';

export function createCompanyStore(database: Database): CompanyStore {
  return {
    ...createAccessStore(database),
    ...createGrantStore(database),
    ...createCompanyOutageStore(database),

    companyStatus: async (teamId) => {
      const holdings = await readHoldings(database, teamId, companyOwner);
      const accountId = holdings.connection?.accountId ?? null;
      const access = await accessList(database, teamId);
      const isOfThis = access !== undefined && access.account_id === accountId;
      const owed = await owedCounts(database, teamId);
      const trouble = await openTrouble(database, teamId);
      return {
        mode: await readMode(database, teamId),
        ...holdings,
        approver: accountId === null ? null : await approverOf(database, teamId, accountId),
        access: isOfThis
          ? { form: access.form as AccessForm, leftOut: access.left_out, confirmedAt: access.confirmed_at }
          : null,
        accessOwed: {
          waiting: Math.max(owed.wanted - (isOfThis ? access.left_out : 0), 0),
          leaving: owed.withdrawing,
        },
        accessTrouble: trouble && toTrouble(trouble),
      };
    },

    refuseSharing: (teamId, attemptId, tell, now) =>
      transact(database, async (within) => {
        const refused = await within
          .updateTable('attempts')
          .set({ state: 'failed', reason: 'sharing_refused', ended_at: now })
          .where('team_id', '=', teamId)
          .where('id', '=', attemptId)
          .where('state', '=', 'requested')
          .returning('approver')
          .executeTakeFirst();
        if (!refused) return 'unchanged';
        await reviseMessages(within, teamId, linkMessageKind, attemptId);
        const relays = await endConsentRelays(within, teamId, 'sharing_refused', now);
        const senders = new Set(relays.map(({ sender }) => sender).filter((sender) => sender !== refused.approver));
        for (const message of tell.senders([...senders])) await insertMessage(within, teamId, message, now);
        const { connection } = await readHoldings(within, teamId, companyOwner);
        if (isThere(connection)) return 'unchanged';
        await changeMode(within, teamId, 'personal', { actor: 'bot', tell: tell.users, now });
        return 'personal_again';
      }),

    stuckConsents: async (teamId, since, limit) => {
      const rows = await database
        .selectFrom('attempts')
        .select(['id', 'owner', 'state', 'reason', 'ended_at'])
        .where('team_id', '=', teamId)
        .where('state', 'in', ['lapsed', 'declined'])
        .where('owner', '!=', companyOwner)
        .where('created_at', '>=', since)
        .where('ended_at', 'is not', null)
        .orderBy('created_at')
        .limit(limit)
        .execute();
      return rows.map((row) => ({
        attemptId: row.id,
        slackUserId: row.owner,
        outcome: row.state as 'lapsed' | 'declined',
        reason: row.reason,
        endedAt: row.ended_at ?? since,
      }));
    },
  };
}

/** Who pressed Allow for an account of the company's. */
async function approverOf(within: Database, teamId: string, accountId: string) {
  const row = await within
    .selectFrom('attempts')
    .innerJoin('people', (join) =>
      join
        .onRef('people.team_id', '=', 'attempts.team_id')
        .on('people.slack_user_id', '=', sql<string>`coalesce(attempts.approver, attempts.owner)`),
    )
    .select(['people.slack_user_id', 'people.external_user_id'])
    .where('attempts.team_id', '=', teamId)
    .where('attempts.account_id', '=', accountId)
    .executeTakeFirst();
  return row ? { teamId, slackUserId: row.slack_user_id, externalUserId: row.external_user_id } : null;
}
