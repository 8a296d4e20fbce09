/** Observations of connections applied: the rule decides, one transaction writes the state and what it owes. */

import { type Cause, type ConnectionState, judgeConnection, type Observation } from '../../connection.ts';
import type { Effect, Identities, ObservationStore } from '../../stores/watch.ts';
import { observeAttempt } from './attempt-observations.ts';
import { writeAudit } from './audit.ts';
import { changeOutage, latestOutage } from './outages.ts';
import type { ConnectionRow } from './schema.ts';
import { noteRequested } from './scopes.ts';
import { type Database, transact } from './transaction.ts';
import { createWatchedStore } from './watched.ts';

export function createObservationStore(database: Database): ObservationStore {
  return {
    ...createWatchedStore(database),

    observe: (teamId, observation, identities, reminderDelayMs, now) =>
      transact(database, async (within) => {
        const attempt = await within
          .selectFrom('attempts')
          .selectAll()
          .where('team_id', '=', teamId)
          .where('account_id', '=', observation.accountId)
          .executeTakeFirst();
        if (!attempt) return nothing(observation);
        const connection = await within
          .selectFrom('connections')
          .selectAll()
          .where('team_id', '=', teamId)
          .where('owner', '=', attempt.owner)
          .executeTakeFirst();
        return connection?.account_id === observation.accountId
          ? observeConnection(within, connection, observation, identities, reminderDelayMs, now)
          : observeAttempt(within, attempt, connection, observation, now, identities.connectionId);
      }),
  };
}

async function observeConnection(
  within: Database,
  row: ConnectionRow,
  observation: Observation,
  identities: Identities,
  reminderDelayMs: number | null,
  now: number,
): Promise<Effect> {
  const { requestedScopes = null } = observation;
  if (requestedScopes !== null) await noteRequested(within, row.team_id, observation.accountId, requestedScopes);
  const outage = await latestOutage(within, row.id);
  const judgement = judgeConnection(
    {
      state: row.state as ConnectionState,
      status: row.status,
      statusReason: row.status_reason,
      cause: row.cause as Cause | null,
      since: row.since,
      seenUpdatedAt: row.seen_updated_at,
      seenBegunAt: row.seen_begun_at,
      outage: outage ? { endedAt: outage.ended_at } : null,
    },
    observation,
    now,
  );
  if (judgement.kind === 'stale') return nothing(observation);
  if (judgement.kind === 'unchanged') {
    // A look of its own, never a sweep's page: an older answer still on its way must not undo it.
    await within
      .updateTable('connections')
      .set({ seen_begun_at: judgement.seenBegunAt, suspected_at: null })
      .where('id', '=', row.id)
      .execute();
    return nothing(observation);
  }

  await within
    .updateTable('connections')
    .set({
      state: judgement.state,
      status: judgement.status,
      status_reason: judgement.statusReason,
      is_disabled: observation.seen?.isDisabled ? 1 : 0,
      is_auth_config_disabled: observation.seen?.isAuthConfigDisabled ? 1 : 0,
      cause: judgement.cause,
      since: judgement.since,
      seen_updated_at: judgement.seenUpdatedAt,
      seen_begun_at: judgement.seenBegunAt,
      suspected_at: null,
    })
    .where('id', '=', row.id)
    .execute();
  await changeOutage(within, {
    connection: row,
    outage,
    change: judgement.outage,
    cause: judgement.cause,
    identities,
    reminderDelayMs,
    now,
  });
  if (judgement.state !== row.state) {
    await writeAudit(
      within,
      row.team_id,
      {
        actor: 'bot',
        action: `connection.${judgement.state}`,
        subject: row.owner,
        detail: { accountId: observation.accountId, status: judgement.status, reason: judgement.statusReason },
      },
      now,
    );
  }
  return {
    kind: judgement.state === row.state && judgement.outage === 'none' ? 'none' : 'connection-changed',
    owner: row.owner,
    accountId: observation.accountId,
    state: judgement.state,
    outage: judgement.outage,
  };
}

function nothing(observation: Observation): Effect {
  return { kind: 'none', owner: null, accountId: observation.accountId, state: null, outage: 'none' };
}
