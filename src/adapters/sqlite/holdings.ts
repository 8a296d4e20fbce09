/** What somebody has, read in one go: a person by their Slack user ID, or the company. */

import type { Attempt, Connection, Outage, PersonStatus } from '../../model.ts';
import { toAttempt, toConnection, toGrant, toOutage } from './rows.ts';
import type { Database } from './transaction.ts';

/** What belongs to an owner, a person or the company. */
export interface Holdings {
  connection: Connection | null;
  /** The newest. */
  attempt: Attempt | null;
  /** The latest, over or not. */
  outage: Outage | null;
  lastCheckedAt: number | null;
}

export async function readHoldings(within: Database, teamId: string, owner: string): Promise<Holdings> {
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
    connection: connection ? toConnection(connection) : null,
    attempt: attempt ? toAttempt(attempt) : null,
    outage: outage ? toOutage(outage) : null,
    lastCheckedAt: lookedAt.length > 0 ? Math.max(...lookedAt) : null,
  };
}

/** Somebody who never asked for anything has no row, and nothing else. */
export async function readStatus(within: Database, teamId: string, slackUserId: string): Promise<PersonStatus> {
  const person = await within
    .selectFrom('people')
    .selectAll()
    .where('team_id', '=', teamId)
    .where('slack_user_id', '=', slackUserId)
    .executeTakeFirst();
  if (!person) return { person: null, connection: null, attempt: null, outage: null, grant: null, lastCheckedAt: null };
  const grant = await within
    .selectFrom('grants')
    .selectAll()
    .where('team_id', '=', teamId)
    .where('slack_user_id', '=', slackUserId)
    .executeTakeFirst();
  return {
    person: { teamId, slackUserId, externalUserId: person.external_user_id },
    grant: grant ? toGrant(grant) : null,
    ...(await readHoldings(within, teamId, slackUserId)),
  };
}
