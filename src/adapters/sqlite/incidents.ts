/** The rows of incidents, and the alerts that they hold back. */

import { sql } from 'kysely';
import { reopenWithinMs } from '../../connection.ts';
import { beganTogetherMs, belongsTo, heldAtMostMs, type Incident, isSameAgain, isSeen } from '../../incident.ts';
import type { IncidentStore, NewIncident } from '../../stores/incidents.ts';
import { incidentMessageKind } from '../../stores/message-kinds.ts';
import { writeAudit } from './audit.ts';
import {
  hastenAlerts,
  holdAlerts,
  isAlone,
  openUnreleased,
  releaseAlerts,
  reviseEarlyAlerts,
  takeIn,
  toIncident,
} from './incident-rows.ts';
import { createIncidentSightings } from './incident-sightings.ts';
import { insertMessage, reviseMessages } from './messages.ts';
import { type Database, transact } from './transaction.ts';

/**
 * Opens an incident within a transaction, or the one again that it is the same as, and takes in the outages that belong to
 * it.
 * @returns its ID
 */
export async function beginIncident(
  within: Database,
  teamId: string,
  begun: NewIncident,
  now: number,
): Promise<string> {
  const before = await lastEnded(within, teamId, begun.authConfigId, now - reopenWithinMs);
  const isAgain = before !== null && isSameAgain(before, begun, now);
  const incident = isAgain ? { ...begun, id: before.id } : begun;
  const { diagnosis } = incident;
  const heldUntil = now + heldAtMostMs;
  const values = {
    account_cause: incident.accountCause,
    cause: diagnosis.cause,
    confidence: diagnosis.confidence,
    candidates: JSON.stringify(diagnosis.candidates),
    evidence: JSON.stringify(diagnosis.evidence),
    began_at: incident.beganAt,
    held_until: heldUntil,
  };
  if (isAgain) {
    // What repaired it then repairs nothing now, and those it takes now are held back anew.
    const open = { ended_at: null, repaired_at: null, repair: null, released_at: null };
    await within
      .updateTable('incidents')
      .set((row) => ({ ...values, ...open, revision: row('revision', '+', 1) }))
      .where('id', '=', incident.id)
      .execute();
    await reviseMessages(within, teamId, incidentMessageKind, incident.id);
  } else {
    const { id, kind, authConfigId } = incident;
    await within
      .insertInto('incidents')
      .values({ id, team_id: teamId, kind, auth_config_id: authConfigId, ...values })
      .execute();
  }
  await writeAudit(
    within,
    teamId,
    {
      actor: 'bot',
      action: isAgain ? 'incident.began_again' : 'incident.began',
      subject: incident.id,
      detail: { kind: incident.kind, authConfigId: incident.authConfigId, cause: diagnosis.cause },
    },
    now,
  );
  if (incident.authConfigId !== null) await takeInAll(within, teamId, { ...incident, heldUntil });
  return incident.id;
}

async function lastEnded(
  within: Database,
  teamId: string,
  authConfigId: string | null,
  since: number,
): Promise<Incident | null> {
  const row = await within
    .selectFrom('incidents')
    .selectAll()
    .where('team_id', '=', teamId)
    .where('auth_config_id', authConfigId === null ? 'is' : '=', authConfigId)
    .where('ended_at', '>', since)
    .orderBy('ended_at', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row ? toIncident(row) : null;
}

async function takeInAll(
  within: Database,
  teamId: string,
  incident: NewIncident & { heldUntil: number },
): Promise<void> {
  const open = await within
    .selectFrom('outages')
    .innerJoin('connections', 'connections.id', 'outages.connection_id')
    .select(['outages.id', 'outages.cause'])
    .where('outages.team_id', '=', teamId)
    .where('outages.began_at', '>=', incident.beganAt - beganTogetherMs)
    .where('outages.ended_at', 'is', null)
    .where(isAlone)
    .where('connections.auth_config_id', '=', incident.authConfigId)
    .execute();
  const taken = open.filter(({ cause }) => belongsTo(incident, cause as 'expired')).map(({ id }) => id);
  for (const id of taken) await takeIn(within, { id: incident.id, teamId, heldUntil: incident.heldUntil }, id);
}

export function createIncidentStore(database: Database): IncidentStore {
  const open = (teamId: string) =>
    database.selectFrom('incidents').selectAll().where('team_id', '=', teamId).where('ended_at', 'is', null);
  const one = (within: Database, teamId: string, incidentId: string) =>
    within.selectFrom('incidents').selectAll().where('team_id', '=', teamId).where('id', '=', incidentId);
  const update = (within: Database, teamId: string, incidentId: string) =>
    within.updateTable('incidents').where('team_id', '=', teamId).where('id', '=', incidentId);
  const anew = { revision: sql<number>`revision + 1` };

  return {
    ...createIncidentSightings(database),

    openIncident: (teamId, incident, now) =>
      transact(database, async (within) => {
        if (await openUnreleased(within, teamId, incident.authConfigId)) return null;
        return beginIncident(within, teamId, incident, now);
      }),

    openIncidents: async (teamId) => (await open(teamId).orderBy('began_at').execute()).map(toIncident),

    incident: async (teamId, incidentId) => {
      const row = await one(database, teamId, incidentId).executeTakeFirst();
      return row ? toIncident(row) : null;
    },

    incidentsSince: async (teamId, since) => {
      const rows = await database
        .selectFrom('incidents')
        .selectAll()
        .where('team_id', '=', teamId)
        .where((row) => row.or([row('began_at', '>=', since), row('ended_at', '>=', since)]))
        .orderBy('began_at')
        .execute();
      return rows.map(toIncident);
    },

    tellOfIncident: (teamId, incidentId, messages, now) =>
      transact(database, async (within) => {
        const told = await update(within, teamId, incidentId)
          .set({ told_at: now })
          .where('told_at', 'is', null)
          .executeTakeFirst();
        if (told.numUpdatedRows === 0n) return;
        for (const message of messages) await insertMessage(within, teamId, message, now);
      }),

    reviseIncident: (teamId, incidentId, { diagnosis, affected, restored }) =>
      transact(database, async (within) => {
        const written = {
          cause: diagnosis.cause,
          confidence: diagnosis.confidence,
          candidates: JSON.stringify(diagnosis.candidates),
          evidence: JSON.stringify(diagnosis.evidence),
          affected,
          restored,
        };
        const result = await update(within, teamId, incidentId)
          .set({ ...written, ...anew })
          .where((row) =>
            row.or(Object.entries(written).map(([key, value]) => row(key as 'cause', '!=', value as string))),
          )
          .executeTakeFirst();
        if (result.numUpdatedRows === 0n) return false;
        await reviseMessages(within, teamId, incidentMessageKind, incidentId);
        return true;
      }),

    markRepaired: (teamId, incidentId, repair, now) =>
      transact(database, async (within) => {
        const result = await update(within, teamId, incidentId)
          .set({ repaired_at: now, repair, ...anew })
          .where('repaired_at', 'is', null)
          .where('ended_at', 'is', null)
          .executeTakeFirst();
        if (result.numUpdatedRows === 0n) return false;
        await reviseMessages(within, teamId, incidentMessageKind, incidentId);
        await reviseEarlyAlerts(within, teamId, incidentId);
        return true;
      }),

    takeBackRepair: (teamId, incidentId) =>
      transact(database, async (within) => {
        const result = await update(within, teamId, incidentId)
          .set({ repaired_at: null, repair: null, ...anew })
          .where('repaired_at', 'is not', null)
          .where('released_at', 'is', null)
          .where('ended_at', 'is', null)
          .executeTakeFirst();
        if (result.numUpdatedRows === 0n) return false;
        await reviseMessages(within, teamId, incidentMessageKind, incidentId);
        await reviseEarlyAlerts(within, teamId, incidentId);
        return true;
      }),

    releaseIncident: (teamId, incidentId, { repair, actor, reminderDelayMs }, now) =>
      transact(database, async (within) => {
        const before = await one(within, teamId, incidentId).executeTakeFirst();
        const result = await update(within, teamId, incidentId)
          .set({
            released_at: now,
            // An admin's word, and a wait that was too long, repair nothing.
            ...(isSeen(repair) ? { repaired_at: sql<number>`coalesce(repaired_at, ${now})` } : {}),
            repair: sql<string>`coalesce(repair, ${repair})`,
            ...anew,
          })
          .where('released_at', 'is', null)
          .where('ended_at', 'is', null)
          .executeTakeFirst();
        if (result.numUpdatedRows === 0n) return null;
        // Once a repair was seen, every alert that there is says so already.
        if (before?.repair === null) await reviseEarlyAlerts(within, teamId, incidentId);
        const told = await releaseAlerts(within, teamId, incidentId, reminderDelayMs, now);
        await reviseMessages(within, teamId, incidentMessageKind, incidentId);
        await writeAudit(
          within,
          teamId,
          { actor, action: 'incident.people_told', subject: incidentId, detail: { told, because: repair } },
          now,
        );
        return told;
      }),

    prolongHold: (teamId, incidentId, now) =>
      transact(database, async (within) => {
        const heldUntil = now + heldAtMostMs;
        await update(within, teamId, incidentId).set({ held_until: heldUntil }).execute();
        const held = await within.selectFrom('outages').select('id').where('incident_id', '=', incidentId).execute();
        for (const { id } of held) await holdAlerts(within, teamId, id, heldUntil);
      }),

    dissolveIncident: (teamId, incidentId, fewest, now) =>
      transact(database, async (within) => {
        const open = await within
          .selectFrom('outages')
          .select('id')
          .where('incident_id', '=', incidentId)
          .where('ended_at', 'is', null)
          .execute();
        if (open.length >= fewest) return false;
        const result = await update(within, teamId, incidentId)
          .set({ ended_at: now, ...anew })
          .where('told_at', 'is', null)
          .where('ended_at', 'is', null)
          .executeTakeFirst();
        if (result.numUpdatedRows === 0n) return false;
        // Whoever was told before reads again that they can reconnect.
        await reviseEarlyAlerts(within, teamId, incidentId);
        await within.updateTable('outages').set({ incident_id: null }).where('incident_id', '=', incidentId).execute();
        for (const { id } of open) await hastenAlerts(within, teamId, id, now);
        const detail = { because: 'too_few', people: open.length };
        await writeAudit(within, teamId, { actor: 'bot', action: 'incident.over', subject: incidentId, detail }, now);
        return true;
      }),

    endIncident: (teamId, incidentId, now) =>
      transact(database, async (within) => {
        const result = await update(within, teamId, incidentId)
          .set({ ended_at: now, ...anew })
          .where('ended_at', 'is', null)
          .executeTakeFirst();
        if (result.numUpdatedRows === 0n) return;
        await reviseMessages(within, teamId, incidentMessageKind, incidentId);
        await writeAudit(within, teamId, { actor: 'bot', action: 'incident.over', subject: incidentId }, now);
      }),
  };
}
