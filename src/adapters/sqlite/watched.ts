/** What is known of the accounts being watched, and which are suspected to be down. */

import { type Expression, type SqlBool, sql } from 'kysely';
import type { Cause } from '../../connection.ts';
import type { ObservationStore, WatchedAccount } from '../../stores/watch.ts';
import { type Database, transact } from './transaction.ts';

type WatchedStore = Omit<ObservationStore, 'observe'>;

/** Attempts in these states may still turn ACTIVE. */
const openAttemptStates = ['pending', 'lapsed', 'declined', 'superseded'];
/** Connections in these states have nothing to be watched. */
const emptyStates = ['none', 'left'];
/** IDs in one statement: SQLite takes some thirty thousand. */
const idsAtOnce = 500;

export function createWatchedStore(database: Database): WatchedStore {
  const connections = (teamId: string) =>
    database
      .selectFrom('connections')
      .select([
        'account_id',
        'auth_config_id',
        'owner',
        'state',
        'cause',
        'status',
        'status_reason',
        'seen_updated_at',
        'suspected_at',
        'requested_scopes',
      ])
      .where('team_id', '=', teamId)
      .where('state', 'not in', emptyStates);
  const attempts = (teamId: string) =>
    database
      .selectFrom('attempts')
      .select(['account_id', 'auth_config_id', 'owner', 'state'])
      .where('team_id', '=', teamId)
      .where('account_id', 'is not', null)
      .where('state', 'in', openAttemptStates)
      .where('removal', 'in', ['none', 'owed']);

  /** Sets or clears the suspicion of those accounts that `which` holds for, in one transaction. */
  const markSuspected = (
    teamId: string,
    accountIds: readonly string[],
    suspectedAt: number | null,
    which: Expression<SqlBool>,
  ): Promise<void> =>
    transact(database, async (within) => {
      for (let from = 0; from < accountIds.length; from += idsAtOnce) {
        await within
          .updateTable('connections')
          .set({ suspected_at: suspectedAt })
          .where('team_id', '=', teamId)
          .where('account_id', 'in', accountIds.slice(from, from + idsAtOnce))
          .where(which)
          .execute();
      }
    });

  return {
    watchedAuthConfigs: async (teamId, attemptsSince) => {
      const held = database
        .selectFrom('connections')
        .select('auth_config_id')
        .where('team_id', '=', teamId)
        .where('state', 'not in', emptyStates)
        .where('auth_config_id', 'is not', null);
      const rows = await database
        .selectFrom('attempts')
        .select('auth_config_id')
        .where('team_id', '=', teamId)
        .where('account_id', 'is not', null)
        .where('state', 'in', openAttemptStates)
        .where('removal', 'in', ['none', 'owed'])
        .where('created_at', '>=', attemptsSince)
        .union(held.$narrowType<{ auth_config_id: string }>())
        .execute();
      return rows.map((row) => row.auth_config_id);
    },

    watchedAccounts: async (teamId, authConfigId, attemptsSince) => {
      const held = await connections(teamId).where('auth_config_id', '=', authConfigId).execute();
      const open = await attempts(teamId)
        .where('auth_config_id', '=', authConfigId)
        .where('created_at', '>=', attemptsSince)
        .execute();
      return [...held.flatMap(toWatchedConnection), ...open.flatMap(toWatchedAttempt)];
    },

    watchedAccount: async (teamId, accountId) => {
      const held = await connections(teamId).where('account_id', '=', accountId).execute();
      const open = await attempts(teamId).where('account_id', '=', accountId).execute();
      return [...held.flatMap(toWatchedConnection), ...open.flatMap(toWatchedAttempt)][0] ?? null;
    },

    suspect: (teamId, accountIds, now) => markSuspected(teamId, accountIds, now, sql<SqlBool>`suspected_at is null`),
    clearSuspicion: (teamId, accountIds) =>
      markSuspected(teamId, accountIds, null, sql<SqlBool>`suspected_at is not null`),

    recentlyDown: async (teamId, authConfigId, since) => {
      const down = await database
        .selectFrom('connections')
        .innerJoin('outages', 'outages.connection_id', 'connections.id')
        .select((select) => select.fn.count<number>('connections.id').distinct().as('people'))
        .where('connections.team_id', '=', teamId)
        .where('connections.auth_config_id', '=', authConfigId)
        .where('connections.state', 'in', ['broken', 'paused'])
        .where('outages.began_at', '>=', since)
        .where('outages.ended_at', 'is', null)
        .executeTakeFirstOrThrow();
      const working = await database
        .selectFrom('connections')
        .select((select) => select.fn.countAll<number>().as('people'))
        .where('team_id', '=', teamId)
        .where('auth_config_id', '=', authConfigId)
        .where('state', 'in', ['active', 'unknown'])
        .executeTakeFirstOrThrow();
      return { down: down.people, active: working.people };
    },
  };
}

function toWatchedConnection(row: {
  account_id: string | null;
  auth_config_id: string | null;
  owner: string;
  state: string;
  cause: string | null;
  status: string | null;
  status_reason: string | null;
  seen_updated_at: number | null;
  suspected_at: number | null;
  requested_scopes: string | null;
}): WatchedAccount[] {
  if (row.account_id === null || row.auth_config_id === null) return [];
  return [
    {
      accountId: row.account_id,
      authConfigId: row.auth_config_id,
      owner: row.owner,
      isConnection: true,
      state: row.state,
      cause: row.cause as Cause | null,
      status: row.status,
      statusReason: row.status_reason,
      seenUpdatedAt: row.seen_updated_at,
      suspectedAt: row.suspected_at,
      requestedScopes: row.requested_scopes === null ? null : JSON.parse(row.requested_scopes),
    },
  ];
}

function toWatchedAttempt(row: {
  account_id: string | null;
  auth_config_id: string;
  owner: string;
  state: string;
}): WatchedAccount[] {
  if (row.account_id === null) return [];
  return [
    {
      accountId: row.account_id,
      authConfigId: row.auth_config_id,
      owner: row.owner,
      isConnection: false,
      state: row.state,
      cause: null,
      status: null,
      statusReason: null,
      seenUpdatedAt: null,
      suspectedAt: null,
      requestedScopes: null,
    },
  ];
}
