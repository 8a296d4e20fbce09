/** Who may use the company connection: wished for, entered into the access list, taken out again. */

import type { CompanyStore } from '../../stores/company.ts';
import { writeAudit } from './audit.ts';
import { companyUsers } from './company-users.ts';
import { readStatus } from './holdings.ts';
import { endConnection, isThere } from './letting-go.ts';
import { ensurePerson } from './people.ts';
import { readMode } from './preferences.ts';
import { supersedeUnfinished } from './superseding.ts';
import { type Database, transact } from './transaction.ts';

type GrantStore = Pick<CompanyStore, 'requestGrant' | 'countGrants' | 'companyUsers'>;

const letInStates = ['wanted', 'granted'];

export function createGrantStore(database: Database): GrantStore {
  return {
    requestGrant: (teamId, slackUserId, externalUserId, now) =>
      transact(database, async (within) => {
        if ((await readMode(within, teamId)) !== 'company') return 'personal';
        await ensurePerson(within, teamId, slackUserId, externalUserId, now);
        const { grant, connection } = await readStatus(within, teamId, slackUserId);
        if (grant && letInStates.includes(grant.state)) return 'repeated';
        if (grant && grant.blockedAt !== null) {
          // Perhaps it was lifted since.
          await within.updateTable('access_lists').set({ fence: 0 }).where('team_id', '=', teamId).execute();
          return 'blocked';
        }
        const values = { state: 'wanted', since: now, asked_at: now };
        await within
          .insertInto('grants')
          .values({ team_id: teamId, slack_user_id: slackUserId, ...values })
          .onConflict((conflict) => conflict.columns(['team_id', 'slack_user_id']).doUpdateSet(values))
          .execute();
        await supersedeUnfinished(within, teamId, { owner: slackUserId }, now);
        // What does not work any more would only go on reminding them. The company's account goes on under the approval
        // that Gong has of the same app: nothing is revoked, as when an account is replaced.
        if (isThere(connection) && connection.state !== 'active' && connection.state !== 'unknown') {
          await endConnection(within, connection, 'none', now, 'owed');
        }
        await writeAudit(
          within,
          teamId,
          { actor: slackUserId, action: 'company_connection.requested', subject: slackUserId },
          now,
        );
        return 'asked';
      }),

    countGrants: async (teamId) => {
      const rows = await database
        .selectFrom('grants')
        .select(['state', (select) => select.fn.countAll<number>().as('people')])
        .where('team_id', '=', teamId)
        .groupBy('state')
        .execute();
      return Object.fromEntries(rows.map((row) => [row.state, row.people]));
    },

    companyUsers: async (teamId) => {
      const rows = await companyUsers(database, teamId).execute();
      return rows.map((row) => row.slack_user_id);
    },
  };
}
