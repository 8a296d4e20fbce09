/** What is known of the accounts being watched, and which are suspected to be down. */

import type { ObservationStore, WatchedAccount } from '../../store.ts';
import type { Database } from './transaction.ts';

type WatchedStore = Omit<ObservationStore, 'observe'>;

/** Attempts in these states may still turn ACTIVE. */
const openAttemptStates = ['pending', 'lapsed', 'declined', 'superseded'];

export function createWatchedStore(database: Database): WatchedStore {
  const connections = (teamId: string) =>
    database
      .selectFrom('connections')
      .select([
        'account_id',
        'auth_config_id',
        'owner',
        'state',
        'status',
        'status_reason',
        'is_disabled',
        'is_auth_config_disabled',
        'seen_updated_at',
        'suspected_at',
      ])
      .where('team_id', '=', teamId)
      .where('state', 'not in', ['none', 'left']);
  const attempts = (teamId: string) =>
    database
      .selectFrom('attempts')
      .select(['account_id', 'auth_config_id', 'owner', 'state'])
      .where('team_id', '=', teamId)
      .where('state', 'in', openAttemptStates)
      .where('removal', 'in', ['none', 'owed']);

  return {
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

    suspect: async (teamId, accountIds, now) => {
      for (const accountId of accountIds) {
        await database
          .updateTable('connections')
          .set({ suspected_at: now })
          .where('team_id', '=', teamId)
          .where('account_id', '=', accountId)
          .where('suspected_at', 'is', null)
          .execute();
      }
    },

    clearSuspicion: async (teamId, accountIds) => {
      for (const accountId of accountIds) {
        await database
          .updateTable('connections')
          .set({ suspected_at: null })
          .where('team_id', '=', teamId)
          .where('account_id', '=', accountId)
          .execute();
      }
    },

    recentlyDown: async (teamId, authConfigId, since) => {
      const down = await database
        .selectFrom('outages')
        .innerJoin('connections', 'connections.id', 'outages.connection_id')
        .select((select) => select.fn.count<number>('connections.id').distinct().as('people'))
        .where('connections.team_id', '=', teamId)
        .where('connections.auth_config_id', '=', authConfigId)
        .where('connections.state', 'in', ['broken', 'paused'])
        .where('outages.began_at', '>=', since)
        .where('outages.ended_at', 'is', null)
        .executeTakeFirstOrThrow();
      const active = await database
        .selectFrom('connections')
        .select((select) => select.fn.countAll<number>().as('people'))
        .where('team_id', '=', teamId)
        .where('auth_config_id', '=', authConfigId)
        .where('state', '=', 'active')
        .executeTakeFirstOrThrow();
      return { down: down.people, active: active.people };
    },
  };
}

function toWatchedConnection(row: {
  account_id: string | null;
  auth_config_id: string | null;
  owner: string;
  state: string;
  status: string | null;
  status_reason: string | null;
  is_disabled: number;
  is_auth_config_disabled: number;
  seen_updated_at: number | null;
  suspected_at: number | null;
}): WatchedAccount[] {
  if (row.account_id === null || row.auth_config_id === null) return [];
  return [
    {
      accountId: row.account_id,
      authConfigId: row.auth_config_id,
      owner: row.owner,
      isConnection: true,
      state: row.state,
      status: row.status,
      statusReason: row.status_reason,
      isDisabled: row.is_disabled === 1,
      isAuthConfigDisabled: row.is_auth_config_disabled === 1,
      updatedAt: row.seen_updated_at,
      suspectedAt: row.suspected_at,
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
      status: null,
      statusReason: null,
      isDisabled: false,
      isAuthConfigDisabled: false,
      updatedAt: null,
      suspectedAt: null,
    },
  ];
}
