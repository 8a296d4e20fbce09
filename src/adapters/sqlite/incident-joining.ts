/** How an outage becomes part of an incident, in the transaction that opens it; an auth config's ends begin one. */

import type { Cause } from '../../connection.ts';
import { belongsTo, type Incident } from '../../incident.ts';
import { hastenAlerts, openUnreleased } from './incident-rows.ts';
import { beginIncident } from './incidents.ts';
import type { ConnectionRow, OutageRow } from './schema.ts';
import type { Database } from './transaction.ts';

/** The incident that an outage of this cause belongs to; null: it is the person's own. */
export async function incidentFor(
  within: Database,
  connection: ConnectionRow,
  cause: Cause,
  newId: string,
  now: number,
): Promise<Incident | null> {
  const { team_id: teamId, auth_config_id: authConfigId } = connection;
  if (authConfigId === null) return null;
  const open = await openUnreleased(within, teamId, authConfigId);
  if (open) return belongsTo(open, cause) ? open : null;
  if (cause !== 'auth_config_disabled') return null;
  await beginIncident(
    within,
    teamId,
    {
      id: newId,
      kind: 'auth_config',
      authConfigId,
      accountCause: cause,
      diagnosis: {
        cause: 'auth_config_disabled',
        confidence: 'likely',
        candidates: ['auth_config_disabled'],
        evidence: [],
      },
      beganAt: now,
    },
    now,
  );
  return openUnreleased(within, teamId, authConfigId);
}

/** It turned into something of its own: nobody is held back for that. */
export async function leaveIncident(within: Database, outage: OutageRow, now: number): Promise<void> {
  if (outage.incident_id === null) return;
  const holding = await within
    .selectFrom('incidents')
    .select('id')
    .where('id', '=', outage.incident_id)
    .where('released_at', 'is', null)
    .where('ended_at', 'is', null)
    .executeTakeFirst();
  if (!holding) return;
  await within.updateTable('outages').set({ incident_id: null }).where('id', '=', outage.id).execute();
  await hastenAlerts(within, outage.team_id, outage.id, now);
}
