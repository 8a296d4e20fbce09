/** What incidents are judged by, read from the rows of outages, attempts and sweeps. */

import { sql } from 'kysely';
import { type Cause, ownCause } from '../../connection.ts';
import { companyOwner } from '../../model.ts';
import type { BrokenAlone, IncidentStore } from '../../stores/incidents.ts';
import { alertMessageKind } from '../../stores/message-kinds.ts';
import { isAlone } from './incident-rows.ts';
import { toConnection } from './rows.ts';
import type { Database } from './transaction.ts';

type Sightings = Pick<
  IncidentStore,
  'peopleOf' | 'toldOf' | 'attemptsSince' | 'witness' | 'failedSweeps' | 'brokenAlone' | 'loneOutagesSince'
>;

/** A connection in one of these states is none. */
const emptyStates: readonly string[] = ['none', 'left'];
/** More failed sweeps than this say nothing more. */
const mostSweeps = 100;

export function createIncidentSightings(database: Database): Sightings {
  return {
    peopleOf: async (teamId, { id, authConfigId }) => {
      const outages = await database
        .selectFrom('outages')
        .innerJoin('connections', 'connections.id', 'outages.connection_id')
        .select([
          'outages.connection_id',
          'outages.began_at',
          'outages.ended_at',
          'outages.cause',
          'connections.state',
          'connections.status',
          'connections.status_reason',
        ])
        .where('outages.incident_id', '=', id)
        .orderBy('outages.began_at')
        .execute();
      const working = await database
        .selectFrom('connections')
        .select((select) => select.fn.countAll<number>().as('people'))
        .where('team_id', '=', teamId)
        .where('auth_config_id', '=', authConfigId)
        .where('state', '=', 'active')
        .where('owner', '!=', companyOwner)
        .where(({ not, exists, selectFrom }) =>
          not(
            exists(
              selectFrom('outages')
                .select('outages.id')
                .whereRef('outages.connection_id', '=', 'connections.id')
                .where('outages.incident_id', '=', id),
            ),
          ),
        )
        .executeTakeFirstOrThrow();
      const suspected = await database
        .selectFrom('connections')
        .select((select) => select.fn.countAll<number>().as('people'))
        .where('team_id', '=', teamId)
        .where('auth_config_id', '=', authConfigId)
        .where('suspected_at', 'is not', null)
        .executeTakeFirstOrThrow();
      // Of somebody whom it took twice, the later outage counts.
      const latest = [...new Map(outages.map((outage) => [outage.connection_id, outage])).values()];
      const present = latest.filter(({ state }) => !emptyStates.includes(state));
      const down = present.filter(({ ended_at }) => ended_at === null);
      const causes: Partial<Record<Cause, number>> = {};
      const reasons: Record<string, number> = {};
      for (const { cause, status, status_reason } of down) {
        const own = ownCause(cause as Cause, { status, statusReason: status_reason });
        causes[own] = (causes[own] ?? 0) + 1;
        if (status_reason !== null) reasons[status_reason] = (reasons[status_reason] ?? 0) + 1;
      }
      return {
        affected: present.length,
        restored: present.length - down.length,
        gone: latest.length - present.length,
        suspected: suspected.people,
        others: working.people,
        firstBeganAt: present[0]?.began_at ?? null,
        lastBeganAt: present.at(-1)?.began_at ?? null,
        lastEndedAt: latest.reduce<number | null>(
          (last, { ended_at }) => Math.max(last ?? 0, ended_at ?? 0) || null,
          null,
        ),
        causes,
        reasons,
      };
    },

    toldOf: async (_teamId, incidentId) => {
      const row = await database
        .selectFrom('outages')
        .select((select) => select.fn.countAll<number>().as('told'))
        .where('incident_id', '=', incidentId)
        .where('ended_at', 'is', null)
        .where(({ exists, selectFrom }) =>
          exists(
            selectFrom('messages')
              .select('messages.id')
              .whereRef('messages.team_id', '=', 'outages.team_id')
              .where('messages.kind', '=', alertMessageKind)
              .whereRef('messages.subject', '=', 'outages.id')
              .where((message) =>
                message.or([message('messages.ts', 'is not', null), message('messages.is_send_unknown', '=', 1)]),
              ),
          ),
        )
        .executeTakeFirstOrThrow();
      return row.told;
    },

    attemptsSince: async (teamId, authConfigId, since) => {
      const rows = await database
        .selectFrom('attempts')
        .select(['state', 'reason', (select) => select.fn.countAll<number>().as('links')])
        .where('team_id', '=', teamId)
        .where('auth_config_id', '=', authConfigId)
        .where('ended_at', '>=', since)
        .groupBy(['state', 'reason'])
        .execute();
      const count = (state: string): number =>
        rows.filter((row) => row.state === state).reduce((sum, { links }) => sum + links, 0);
      const failed = rows.filter((row) => row.state === 'declined');
      return {
        won: count('won'),
        unfinished: count('lapsed'),
        failed: Object.fromEntries(failed.map(({ reason, links }) => [reason ?? '', links])),
      };
    },

    witness: async (teamId, authConfigId) => {
      const row = await database
        .selectFrom('connections')
        .innerJoin('people', (join) =>
          join
            .onRef('people.team_id', '=', 'connections.team_id')
            .onRef('people.slack_user_id', '=', 'connections.owner'),
        )
        .selectAll('connections')
        .select('people.external_user_id')
        .where('connections.team_id', '=', teamId)
        .where('connections.auth_config_id', '=', authConfigId)
        .where('connections.state', '=', 'active')
        .where('connections.suspected_at', 'is', null)
        .where('connections.account_id', 'is not', null)
        // The one that was tried longest ago: no connection is tried twice in a row.
        .orderBy('connections.verified_at')
        .limit(1)
        .executeTakeFirst();
      return row ? { ...toConnection(row), externalUserId: row.external_user_id } : null;
    },

    failedSweeps: async (teamId, from) => {
      const rows = await database
        .selectFrom('sweeps')
        .select(['began_at', 'failure', 'is_complete'])
        .where('team_id', '=', teamId)
        .where('began_at', '>=', from)
        .where('ended_at', 'is not', null)
        .where((row) => row.or([row('is_complete', '=', sql.lit(1)), row('failure', 'is not', null)]))
        .orderBy('began_at', 'desc')
        .limit(mostSweeps)
        .execute();
      const complete = rows.findIndex(({ is_complete }) => is_complete === 1);
      const failed = (complete === -1 ? rows : rows.slice(0, complete)).reverse();
      return {
        since: failed[0]?.began_at ?? null,
        failures: failed.map(({ failure }) => failure ?? 'unreadable'),
        isAnswering: complete === 0,
      };
    },

    brokenAlone: async (teamId, causes, since) => {
      const outages = await database
        .selectFrom('outages')
        .innerJoin('connections', 'connections.id', 'outages.connection_id')
        .select(['outages.began_at', 'connections.auth_config_id'])
        .where('outages.team_id', '=', teamId)
        .where('outages.began_at', '>=', since)
        .where('outages.ended_at', 'is', null)
        .where('outages.cause', 'in', causes)
        .where('outages.owner', '!=', companyOwner)
        .where(isAlone)
        .execute();
      const found: BrokenAlone[] = [];
      for (const authConfigId of new Set(outages.map(({ auth_config_id }) => auth_config_id))) {
        if (authConfigId === null) continue;
        const { people } = await database
          .selectFrom('connections')
          .select((select) => select.fn.countAll<number>().as('people'))
          .where('team_id', '=', teamId)
          .where('auth_config_id', '=', authConfigId)
          .where('owner', '!=', companyOwner)
          .where('state', 'not in', emptyStates)
          .executeTakeFirstOrThrow();
        const last = await database
          .selectFrom('attempts')
          .select('ended_at')
          .where('team_id', '=', teamId)
          .where('auth_config_id', '=', authConfigId)
          .where('state', '=', 'won')
          .orderBy('ended_at', 'desc')
          .limit(1)
          .executeTakeFirst();
        const theirs = outages.filter(({ auth_config_id }) => auth_config_id === authConfigId);
        found.push({
          authConfigId,
          began: theirs.map(({ began_at }) => began_at),
          connections: people,
          lastConnectedAt: last?.ended_at ?? null,
        });
      }
      return found;
    },

    loneOutagesSince: async (teamId, since) => {
      const rows = await database
        .selectFrom('outages')
        .select(['owner', 'began_at', 'ended_at', 'cause'])
        .where('team_id', '=', teamId)
        .where('began_at', '>=', since)
        .where('incident_id', 'is', null)
        .where('owner', '!=', companyOwner)
        .orderBy('began_at')
        .execute();
      return rows.map((row) => ({
        owner: row.owner,
        beganAt: row.began_at,
        endedAt: row.ended_at,
        cause: row.cause as Cause,
      }));
    },
  };
}
