/** Observations of links on their way applied: the attempt rule decides; a winner becomes the connection's account. */

import { type AttemptState, judgeAttempt, mayWin } from '../../attempt.ts';
import type { AccountSeen, Observation } from '../../connection.ts';
import { companyOwner } from '../../model.ts';
import { linkMessageKind } from '../../stores/message-kinds.ts';
import { askedMessageKind } from '../../stores/setups.ts';
import type { Effect } from '../../stores/watch.ts';
import { writeAudit } from './audit.ts';
import { reviseMessages } from './messages.ts';
import { endOutage } from './outages.ts';
import { readMode } from './preferences.ts';
import { endConsentRelays } from './relay-changes.ts';
import type { AttemptRow, ConnectionRow } from './schema.ts';
import { scopesText } from './scopes.ts';
import { supersedeUnfinished } from './superseding.ts';
import type { Database } from './transaction.ts';

/**
 * Applies an observation of an attempt's account within a transaction.
 * @param connection what its owner has now
 * @param connectionId the ID of a connection that has to be made
 */
export async function observeAttempt(
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
  if (judgement.state === 'won' && (await isUnwanted(within, attempt))) {
    await supersedeUnfinished(within, attempt.team_id, { id: attempt.id }, now, 'owed_with_revoke');
    return ended(attempt, observation, 'superseded');
  }
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
  return ended(attempt, observation, judgement.state);
}

/** Where people have gone over to connecting on their own, nobody would see a connection of the company's. */
async function isUnwanted(within: Database, attempt: AttemptRow): Promise<boolean> {
  return attempt.owner === companyOwner && (await readMode(within, attempt.team_id)) !== 'company';
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
  observation: Observation & { seen: AccountSeen },
  now: number,
  connectionId: string,
): Promise<void> {
  const replaced: string[] = [];
  if (before?.account_id) {
    const links = await within
      .updateTable('attempts')
      // The company's waits until its access list was taken over: `confirmAccess` lets it go.
      .set({ removal: 'owed', removal_next_at: attempt.owner === companyOwner ? null : now })
      .where('account_id', '=', before.account_id)
      .returning('id')
      .execute();
    replaced.push(...links.map(({ id }) => id));
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
    requested_scopes: observation.requestedScopes ? scopesText(observation.requestedScopes) : null,
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
  if (attempt.owner === companyOwner) {
    await endConsentRelays(within, attempt.team_id, 'connected', now, attempt.approver);
  }
  await reviseMessages(within, attempt.team_id, askedMessageKind, attempt.owner);
  // What they say of the account that was replaced holds no more.
  for (const id of replaced) await reviseMessages(within, attempt.team_id, linkMessageKind, id);
  if (before) await endOutage(within, attempt.team_id, before.id, now);
  await writeAudit(
    within,
    attempt.team_id,
    {
      actor: attempt.approver ?? attempt.owner,
      action: 'connection.active',
      subject: attempt.owner,
      detail: { accountId: observation.accountId, before: before?.account_id ?? null },
    },
    now,
  );
}

function ended(attempt: AttemptRow, { accountId }: Observation, state: AttemptState): Effect {
  return {
    kind: state === 'won' ? 'won' : 'attempt-ended',
    owner: attempt.owner,
    accountId,
    state,
    outage: 'none',
  };
}

function nothing(observation: Observation): Effect {
  return { kind: 'none', owner: null, accountId: observation.accountId, state: null, outage: 'none' };
}
