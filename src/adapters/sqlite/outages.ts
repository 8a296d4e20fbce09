/** Outages, and the alerts that are written in the same transaction. */

import type { Cause, OutageChange } from '../../connection.ts';
import type { OutageStore } from '../../store.ts';
import type { Identities } from '../../watch-store.ts';
import { insertMessage, reviseMessages } from './messages.ts';
import { toConnection, toOutage } from './rows.ts';
import type { ConnectionRow, OutageRow } from './schema.ts';
import { type Database, transact } from './transaction.ts';

/** The kinds of DM that speak of an outage. */
export const alertMessageKind = 'alert';
export const recoveredMessageKind = 'recovered';

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
  }
  if ((change === 'reopen' || change === 'revise') && outage && cause) {
    await within.updateTable('outages').set({ ended_at: null, cause }).where('id', '=', outage.id).execute();
    await reviseOutage(within, teamId, outage.id);
  }
  if (change === 'close' && outage) {
    await endOutage(within, teamId, connection.id, now);
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

/** Ends the open outage of a connection, if there is one; what was said of it is shown anew. */
export async function endOutage(within: Database, teamId: string, connectionId: string, now: number): Promise<void> {
  const outage = await latestOutage(within, connectionId);
  if (!outage || outage.ended_at !== null) return;
  await within.updateTable('outages').set({ ended_at: now }).where('id', '=', outage.id).execute();
  await reviseOutage(within, teamId, outage.id);
}

async function reviseOutage(within: Database, teamId: string, outageId: string): Promise<void> {
  await reviseMessages(within, teamId, alertMessageKind, outageId);
  await reviseMessages(within, teamId, recoveredMessageKind, outageId);
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
      return { ...toOutage(row), connection: toConnection(connection) };
    },

    dueReminders: async (teamId, now) => {
      const rows = await database
        .selectFrom('outages')
        .selectAll()
        .where('team_id', '=', teamId)
        .where('ended_at', 'is', null)
        .where('next_reminder_at', '<=', now)
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
      return rows.map(({ auth_config_id, ...row }) => ({ ...toOutage(row), authConfigId: auth_config_id }));
    },

    remind: (teamId, outageId, message, nextAt, now) =>
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
        return insertMessage(within, teamId, message, now);
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
