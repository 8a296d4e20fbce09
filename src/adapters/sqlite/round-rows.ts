/** The rows of rounds within a transaction: who is added, who joined, who has reconnected or is gone. */

import { companyOwner } from '../../model.ts';
import {
  type Round,
  type RoundCause,
  type RoundCounts,
  reconnectRequestKind,
  requestSubject,
} from '../../stores/rounds.ts';
import { reviseMessages } from './messages.ts';
import type { RoundRow } from './rotation-tables.ts';
import type { Database } from './transaction.ts';

/** Connections in these states have nothing to be renewed. */
const emptyStates = ['none', 'left'];
/** IDs in one statement: SQLite takes some thirty thousand. */
const idsAtOnce = 500;

/** Begins a round within a transaction; its first wave is due at once. */
export async function beginRound(
  within: Database,
  draft: Pick<Round, 'id' | 'teamId' | 'cause' | 'authConfigId' | 'createdBy'>,
  now: number,
): Promise<void> {
  await within
    .insertInto('reconnect_rounds')
    .values({
      id: draft.id,
      team_id: draft.teamId,
      cause: draft.cause,
      auth_config_id: draft.authConfigId,
      created_by: draft.createdBy,
      began_at: now,
      next_wave_at: now,
    })
    .execute();
}

/** Ends a round's own row within a transaction, if there is one. */
export async function endRoundRow(within: Database, roundId: string, now: number): Promise<void> {
  await within
    .updateTable('reconnect_rounds')
    .set({ ended_at: now })
    .where('id', '=', roundId)
    .where('ended_at', 'is', null)
    .execute();
}

/**
 * Adds people who have a connection, each once: those named, or everybody whose connection of the auth config is
 * broken. The company's connection is no person's to renew.
 * @returns how many were not there yet
 */
export async function addRequests(
  within: Database,
  to: { teamId: string; roundId: string; state: 'waiting' | 'asked'; needsNewAccount: boolean; askedAt: number | null },
  who: { owners: readonly string[] } | { brokenOf: string; except: string | null },
): Promise<number> {
  const people = within
    .selectFrom('connections')
    .select((row) => [
      row.val(to.roundId).as('round_id'),
      'team_id',
      'owner',
      row.val<string>(to.state).as('state'),
      'account_id',
      row.val(to.needsNewAccount ? 1 : 0).as('needs_new_account'),
      row.val(to.askedAt).as('asked_at'),
    ])
    .where('team_id', '=', to.teamId)
    .where('owner', '!=', companyOwner);
  const insert = async (expression: typeof people): Promise<number> => {
    const result = await within
      .insertInto('reconnect_requests')
      .columns(['round_id', 'team_id', 'slack_user_id', 'state', 'account_id', 'needs_new_account', 'asked_at'])
      .expression(expression)
      .onConflict((conflict) => conflict.columns(['round_id', 'slack_user_id']).doNothing())
      .executeTakeFirst();
    return Number(result.numInsertedOrUpdatedRows ?? 0n);
  };

  if ('brokenOf' in who) {
    const broken = people.where('auth_config_id', '=', who.brokenOf).where('state', '=', 'broken');
    return insert(who.except === null ? broken : broken.where('owner', '!=', who.except));
  }
  let added = 0;
  for (let from = 0; from < who.owners.length; from += idsAtOnce) {
    const named = people.where('owner', 'in', who.owners.slice(from, from + idsAtOnce));
    added += await insert(named.where('state', 'not in', emptyStates));
  }
  return added;
}

/** @returns how many have reconnected or are gone since the last time */
export async function settleRequests(within: Database, round: Round): Promise<number> {
  const rows = await within
    .selectFrom('reconnect_requests as request')
    .leftJoin('connections as connection', (join) =>
      join.onRef('connection.team_id', '=', 'request.team_id').onRef('connection.owner', '=', 'request.slack_user_id'),
    )
    .select(['request.slack_user_id', 'connection.state'])
    .where('request.round_id', '=', round.id)
    .where('request.state', 'in', ['waiting', 'asked'])
    .where((row) => {
      const isRenewed = row.or([
        row('request.needs_new_account', '=', 0),
        row('connection.account_id', 'is distinct from', row.ref('request.account_id')),
      ]);
      return row.or([
        row('connection.state', 'is', null),
        row('connection.state', 'in', emptyStates),
        row.and([row('connection.state', '=', 'active'), isRenewed]),
      ]);
    })
    .execute();
  for (const { slack_user_id, state } of rows) {
    await within
      .updateTable('reconnect_requests')
      .set({ state: state === 'active' ? 'reconnected' : 'gone' })
      .where('round_id', '=', round.id)
      .where('slack_user_id', '=', slack_user_id)
      .execute();
    await reviseMessages(within, round.teamId, reconnectRequestKind, requestSubject(round.id, slack_user_id));
  }
  return rows.length;
}

/** The rounds that are under way, oldest first. */
export function underWay(within: Database, teamId: string) {
  return within
    .selectFrom('reconnect_rounds')
    .selectAll()
    .where('team_id', '=', teamId)
    .where('ended_at', 'is', null)
    .orderBy('began_at');
}

export async function findRound(within: Database, teamId: string, roundId: string): Promise<Round | null> {
  const row = await within
    .selectFrom('reconnect_rounds')
    .selectAll()
    .where('team_id', '=', teamId)
    .where('id', '=', roundId)
    .executeTakeFirst();
  return row ? toRound(row) : null;
}

export async function readCounts(within: Database, teamId: string, roundId: string): Promise<RoundCounts> {
  const rows = await within
    .selectFrom('reconnect_requests')
    .select(['state', (select) => select.fn.countAll<number>().as('people')])
    .where('team_id', '=', teamId)
    .where('round_id', '=', roundId)
    .groupBy('state')
    .execute();
  const counted = Object.fromEntries(rows.map(({ state, people }) => [state, people]));
  return { waiting: 0, asked: 0, reconnected: 0, gone: 0, ...counted };
}

export function toRound(row: RoundRow): Round {
  return {
    id: row.id,
    teamId: row.team_id,
    cause: row.cause as RoundCause,
    authConfigId: row.auth_config_id,
    createdBy: row.created_by,
    beganAt: row.began_at,
    nextWaveAt: row.next_wave_at,
    waves: row.waves,
    endedAt: row.ended_at,
  };
}
