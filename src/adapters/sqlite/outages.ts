/** Outages, and the alerts that are written in the same transaction. */

import { type Cause, type OutageChange, retellAfterMs } from '../../connection.ts';
import { companyOwner } from '../../model.ts';
import {
  alertMessageKind,
  recoveredMessageKind,
  usersOutageKind,
  usersRecoveredKind,
} from '../../stores/message-kinds.ts';
import type { OutageStore } from '../../stores/outages.ts';
import type { Identities } from '../../stores/watch.ts';
import { incidentFor, leaveIncident } from './incident-joining.ts';
import { hastenAlerts, incidentIsHolding, takeIn, toIncident } from './incident-rows.ts';
import { insertMessage, reviseMessages } from './messages.ts';
import { isPaused } from './paused-outages.ts';
import { toConnection, toOutage } from './rows.ts';
import type { ConnectionRow, OutageRow } from './schema.ts';
import { type Database, transact } from './transaction.ts';

export async function latestOutage(within: Database, connectionId: string): Promise<OutageRow | null> {
  const row = await within
    .selectFrom('outages')
    .selectAll()
    .where('connection_id', '=', connectionId)
    .orderBy('began_at', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row ?? null;
}

/** Does to the outage what the rule says, with what it owes to its owner. */
export async function changeOutage(
  within: Database,
  given: {
    connection: ConnectionRow;
    outage: OutageRow | null;
    change: OutageChange;
    cause: Cause | null;
    identities: Identities;
    reminderDelayMs: number | null;
    now: number;
  },
): Promise<void> {
  const { connection, outage, change, cause, identities, reminderDelayMs, now } = given;
  const teamId = connection.team_id;
  if (change === 'open' && cause) {
    await within
      .insertInto('outages')
      .values({
        id: identities.outageId,
        team_id: teamId,
        connection_id: connection.id,
        owner: connection.owner,
        began_at: now,
        cause,
        next_reminder_at: reminderDelayMs === null ? null : now + reminderDelayMs,
      })
      .execute();
    // Who hears of the company's is not known here: its alerts are owed by whoever follows its outages.
    if (connection.owner === companyOwner) return;
    const incident = await incidentFor(within, connection, cause, identities.incidentId, now);
    await insertMessage(
      within,
      teamId,
      {
        id: identities.messageId,
        recipient: connection.owner,
        kind: alertMessageKind,
        subject: identities.outageId,
        dedupeKey: `alert:${identities.outageId}:0`,
        data: { reminder: 0 },
      },
      now,
    );
    if (incident) await takeIn(within, incident, identities.outageId);
  }
  if ((change === 'reopen' || change === 'revise') && outage && cause) {
    const anew = {
      reopened_at: now,
      users_told_at: null,
      end_told_at: null,
      next_reminder_at: await reminderOfReopened(within, connection, outage, now),
    };
    await within
      .updateTable('outages')
      .set({ ended_at: null, cause, ...(change === 'reopen' ? anew : {}) })
      .where('id', '=', outage.id)
      .execute();
    await reviseOutage(within, teamId, outage.id);
    if (connection.owner !== companyOwner) {
      const incident = await incidentFor(within, connection, cause, identities.incidentId, now);
      if (incident) await takeIn(within, incident, outage.id);
      else if (change === 'revise') await leaveIncident(within, outage, now);
    }
  }
  if (change === 'close' && outage) {
    await endOutage(within, teamId, connection.id, now);
    if (connection.owner === companyOwner) return;
    await insertMessage(
      within,
      teamId,
      {
        id: identities.messageId,
        recipient: connection.owner,
        kind: recoveredMessageKind,
        subject: outage.id,
        dedupeKey: `recovered:${outage.id}`,
      },
      now,
    );
  }
}

/**
 * Whoever has just repaired it would hear by the first reminder only, after a day, that it broke once more: an edited
 * alert notifies nobody. Brought forward once, and only after a reconnect: a status that flickers is no news.
 */
async function reminderOfReopened(
  within: Database,
  { account_id: accountId }: ConnectionRow,
  { began_at: beganAt, reminders, next_reminder_at: dueAt }: OutageRow,
  now: number,
): Promise<number | null> {
  if (reminders > 0 || accountId === null) return dueAt;
  const reconnected = await within
    .selectFrom('attempts')
    .select('id')
    .where('account_id', '=', accountId)
    .where('created_at', '>=', beganAt)
    .executeTakeFirst();
  return reconnected ? now + retellAfterMs : dueAt;
}

/** Ends the open outage of a connection, if there is one; what was said of it is shown anew. */
export async function endOutage(within: Database, teamId: string, connectionId: string, now: number): Promise<void> {
  const outage = await latestOutage(within, connectionId);
  if (!outage || outage.ended_at !== null) return;
  await within.updateTable('outages').set({ ended_at: now }).where('id', '=', outage.id).execute();
  await reviseOutage(within, teamId, outage.id);
  // An alert that was held back has nothing to say any more.
  await hastenAlerts(within, teamId, outage.id, now);
}

async function reviseOutage(within: Database, teamId: string, outageId: string): Promise<void> {
  await reviseMessages(within, teamId, alertMessageKind, outageId);
  await reviseMessages(within, teamId, recoveredMessageKind, outageId);
  await reviseMessages(within, teamId, usersOutageKind, outageId);
  await reviseMessages(within, teamId, usersRecoveredKind, outageId);
}

export function createOutageStore(database: Database): OutageStore {
  return {
    outage: async (teamId, outageId) => {
      const row = await database
        .selectFrom('outages')
        .selectAll()
        .where('team_id', '=', teamId)
        .where('id', '=', outageId)
        .executeTakeFirst();
      if (!row) return null;
      const connection = await database
        .selectFrom('connections')
        .selectAll()
        .where('id', '=', row.connection_id)
        .executeTakeFirstOrThrow();
      const incident =
        row.incident_id === null
          ? undefined
          : await database.selectFrom('incidents').selectAll().where('id', '=', row.incident_id).executeTakeFirst();
      return {
        ...toOutage(row),
        connection: toConnection(connection),
        incident: incident ? toIncident(incident) : null,
      };
    },

    dueReminders: async (teamId, now) => {
      const rows = await database
        .selectFrom('outages')
        .selectAll()
        .where('team_id', '=', teamId)
        .where('ended_at', 'is', null)
        .where('next_reminder_at', '<=', now)
        // Who is held back has not heard of it yet: there is nothing to remind of.
        .where(({ not }) => not(incidentIsHolding))
        .where(({ not }) => not(isPaused))
        .limit(100)
        .execute();
      return rows.map(toOutage);
    },

    openOutages: async (teamId, beganSince) => {
      const rows = await database
        .selectFrom('outages')
        .innerJoin('connections', 'connections.id', 'outages.connection_id')
        .selectAll('outages')
        .select('connections.auth_config_id')
        .where('outages.team_id', '=', teamId)
        .where('outages.ended_at', 'is', null)
        .where('outages.began_at', '>=', beganSince)
        .orderBy('outages.began_at')
        .execute();
      return rows.map(({ auth_config_id, ...row }) => ({
        ...toOutage(row),
        authConfigId: auth_config_id,
        incidentId: row.incident_id,
      }));
    },

    remind: (teamId, outageId, messages, nextAt, now) =>
      transact(database, async (within) => {
        const outage = await within
          .selectFrom('outages')
          .select(['snoozed_until'])
          .where('team_id', '=', teamId)
          .where('id', '=', outageId)
          .where('ended_at', 'is', null)
          .where('next_reminder_at', '<=', now)
          .executeTakeFirst();
        if (!outage) return false;
        await within
          .updateTable('outages')
          .set((row) => ({ reminders: row('reminders', '+', 1), next_reminder_at: nextAt, snoozed_until: null }))
          .where('id', '=', outageId)
          .execute();
        // The alert that was snoozed no longer says so.
        if (outage.snoozed_until !== null) await reviseMessages(within, teamId, alertMessageKind, outageId);
        for (const message of messages) await insertMessage(within, teamId, message, now);
        return true;
      }),

    snooze: (teamId, outageId, until) =>
      transact(database, async (within) => {
        const result = await within
          .updateTable('outages')
          .set({ snoozed_until: until, next_reminder_at: until })
          .where('team_id', '=', teamId)
          .where('id', '=', outageId)
          .where('ended_at', 'is', null)
          .executeTakeFirst();
        if (result.numUpdatedRows === 0n) return false;
        await reviseMessages(within, teamId, alertMessageKind, outageId);
        return true;
      }),
  };
}
