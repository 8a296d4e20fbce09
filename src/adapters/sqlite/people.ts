/** People: their external user ID, what they have, how they leave. */

import { sql } from 'kysely';
import { companyOwner, type Person } from '../../model.ts';
import type { PeopleStore } from '../../stores/people.ts';
import { readStatus } from './holdings.ts';
import { letGo } from './letting-go.ts';
import type { Database } from './transaction.ts';

/** The person's row within a transaction, made with `externalUserId` if there is none yet. */
export async function ensurePerson(
  within: Database,
  teamId: string,
  slackUserId: string,
  externalUserId: string,
  now: number,
): Promise<Person> {
  await within
    .insertInto('people')
    .values({ team_id: teamId, slack_user_id: slackUserId, external_user_id: externalUserId, created_at: now })
    .onConflict((conflict) => conflict.columns(['team_id', 'slack_user_id']).doNothing())
    .execute();
  const row = await within
    .selectFrom('people')
    .selectAll()
    .where('team_id', '=', teamId)
    .where('slack_user_id', '=', slackUserId)
    .executeTakeFirstOrThrow();
  return { teamId, slackUserId, externalUserId: row.external_user_id };
}

export function createPeopleStore(database: Database): PeopleStore {
  return {
    statusOf: (teamId, slackUserId) => readStatus(database, teamId, slackUserId),

    ensurePerson: (teamId, slackUserId, externalUserId, now) =>
      ensurePerson(database, teamId, slackUserId, externalUserId, now),

    peopleAtStake: async (teamId) => {
      const connected = database
        .selectFrom('connections')
        .select('owner')
        .where('team_id', '=', teamId)
        .where('state', 'not in', ['none', 'left']);
      const granted = database
        .selectFrom('grants')
        .select('slack_user_id as owner')
        .where('team_id', '=', teamId)
        .where('state', 'in', ['wanted', 'granted']);
      const invited = database
        .selectFrom('invitations')
        .select('slack_user_id as owner')
        .where('team_id', '=', teamId)
        .where('state', '=', sql.lit('waiting'));
      const rows = await database
        .selectFrom('attempts')
        .select(sql<string>`coalesce(approver, owner)`.as('owner'))
        .where('team_id', '=', teamId)
        .where('state', 'in', ['requested', 'pending'])
        .union(connected)
        .union(granted)
        .union(invited)
        .execute();
      return rows.map((row) => row.owner).filter((owner) => owner !== companyOwner);
    },

    markLeft: (teamId, slackUserId, now) => letGo(database, teamId, slackUserId, 'left', now),
    disconnect: (teamId, slackUserId, now, by) => letGo(database, teamId, slackUserId, 'none', now, by),

    countByState: async (teamId) => {
      const rows = await database
        .selectFrom('connections')
        .select(['state', (select) => select.fn.countAll<number>().as('people')])
        .where('team_id', '=', teamId)
        .where('owner', '!=', companyOwner)
        .groupBy('state')
        .execute();
      return Object.fromEntries(rows.map((row) => [row.state, row.people]));
    },
  };
}
