/** The outages of what an admin has paused: nobody is reminded of them meanwhile. */

import { type SqlBool, sql } from 'kysely';
import type { Pause } from '../../stores/pauses.ts';
import type { Database } from './transaction.ts';

/** From the end of a pause to a reminder that came due in it: by then it is known what works again. */
const lookFirstMs = 15 * 60_000;

/** Whether the connection of an outage is paused: nobody is reminded of what is done on purpose. For a query of outages. */
export const isPaused = sql<SqlBool>`exists (
  select 1 from pauses
  inner join connections on connections.auth_config_id = pauses.auth_config_id
  where pauses.team_id = outages.team_id and pauses.ended_at is null and connections.id = outages.connection_id
)`;

/** Within the transaction that ends a pause: what came due in it waits for a look at the connections. */
export async function putOffReminders(within: Database, { teamId, authConfigId }: Pause, now: number): Promise<void> {
  const paused = within.selectFrom('connections').select('id').where('auth_config_id', '=', authConfigId);
  await within
    .updateTable('outages')
    .set({ next_reminder_at: now + lookFirstMs })
    .where('team_id', '=', teamId)
    .where('ended_at', 'is', null)
    .where('next_reminder_at', '<=', now)
    .where('connection_id', 'in', paused)
    .execute();
}
