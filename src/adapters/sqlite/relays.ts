/** The rows of relays, one transaction for each thing that happens to one. */

import type { AttemptState } from '../../attempt.ts';
import { companyOwner } from '../../model.ts';
import { type RelayStore, relayRequestKind } from '../../stores/relays.ts';
import { writeAudit } from './audit.ts';
import { insertMessage } from './messages.ts';
import { readMode } from './preferences.ts';
import {
  about,
  atRest,
  changeRelay,
  endRelay,
  failRelay,
  findRelay,
  mayBegin,
  openRelayRows,
  relayOfForm,
  toRelay,
} from './relay-changes.ts';
import { type Database, transact } from './transaction.ts';

export function createRelayStore(database: Database): RelayStore {
  return {
    handOver: (relay, messages) =>
      transact(database, async (within) => {
        if (relay.kind === 'consent' && (await readMode(within, relay.teamId)) !== 'company') return false;
        await within
          .insertInto('relays')
          .values({
            id: relay.id,
            team_id: relay.teamId,
            kind: relay.kind,
            sender: relay.sender,
            recipient: relay.recipient,
            note: relay.note,
            form_id: relay.formId,
            memory: relay.memory,
            created_at: relay.createdAt,
            expires_at: relay.expiresAt,
          })
          .execute();
        for (const message of messages) await insertMessage(within, relay.teamId, message, relay.createdAt);
        const detail = { kind: relay.kind, recipient: relay.recipient, note: relay.note };
        await writeAudit(
          within,
          relay.teamId,
          { actor: relay.sender, action: 'relay.sent', subject: relay.id, detail },
          relay.createdAt,
        );
        return true;
      }),

    relay: async (teamId, relayId) => findRelay(database, teamId, 'id', relayId),

    relayOfForm: (teamId, formId) => relayOfForm(database, teamId, formId),

    openRelays: async (teamId) => {
      const rows = await openRelayRows(database, teamId).orderBy('expires_at').execute();
      return rows.map(toRelay);
    },

    undeliveredRelays: async (teamId) => {
      const rows = await database
        .selectFrom('relays')
        .innerJoin('messages', (join) =>
          join
            .onRef('messages.team_id', '=', 'relays.team_id')
            .onRef('messages.subject', '=', 'relays.id')
            .on('messages.kind', '=', relayRequestKind),
        )
        .select(['relays.id', 'messages.state as message_state'])
        .where('relays.team_id', '=', teamId)
        .where('relays.ended_at', 'is', null)
        .where('messages.ts', 'is', null)
        .execute();
      return rows.map((row) => ({ relayId: row.id, isRefused: row.message_state === 'ended' }));
    },

    companyAttemptOf: async (teamId, approver, since) => {
      const row = await database
        .selectFrom('attempts')
        .select(['state', 'reason'])
        .where('team_id', '=', teamId)
        .where('approver', '=', approver)
        .where('owner', '=', companyOwner)
        .where('created_at', '>=', since)
        .orderBy('created_at', 'desc')
        .limit(1)
        .executeTakeFirst();
      return row ? { state: row.state as AttemptState, reason: row.reason } : null;
    },

    markRelayOpened: (teamId, relayId, now) =>
      transact(database, async (within) => {
        const relay = await findRelay(within, teamId, 'id', relayId);
        if (!relay || !mayBegin(relay, now)) return false;
        if (relay.state === 'opened') return true;
        await changeRelay(within, relay, { state: 'opened' });
        await writeAudit(within, teamId, { actor: relay.recipient, ...about(relay, 'relay.opened') }, now);
        return true;
      }),

    beginRelayWork: (teamId, relayId, now) =>
      transact(database, async (within) => {
        const relay = await findRelay(within, teamId, 'id', relayId);
        if (!relay || !mayBegin(relay, now)) return false;
        await changeRelay(within, relay, { state: 'working', failure: null, began_at: now });
        await writeAudit(within, teamId, { actor: relay.recipient, ...about(relay, 'relay.begun') }, now);
        return true;
      }),

    failRelay: (teamId, relayId, code, now) =>
      transact(database, async (within) => {
        const relay = await findRelay(within, teamId, 'id', relayId);
        if (relay?.state === 'working') await failRelay(within, relay, code, now);
      }),

    overtakeRelay: (teamId, relayId, by, now) =>
      transact(database, async (within) => {
        const relay = await findRelay(within, teamId, 'id', relayId);
        if (!relay || relay.endedAt !== null) return;
        await endRelay(within, relay, 'overtaken', by === null ? relay.recipient : 'bot', now, by);
      }),

    withdrawRelay: (teamId, relayId, actor, now) =>
      transact(database, async (within) => {
        const relay = await findRelay(within, teamId, 'id', relayId);
        if (!relay || !atRest.includes(relay.state)) return false;
        await endRelay(within, relay, 'withdrawn', actor, now);
        return true;
      }),

    declineRelay: (teamId, relayId, tell, now) =>
      transact(database, async (within) => {
        const relay = await findRelay(within, teamId, 'id', relayId);
        if (!relay || !atRest.includes(relay.state)) return false;
        await endRelay(within, relay, 'overtaken', relay.recipient, now, 'declined');
        await insertMessage(within, teamId, tell, now);
        return true;
      }),

    expireRelays: (teamId, now) =>
      transact(database, async (within) => {
        const rows = await openRelayRows(within, teamId)
          .where('expires_at', '<=', now)
          .where('state', 'in', atRest)
          .execute();
        for (const relay of rows.map(toRelay)) await endRelay(within, relay, 'expired', 'bot', now);
        return rows.length;
      }),
  };
}
