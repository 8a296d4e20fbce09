/** Scopes: ticked in Gong as an admin said, requested for each connection, and drift that was told. */

import { type Expression, type SqlBool, sql } from 'kysely';
import type { SavedSetup } from '../../model.ts';
import { roundNoticeKinds } from '../../stores/rounds.ts';
import { type DriftEnding, driftMessageKind, type ScopeDrift, type ScopeStore } from '../../stores/scopes.ts';
import { writeAudit } from './audit.ts';
import { insertMessage, reviseMessages } from './messages.ts';
import { endRoundRow, underWay } from './round-rows.ts';
import { toSetup } from './rows.ts';
import { type Database, transact } from './transaction.ts';

/** Connections in these states hold no grant. */
const emptyStates = ['none', 'left'];
/** What an older version kept where Composio told nothing. */
const nothingTold = scopesText([]);

/** Scopes as they are kept: in one order, so that equal lists are equal texts. */
export function scopesText(scopes: readonly string[]): string {
  return JSON.stringify([...new Set(scopes)].sort());
}

/** Writes what was requested for an account within a transaction, where it is news. */
export async function noteRequested(
  within: Database,
  teamId: string,
  accountId: string,
  requested: readonly string[],
): Promise<void> {
  const text = scopesText(requested);
  await within
    .updateTable('connections')
    .set({ requested_scopes: text })
    .where('team_id', '=', teamId)
    .where('account_id', '=', accountId)
    .where('requested_scopes', 'is distinct from', text)
    .execute();
}

/** null: what was requested is not known. */
const told = sql<string | null>`nullif(requested_scopes, ${sql.lit(nothingTold)})`;

export function createScopeStore(database: Database): ScopeStore {
  const connections = (teamId: string, authConfigId: string) =>
    database
      .selectFrom('connections')
      .where('team_id', '=', teamId)
      .where('auth_config_id', '=', authConfigId)
      .where('state', 'not in', emptyStates);

  return {
    scopeRecord: async (teamId, setupId) => {
      const row = await database
        .selectFrom('setups')
        .select(['ticked_scopes', 'scopes_revision', 'scopes_checked_at'])
        .where('team_id', '=', teamId)
        .where('id', '=', setupId)
        .executeTakeFirst();
      return {
        ticked: row?.ticked_scopes ? JSON.parse(row.ticked_scopes) : null,
        revision: row?.scopes_revision ?? 0,
        checkedAt: row?.scopes_checked_at ?? null,
      };
    },

    claimScopeChange: (teamId, setupId, { by, revision, scopes }, now) =>
      transact(database, async (within) => {
        const result = await within
          .updateTable('setups')
          .set({ scopes_revision: revision + 1 })
          .where('team_id', '=', teamId)
          .where('id', '=', setupId)
          .where('state', '=', 'saved')
          .where('scopes_revision', '=', revision)
          .executeTakeFirst();
        if (result.numUpdatedRows === 0n) return false;
        await writeAudit(
          within,
          teamId,
          { actor: by, action: 'scopes.submitted', subject: setupId, detail: { scopes } },
          now,
        );
        return true;
      }),

    saveScopes: (teamId, setupId, { by, scopes, ticked }, now) =>
      transact(database, async (within): Promise<SavedSetup | null> => {
        const before = await saved(within, teamId, setupId);
        if (!before) return null;
        await within
          .updateTable('setups')
          .set({ scopes: JSON.stringify(scopes), ticked_scopes: JSON.stringify(ticked) })
          .where('id', '=', setupId)
          .execute();
        // Who has reconnected in it has the scopes before these.
        for (const round of await underWay(within, teamId).where('cause', '=', 'scopes').execute()) {
          await endRoundRow(within, round.id, now);
          await reviseMessages(within, teamId, roundNoticeKinds.scopes, round.id);
        }
        const detail = { before: before.scopes, after: scopes, ticked };
        await writeAudit(within, teamId, { actor: by, action: 'scopes.changed', subject: setupId, detail }, now);
        return saved(within, teamId, setupId);
      }),

    noteRequestedScopes: (teamId, seen) =>
      transact(database, async (within) => {
        for (const { accountId, requested } of seen) await noteRequested(within, teamId, accountId, requested);
      }),

    grantedScopes: async (teamId, authConfigId) => {
      const rows = await connections(teamId, authConfigId)
        .select([told.as('requested_scopes'), (select) => select.fn.countAll<number>().as('count')])
        .groupBy(told)
        .execute();
      return rows.map(({ requested_scopes, count }) => ({
        requested: requested_scopes === null ? null : JSON.parse(requested_scopes),
        count,
      }));
    },

    ownersWithScopes: async (teamId, authConfigId, requested, limit) => {
      const texts = requested.flatMap((scopes) => (scopes === null ? [] : [scopesText(scopes)]));
      const rows = await connections(teamId, authConfigId)
        .select('owner')
        .where((row) => {
          const any: Expression<SqlBool>[] = [sql<SqlBool>`1 = 0`];
          if (texts.length > 0) any.push(row('requested_scopes', 'in', texts));
          if (texts.length < requested.length) {
            any.push(row('requested_scopes', 'is', null), row('requested_scopes', '=', nothingTold));
          }
          return row.or(any);
        })
        .orderBy('owner')
        .$if(limit !== null, (query) => query.limit(limit ?? 0))
        .execute();
      return rows.map(({ owner }) => owner);
    },

    openDrift: (teamId) => findOpenDrift(database, teamId),

    drift: async (teamId, driftId) => {
      const row = await database
        .selectFrom('scope_drifts')
        .selectAll()
        .where('team_id', '=', teamId)
        .where('id', '=', driftId)
        .executeTakeFirst();
      return row ? toDrift(row) : null;
    },

    recordDrift: (teamId, setupId, found, now) =>
      transact(database, async (within) => {
        await within
          .updateTable('setups')
          .set({ scopes_checked_at: now })
          .where('team_id', '=', teamId)
          .where('id', '=', setupId)
          .execute();
        const open = await findOpenDrift(within, teamId);
        const drift = typeof found === 'string' ? null : found;
        if (open && open.fingerprint === drift?.fingerprint) return 'known';
        if (open) await endOpenDrift(within, teamId, found === 'gone' ? 'gone' : 'put_right', now);
        if (!drift) return open ? 'over' : 'none';
        await within
          .insertInto('scope_drifts')
          .values({
            id: drift.id,
            team_id: teamId,
            fingerprint: drift.fingerprint,
            data: JSON.stringify(drift.data),
            found_at: now,
          })
          .execute();
        for (const message of drift.notify) await insertMessage(within, teamId, message, now);
        await writeAudit(
          within,
          teamId,
          { actor: 'bot', action: 'scopes.drift_found', subject: setupId, detail: drift.data },
          now,
        );
        return 'new';
      }),
  };
}

async function saved(within: Database, teamId: string, setupId: string): Promise<SavedSetup | null> {
  const row = await within
    .selectFrom('setups')
    .selectAll()
    .where('team_id', '=', teamId)
    .where('id', '=', setupId)
    .where('state', '=', 'saved')
    .executeTakeFirst();
  const setup = row && toSetup(row);
  return setup && setup.authConfigId !== null ? { ...setup, state: 'saved', authConfigId: setup.authConfigId } : null;
}

async function findOpenDrift(within: Database, teamId: string): Promise<ScopeDrift | null> {
  const row = await within
    .selectFrom('scope_drifts')
    .selectAll()
    .where('team_id', '=', teamId)
    .where('ended_at', 'is', null)
    .executeTakeFirst();
  return row ? toDrift(row) : null;
}

/** Ends what is told of drift within a transaction, if there is any, and has its messages say how. */
export async function endOpenDrift(within: Database, teamId: string, ending: DriftEnding, now: number): Promise<void> {
  const ended = await within
    .updateTable('scope_drifts')
    .set({ ended_at: now, data: sql<string>`json_set(data, '$.ending', ${ending})` })
    .where('team_id', '=', teamId)
    .where('ended_at', 'is', null)
    .returning('id')
    .execute();
  for (const { id } of ended) await reviseMessages(within, teamId, driftMessageKind, id);
}

function toDrift(row: { id: string; fingerprint: string; data: string; found_at: number; ended_at: number | null }) {
  const { ending = 'put_right', ...data } = JSON.parse(row.data) as { ending?: DriftEnding };
  return { id: row.id, fingerprint: row.fingerprint, data, foundAt: row.found_at, endedAt: row.ended_at, ending };
}
