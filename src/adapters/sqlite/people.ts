/** People: their external user ID, what they have, how they leave. */

import type { Person, PersonStatus } from '../../model.ts';
import type { PeopleStore } from '../../store.ts';
import { writeAudit } from './audit.ts';
import { endOutage } from './outages.ts';
import { toAttempt, toConnection, toOutage } from './rows.ts';
import { supersedeUnfinished } from './superseding.ts';
import { type Database, transact } from './transaction.ts';

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
      const rows = await database
        .selectFrom('attempts')
        .select('owner')
        .where('team_id', '=', teamId)
        .where('state', 'in', ['requested', 'pending'])
        .union(connected)
        .execute();
      return rows.map((row) => row.owner);
    },

    markLeft: (teamId, slackUserId, now) => letGo(database, teamId, slackUserId, 'left', now),
    disconnect: (teamId, slackUserId, now) => letGo(database, teamId, slackUserId, 'none', now),

    countByState: async (teamId) => {
      const rows = await database
        .selectFrom('connections')
        .select(['state', (select) => select.fn.countAll<number>().as('people')])
        .where('team_id', '=', teamId)
        .groupBy('state')
        .execute();
      return Object.fromEntries(rows.map((row) => [row.state, row.people]));
    },
  };
}

/** Ends what a person has: the account is owed to be deleted with its grant revoked, open alerts say so. */
function letGo(
  database: Database,
  teamId: string,
  owner: string,
  state: 'none' | 'left',
  now: number,
): Promise<boolean> {
  return transact(database, async (within) => {
    const { connection, attempt } = await readStatus(within, teamId, owner);
    const hasConnection = connection !== null && connection.state !== 'none' && connection.state !== 'left';
    const hasAttempt = attempt !== null && (attempt.state === 'requested' || attempt.state === 'pending');
    // Also a link that lapsed: its account could still be finished.
    await supersedeUnfinished(within, teamId, { owner }, now, 'owed_with_revoke');
    if (!hasConnection && !hasAttempt) return false;

    if (hasConnection) {
      await within
        .updateTable('attempts')
        .set({ removal: 'owed_with_revoke', removal_next_at: now })
        .where('team_id', '=', teamId)
        .where('account_id', '=', connection.accountId)
        .execute();
      await within
        .updateTable('connections')
        .set({
          state,
          account_id: null,
          cause: null,
          since: now,
          suspected_at: null,
          verified_at: null,
          verification: null,
        })
        .where('id', '=', connection.id)
        .execute();
    }
    if (connection) await endOutage(within, teamId, connection.id, now);
    await writeAudit(
      within,
      teamId,
      {
        actor: state === 'left' ? 'bot' : owner,
        action: state === 'left' ? 'person.left' : 'connection.disconnected',
        subject: owner,
        detail: { accountId: connection?.accountId ?? attempt?.accountId ?? null },
      },
      now,
    );
    return true;
  });
}

async function readStatus(within: Database, teamId: string, owner: string): Promise<PersonStatus> {
  const person = await within
    .selectFrom('people')
    .selectAll()
    .where('team_id', '=', teamId)
    .where('slack_user_id', '=', owner)
    .executeTakeFirst();
  if (!person) return { person: null, connection: null, attempt: null, outage: null, lastCheckedAt: null };
  const connection = await within
    .selectFrom('connections')
    .selectAll()
    .where('team_id', '=', teamId)
    .where('owner', '=', owner)
    .executeTakeFirst();
  const attempt = await within
    .selectFrom('attempts')
    .selectAll()
    .where('team_id', '=', teamId)
    .where('owner', '=', owner)
    .orderBy('created_at', 'desc')
    .limit(1)
    .executeTakeFirst();
  const outage = connection
    ? await within
        .selectFrom('outages')
        .selectAll()
        .where('connection_id', '=', connection.id)
        .orderBy('began_at', 'desc')
        .limit(1)
        .executeTakeFirst()
    : undefined;
  const sweep = await within
    .selectFrom('sweeps')
    .select('began_at')
    .where('team_id', '=', teamId)
    .where('auth_config_id', '=', connection?.auth_config_id ?? '')
    .where('is_complete', '=', 1)
    .orderBy('began_at', 'desc')
    .limit(1)
    .executeTakeFirst();
  const lookedAt = [sweep?.began_at, connection?.seen_begun_at].filter((at) => at !== undefined && at !== null);
  return {
    person: { teamId, slackUserId: owner, externalUserId: person.external_user_id },
    connection: connection ? toConnection(connection) : null,
    attempt: attempt ? toAttempt(attempt) : null,
    outage: outage ? toOutage(outage) : null,
    lastCheckedAt: lookedAt.length > 0 ? Math.max(...lookedAt) : null,
  };
}
