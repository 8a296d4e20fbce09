/** What other tables' transactions do to incidents: who belongs to one, and the alerts that it holds back. */

import { type SqlBool, sql } from 'kysely';
import type { Cause } from '../../connection.ts';
import type { Confidence, Incident, IncidentCause, IncidentKind, Repair } from '../../incident.ts';
import { alertMessageKind } from '../../stores/message-kinds.ts';
import { reviseMessages } from './messages.ts';
import type { IncidentRow } from './schema.ts';
import type { Database } from './transaction.ts';

/** The incident whose people are still held back, if there is one; null as the auth config means all of Composio. */
export async function openUnreleased(
  within: Database,
  teamId: string,
  authConfigId: string | null,
): Promise<Incident | null> {
  const row = await within
    .selectFrom('incidents')
    .selectAll()
    .where('team_id', '=', teamId)
    .where('auth_config_id', authConfigId === null ? 'is' : '=', authConfigId)
    .where('ended_at', 'is', null)
    .where('released_at', 'is', null)
    .executeTakeFirst();
  return row ? toIncident(row) : null;
}

const unsentAlerts = (within: Database, teamId: string, outageId: string) =>
  within
    .updateTable('messages')
    .where('team_id', '=', teamId)
    .where('kind', '=', alertMessageKind)
    .where('subject', '=', outageId)
    .where('ts', 'is', null)
    .where('is_send_unknown', '=', 0)
    .where('state', '=', sql.lit('owed'));

/** Whether an outage's owner is held back; for a query of outages. */
export const incidentIsHolding = sql<SqlBool>`exists (
  select 1 from incidents
  where incidents.id = outages.incident_id and incidents.released_at is null and incidents.ended_at is null
)`;

/** Whether an outage is nobody's but its owner's, or was part of what is over; for a query of outages. */
export const isAlone = sql<SqlBool>`not exists (
  select 1 from incidents where incidents.id = outages.incident_id and incidents.ended_at is null
)`;

/** An alert that nobody has seen stays owed, and waits. */
export async function holdAlerts(within: Database, teamId: string, outageId: string, until: number): Promise<void> {
  await unsentAlerts(within, teamId, outageId).set({ next_try_at: until }).execute();
}

/** Makes an outage part of an incident: who was not told waits, and who was reads that a reconnect has to wait. */
export async function takeIn(
  within: Database,
  incident: Pick<Incident, 'id' | 'teamId' | 'heldUntil'>,
  outageId: string,
): Promise<void> {
  await within.updateTable('outages').set({ incident_id: incident.id }).where('id', '=', outageId).execute();
  await holdAlerts(within, incident.teamId, outageId, incident.heldUntil);
  await reviseMessages(within, incident.teamId, alertMessageKind, outageId);
}

/** An alert that waits is composed now: it is sent, or has nothing to say any more. */
export async function hastenAlerts(within: Database, teamId: string, outageId: string, now: number): Promise<void> {
  await unsentAlerts(within, teamId, outageId)
    .set({ next_try_at: now })
    .where('next_try_at', '>', now)
    .where('attempts', '=', 0)
    .execute();
}

/** Who was told before it was known to be an incident reads in that alert how it stands with a repair. */
export async function reviseEarlyAlerts(within: Database, teamId: string, incidentId: string): Promise<void> {
  await within
    .updateTable('messages')
    .set({ revision: sql<number>`revision + 1`, state: 'owed' })
    .where('team_id', '=', teamId)
    .where('kind', '=', alertMessageKind)
    .where('subject', 'in', (select) =>
      select.selectFrom('outages').select('id').where('incident_id', '=', incidentId).where('ended_at', 'is', null),
    )
    .where('state', '!=', 'ended')
    .execute();
}

/** Reminders count from now: nobody is reminded of what they have just heard. @returns how many get their alert now */
export async function releaseAlerts(
  within: Database,
  teamId: string,
  incidentId: string,
  reminderDelayMs: number | null,
  now: number,
): Promise<number> {
  const outages = await within
    .selectFrom('outages')
    .select('id')
    .where('incident_id', '=', incidentId)
    .where('ended_at', 'is', null)
    .execute();
  let told = 0;
  for (const { id } of outages) {
    const sent = await unsentAlerts(within, teamId, id).set({ next_try_at: now }).executeTakeFirst();
    if (sent.numUpdatedRows > 0n) told += 1;
    if (reminderDelayMs === null) continue;
    await within
      .updateTable('outages')
      .set({ next_reminder_at: now + reminderDelayMs })
      .where('id', '=', id)
      .where('next_reminder_at', '<', now + reminderDelayMs)
      .execute();
  }
  return told;
}

export function toIncident(row: IncidentRow): Incident {
  return {
    id: row.id,
    teamId: row.team_id,
    kind: row.kind as IncidentKind,
    authConfigId: row.auth_config_id,
    accountCause: row.account_cause as Cause | null,
    diagnosis: {
      cause: row.cause as IncidentCause,
      confidence: row.confidence as Confidence,
      candidates: JSON.parse(row.candidates),
      evidence: JSON.parse(row.evidence),
    },
    beganAt: row.began_at,
    toldAt: row.told_at,
    heldUntil: row.held_until,
    repairedAt: row.repaired_at,
    repair: row.repair as Repair | null,
    releasedAt: row.released_at,
    endedAt: row.ended_at,
    affected: row.affected,
    restored: row.restored,
  };
}
