/** Who counts as connected: with an account of their own that works, or with the use of the company's. */

import { sql } from 'kysely';
import type { Database } from './transaction.ts';

/** The Slack user IDs of everybody in the team who has connected. */
export async function connectedPeople(within: Database, teamId: string): Promise<string[]> {
  const { rows } = await sql<{ owner: string }>`
    select owner from connections where team_id = ${teamId} and state = 'active'
    union
    select grants.slack_user_id from grants
      join preferences on preferences.team_id = grants.team_id and preferences.connection_mode = 'company'
      where grants.team_id = ${teamId} and grants.state in ('wanted', 'granted')`.execute(within);
  return rows.map(({ owner }) => owner);
}

/** The same as a condition on a row of `invitations`. */
export const isConnectedPerson = sql<boolean>`(
  exists (
    select 1 from connections
    where connections.team_id = invitations.team_id
      and connections.owner = invitations.slack_user_id and connections.state = 'active'
  ) or exists (
    select 1 from grants
      join preferences on preferences.team_id = grants.team_id and preferences.connection_mode = 'company'
    where grants.team_id = invitations.team_id
      and grants.slack_user_id = invitations.slack_user_id and grants.state in ('wanted', 'granted')
  )
)`;
