/** Who uses the company connection: those who are let in and have no working connection of their own. */

import type { Database } from './transaction.ts';

/** Their Slack user IDs, to be narrowed down and executed. */
export function companyUsers(within: Database, teamId: string) {
  return within
    .selectFrom('grants')
    .leftJoin('connections', (join) =>
      join
        .onRef('connections.team_id', '=', 'grants.team_id')
        .onRef('connections.owner', '=', 'grants.slack_user_id')
        .on('connections.state', '=', 'active'),
    )
    .select('grants.slack_user_id')
    .where('grants.team_id', '=', teamId)
    .where('grants.state', '=', 'granted')
    .where('connections.id', 'is', null);
}
