/** Observations applied: the rules decide, one transaction writes the state and everything that it owes. */

import { judgeAttempt, mayWin } from '../../attempt.ts';
import {
  type AccountSeen,
  type Cause,
  type ConnectionState,
  judgeConnection,
  type Observation,
} from '../../connection.ts';
import type { Effect, Identities, ObservationStore } from '../../store.ts';
import { writeAudit } from './audit.ts';
import { reviseMessages } from './messages.ts';
import { changeOutage, endOutage, latestOutage } from './outages.ts';
import type { AttemptRow, ConnectionRow } from './schema.ts';
import { linkMessageKind } from './superseding.ts';
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
          : observeAttempt(within, attempt, connection, observation, now, identities.outageId);
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
  if (judgement.kind !== 'changed') return nothing(observation);

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

async function observeAttempt(
  within: Database,
  attempt: AttemptRow,
  connection: ConnectionRow | undefined,
  observation: Observation,
  now: number,
  connectionId: string,
): Promise<Effect> {
  if (attempt.removal === 'done' || attempt.removal === 'owed_with_revoke') return nothing(observation);
  const judgement = judgeAttempt(
    { state: attempt.state as 'pending', expiresAt: attempt.expires_at, reason: attempt.reason },
    observation.seen,
    now,
  );
  if (judgement.state === attempt.state) return nothing(observation);
  if (judgement.state === 'won' && observation.seen) {
    if (!(await canWin(within, attempt, connection))) return nothing(observation);
    await win(within, attempt, connection, { ...observation, seen: observation.seen }, now, connectionId);
  } else {
    await within
      .updateTable('attempts')
      .set({ state: judgement.state, reason: judgement.reason, ended_at: now })
      .where('id', '=', attempt.id)
      .execute();
  }
  await reviseMessages(within, attempt.team_id, linkMessageKind, attempt.id);
  return {
    kind: judgement.state === 'won' ? 'won' : 'attempt-ended',
    owner: attempt.owner,
    accountId: observation.accountId,
    state: judgement.state,
    outage: 'none',
  };
}

async function canWin(within: Database, attempt: AttemptRow, connection: ConnectionRow | undefined): Promise<boolean> {
  if (!connection || connection.account_id === null) return true;
  const current = await within
    .selectFrom('attempts')
    .select('created_at')
    .where('account_id', '=', connection.account_id)
    .executeTakeFirst();
  return mayWin(
    { createdAt: attempt.created_at },
    { isActive: connection.state === 'active', attemptCreatedAt: current?.created_at ?? null },
  );
}

/** The attempt's account becomes the connection's; the one before is owed to be deleted, its grant left alone. */
async function win(
  within: Database,
  attempt: AttemptRow,
  before: ConnectionRow | undefined,
  observation: { accountId: string; begunAt: number; seen: AccountSeen },
  now: number,
  connectionId: string,
): Promise<void> {
  if (before?.account_id) {
    await within
      .updateTable('attempts')
      .set({ removal: 'owed', removal_next_at: now })
      .where('account_id', '=', before.account_id)
      .execute();
  }
  const setup = await within
    .selectFrom('setups')
    .select('scopes')
    .where('team_id', '=', attempt.team_id)
    .where('auth_config_id', '=', attempt.auth_config_id)
    .orderBy('created_at', 'desc')
    .limit(1)
    .executeTakeFirst();
  const values = {
    state: 'active',
    account_id: observation.accountId,
    auth_config_id: attempt.auth_config_id,
    status: observation.seen.status,
    status_reason: observation.seen.statusReason,
    is_disabled: 0,
    is_auth_config_disabled: 0,
    cause: null,
    since: now,
    base_url: attempt.base_url,
    scopes: setup?.scopes ?? '[]',
    seen_updated_at: observation.seen.updatedAt,
    seen_begun_at: observation.begunAt,
    suspected_at: null,
    verified_at: null,
    verification: null,
  };
  await within
    .insertInto('connections')
    .values({ id: connectionId, team_id: attempt.team_id, owner: attempt.owner, ...values })
    .onConflict((conflict) => conflict.columns(['team_id', 'owner']).doUpdateSet(values))
    .execute();
  await within
    .updateTable('attempts')
    .set({ state: 'won', reason: null, ended_at: now, removal: 'none', removal_next_at: null })
    .where('id', '=', attempt.id)
    .execute();
  if (before) await endOutage(within, before, now);
  await writeAudit(
    within,
    attempt.team_id,
    {
      actor: attempt.owner,
      action: 'connection.active',
      subject: attempt.owner,
      detail: { accountId: observation.accountId, before: before?.account_id ?? null },
    },
    now,
  );
}

function nothing(observation: Observation): Effect {
  return { kind: 'none', owner: null, accountId: observation.accountId, state: null, outage: 'none' };
}
