/** What happens to a relay within a transaction: both of its messages are shown anew, and the audit has a line. */

import type { UpdateObject } from 'kysely';
import {
  type Overtaking,
  type Relay,
  type RelayState,
  relayProgressKind,
  relayRequestKind,
} from '../../stores/relays.ts';
import { writeAudit } from './audit.ts';
import { reviseMessages } from './messages.ts';
import type { RelayRow } from './relay-table.ts';
import type { Schema } from './schema.ts';
import { supersedeUnfinished } from './superseding.ts';
import type { Database } from './transaction.ts';

/** States in which nobody is at work on it. */
export const atRest: readonly RelayState[] = ['sent', 'opened', 'failed'];

/** The relay whose colleague filled in this form; null: it was an admin's own. */
export function relayOfForm(within: Database, teamId: string, formId: string): Promise<Relay | null> {
  return findRelay(within, teamId, 'form_id', formId);
}

/** A form was saved: its relay is done, and nobody else needs to register anything any more. */
export async function endRelaysOfSetup(within: Database, teamId: string, formId: string, now: number): Promise<void> {
  const rows = await openRelayRows(within, teamId).where('kind', '=', 'register').execute();
  for (const relay of rows.map(toRelay)) {
    const isItsOwn = relay.formId === formId;
    await endRelay(within, relay, isItsOwn ? 'done' : 'overtaken', isItsOwn ? relay.recipient : 'bot', now);
  }
}

/**
 * Nobody needs to approve for the company any more, as far as anybody was asked until now. Who has just done so is done.
 * @param approver who approved; null: nobody did
 * @param actor who is said in the audit to have ended the others
 * @returns those that were open
 */
export async function endConsentRelays(
  within: Database,
  teamId: string,
  by: Overtaking,
  now: number,
  approver: string | null = null,
  actor = 'bot',
): Promise<Relay[]> {
  const rows = await openRelayRows(within, teamId).where('kind', '=', 'consent').execute();
  const relays = rows.map(toRelay);
  for (const relay of relays) {
    const isDone = relay.recipient === approver && relay.beganAt !== null;
    if (isDone) await endRelay(within, relay, 'done', relay.recipient, now);
    else await endRelay(within, relay, 'overtaken', actor, now, by);
  }
  return relays;
}

/** A form came to nothing: its relay, if it has one, can be tried again. */
export async function failRelayOfForm(
  within: Database,
  teamId: string,
  formId: string,
  code: string,
  now: number,
): Promise<Relay | null> {
  const relay = await relayOfForm(within, teamId, formId);
  if (relay?.state === 'working') await failRelay(within, relay, code, now);
  return relay;
}

export function openRelayRows(within: Database, teamId: string) {
  return within.selectFrom('relays').selectAll().where('team_id', '=', teamId).where('ended_at', 'is', null);
}

export function mayBegin(relay: Relay, now: number): boolean {
  return atRest.includes(relay.state) && now < relay.expiresAt;
}

export async function failRelay(within: Database, relay: Relay, code: string, now: number): Promise<void> {
  await changeRelay(within, relay, { state: 'failed', failure: code });
  const { detail, ...line } = about(relay, 'relay.failed');
  await writeAudit(within, relay.teamId, { actor: relay.recipient, ...line, detail: { ...detail, code } }, now);
}

/** With the right to approve goes the link that came of it: finished later, it would connect the company all the same. */
export async function endRelay(
  within: Database,
  relay: Relay,
  state: RelayState,
  actor: string,
  now: number,
  overtakenBy: Overtaking | null = null,
): Promise<void> {
  await changeRelay(within, relay, {
    state,
    ended_at: now,
    ...(overtakenBy === null ? {} : { failure: overtakenBy }),
  });
  if (relay.kind === 'consent' && state !== 'done' && relay.beganAt !== null) {
    const begun = { approver: relay.recipient, since: relay.beganAt };
    await supersedeUnfinished(within, relay.teamId, begun, now, 'owed_with_revoke');
  }
  const { detail, ...line } = about(relay, `relay.${state}`);
  const by = overtakenBy === null ? {} : { by: overtakenBy };
  await writeAudit(within, relay.teamId, { actor, ...line, detail: { ...detail, ...by } }, now);
}

export function about(relay: Relay, action: string) {
  return { action, subject: relay.id, detail: { kind: relay.kind, onBehalfOf: relay.sender } };
}

export async function changeRelay(within: Database, relay: Relay, to: UpdateObject<Schema, 'relays'>): Promise<void> {
  await within.updateTable('relays').set(to).where('team_id', '=', relay.teamId).where('id', '=', relay.id).execute();
  for (const kind of [relayRequestKind, relayProgressKind]) await reviseMessages(within, relay.teamId, kind, relay.id);
}

export async function findRelay(
  within: Database,
  teamId: string,
  column: 'id' | 'form_id',
  value: string,
): Promise<Relay | null> {
  const row = await within
    .selectFrom('relays')
    .selectAll()
    .where('team_id', '=', teamId)
    .where(column, '=', value)
    .executeTakeFirst();
  return row ? toRelay(row) : null;
}

export function toRelay(row: RelayRow): Relay {
  return {
    id: row.id,
    teamId: row.team_id,
    kind: row.kind as Relay['kind'],
    sender: row.sender,
    recipient: row.recipient,
    note: row.note,
    formId: row.form_id,
    memory: row.memory,
    state: row.state as RelayState,
    failure: row.failure,
    createdAt: row.created_at,
    expiresAt: row.expires_at,
    beganAt: row.began_at,
    endedAt: row.ended_at,
  };
}
