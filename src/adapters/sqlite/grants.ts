/** Who may use the company connection: wished for, entered into the access list, taken out again. */

import { companyOwner, type Grant } from '../../model.ts';
import type { CompanyStore } from '../../stores/company.ts';
import { writeAudit } from './audit.ts';
import { companyUsers } from './company-users.ts';
import { readStatus } from './holdings.ts';
import { endConnection, grantMessageKind, isThere } from './letting-go.ts';
import { insertMessage, reviseMessages } from './messages.ts';
import { ensurePerson } from './people.ts';
import { readMode } from './preferences.ts';
import { supersedeUnfinished } from './superseding.ts';
import { type Database, transact } from './transaction.ts';

type GrantStore = Pick<
  CompanyStore,
  'requestGrant' | 'countGrants' | 'accessPeople' | 'confirmAccess' | 'settleWithdrawals' | 'companyUsers'
>;

const letInStates = ['wanted', 'granted'];
/** IDs in one statement: SQLite takes some thirty thousand. */
const idsAtOnce = 500;

export function createGrantStore(database: Database): GrantStore {
  return {
    requestGrant: (teamId, slackUserId, externalUserId, now) =>
      transact(database, async (within) => {
        if ((await readMode(within, teamId)) !== 'company') return 'personal';
        await ensurePerson(within, teamId, slackUserId, externalUserId, now);
        const { grant, connection } = await readStatus(within, teamId, slackUserId);
        if (grant && letInStates.includes(grant.state)) return 'repeated';
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

    accessPeople: async (teamId) => {
      const rows = await database
        .selectFrom('people')
        .leftJoin('grants', (join) =>
          join
            .onRef('grants.team_id', '=', 'people.team_id')
            .onRef('grants.slack_user_id', '=', 'people.slack_user_id'),
        )
        .select(['people.slack_user_id', 'people.external_user_id', 'grants.state', 'grants.asked_at'])
        .where('people.team_id', '=', teamId)
        .orderBy('grants.asked_at')
        .orderBy('people.slack_user_id')
        .execute();
      const all = rows.map((row) => ({
        slackUserId: row.slack_user_id,
        externalUserId: row.external_user_id,
        askedAt: row.asked_at ?? 0,
        state: row.state as Grant['state'] | null,
      }));
      const isLetIn = ({ state }: { state: string | null }): boolean => letInStates.includes(state ?? '');
      return { letIn: all.filter(isLetIn), shut: all.filter((one) => !isLetIn(one)) };
    },

    confirmAccess: (teamId, { accountId, form, leftOut, entered, takenOut }, tell, now) =>
      transact(database, async (within) => {
        const connection = await within
          .selectFrom('connections')
          .select('account_id')
          .where('team_id', '=', teamId)
          .where('owner', '=', companyOwner)
          .executeTakeFirst();
        if (connection?.account_id !== accountId) return false;
        const granted = await move(within, teamId, { people: entered, from: 'wanted', to: 'granted' }, now);
        const withdrawn = await move(within, teamId, { people: takenOut, from: 'withdrawing', to: 'withdrawn' }, now);
        const squeezedOut = await move(within, teamId, { people: leftOut, from: 'granted', to: 'wanted' }, now);
        for (const slackUserId of squeezedOut) await reviseMessages(within, teamId, grantMessageKind, slackUserId);
        for (const message of tell(granted)) await insertMessage(within, teamId, message, now);
        const values = { account_id: accountId, form, left_out: leftOut.length, confirmed_at: now };
        await within
          .insertInto('access_lists')
          .values({ team_id: teamId, ...values })
          .onConflict((conflict) => conflict.column('team_id').doUpdateSet(values))
          .execute();
        await within
          .updateTable('attempts')
          .set({ removal_next_at: now })
          .where('team_id', '=', teamId)
          .where('owner', '=', companyOwner)
          .where('removal', '=', 'owed')
          .where('removal_next_at', 'is', null)
          .execute();
        if (granted.length + withdrawn.length + squeezedOut.length > 0) {
          await writeAudit(
            within,
            teamId,
            {
              actor: 'bot',
              action: 'access_list.written',
              subject: accountId,
              detail: { form, granted, withdrawn, squeezedOut },
            },
            now,
          );
        }
        return true;
      }),

    settleWithdrawals: async (teamId, now) => {
      await database
        .updateTable('grants')
        .set({ state: 'withdrawn', since: now })
        .where('team_id', '=', teamId)
        .where('state', '=', 'withdrawing')
        .execute();
    },

    companyUsers: async (teamId) => {
      const rows = await companyUsers(database, teamId).execute();
      return rows.map((row) => row.slack_user_id);
    },
  };
}

/** Moves those grants that are still as they were, and gives whose they are. */
async function move(
  within: Database,
  teamId: string,
  { people, from, to }: { people: readonly string[]; from: string; to: string },
  now: number,
): Promise<string[]> {
  const moved: string[] = [];
  for (let index = 0; index < people.length; index += idsAtOnce) {
    const rows = await within
      .updateTable('grants')
      .set({ state: to, since: now })
      .where('team_id', '=', teamId)
      .where('slack_user_id', 'in', people.slice(index, index + idsAtOnce))
      .where('state', '=', from)
      .returning('slack_user_id')
      .execute();
    moved.push(...rows.map((row) => row.slack_user_id));
  }
  return moved;
}
