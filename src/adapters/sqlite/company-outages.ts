/** Who is told of an outage of the company connection, and of its end: found out in the transaction that owes it. */

import type { CompanyStore } from '../../stores/company.ts';
import { alertMessageKind, grantMessageKind, usersOutageKind } from '../../stores/message-kinds.ts';
import { companyUsers } from './company-users.ts';
import { insertMessages, reviseMessages } from './messages.ts';
import type { OutageRow } from './schema.ts';
import { type Database, transact } from './transaction.ts';

type CompanyOutageStore = Pick<CompanyStore, 'tellUsersOfOutage' | 'tellOfOutageEnd'>;

const messagesAtOnce = 200;

export function createCompanyOutageStore(database: Database): CompanyOutageStore {
  return {
    tellUsersOfOutage: (teamId, outageId, tell, now) =>
      transact(database, async (within) => {
        const outage = await outageRow(within, teamId, outageId);
        if (!outage || outage.ended_at !== null || outage.users_told_at !== null) return false;
        const users = await companyUsers(within, teamId)
          // Whom it let in since reads of it in the message that says so.
          .where('grants.since', '<', beganAt(outage))
          .execute();
        await owe(within, teamId, tell(users.map((row) => row.slack_user_id)), now);
        await within.updateTable('outages').set({ users_told_at: now }).where('id', '=', outageId).execute();
        return true;
      }),

    tellOfOutageEnd: (teamId, outageId, tell, now) =>
      transact(database, async (within) => {
        const outage = await outageRow(within, teamId, outageId);
        if (!outage || outage.ended_at === null || outage.end_told_at !== null) return false;
        const about = await toldOf(within, teamId, outageId);
        const letIn = await letInDuring(within, teamId, beganAt(outage), outage.ended_at);
        // What was composed a moment ago may have left meanwhile.
        const read = letIn.filter(
          (row) =>
            row.is_send_unknown === 1 ||
            row.claimed_by !== null ||
            (row.ts !== null && (row.shown_at ?? now) <= (outage.ended_at ?? now)),
        );
        const told = [...about, ...read].map(({ kind, recipient, dedupe_key }) => ({
          isAdmin: kind === alertMessageKind,
          recipient,
          dedupeKey: dedupe_key,
        }));
        await owe(within, teamId, tell(told), now);
        for (const { recipient } of letIn) await reviseMessages(within, teamId, grantMessageKind, recipient);
        await within.updateTable('outages').set({ end_told_at: now }).where('id', '=', outageId).execute();
        return true;
      }),
  };
}

function outageRow(within: Database, teamId: string, outageId: string): Promise<OutageRow | undefined> {
  return within
    .selectFrom('outages')
    .selectAll()
    .where('team_id', '=', teamId)
    .where('id', '=', outageId)
    .executeTakeFirst();
}

/** When it began to go on as it does: the time between, in which the connection worked, is none of it. */
function beganAt({ began_at, reopened_at }: OutageRow): number {
  return reopened_at ?? began_at;
}

function toldOf(within: Database, teamId: string, outageId: string) {
  return within
    .selectFrom('messages')
    .select(['kind', 'recipient', 'dedupe_key'])
    .where('team_id', '=', teamId)
    .where('kind', 'in', [alertMessageKind, usersOutageKind])
    .where('subject', '=', outageId)
    .orderBy('created_at')
    .execute();
}

/** The messages that let people in and were written, or shown first, while it lasted. */
function letInDuring(within: Database, teamId: string, from: number, until: number) {
  return within
    .selectFrom('messages')
    .select(['kind', 'recipient', 'dedupe_key', 'ts', 'shown_at', 'is_send_unknown', 'claimed_by'])
    .where('team_id', '=', teamId)
    .where('kind', '=', grantMessageKind)
    .where('created_at', '<=', until)
    .where((row) => row.or([row('created_at', '>=', from), row('shown_at', '>=', from), row('state', '=', 'owed')]))
    .execute();
}

async function owe(
  within: Database,
  teamId: string,
  messages: Parameters<typeof insertMessages>[2],
  now: number,
): Promise<void> {
  for (let index = 0; index < messages.length; index += messagesAtOnce) {
    await insertMessages(within, teamId, messages.slice(index, index + messagesAtOnce), now);
  }
}
