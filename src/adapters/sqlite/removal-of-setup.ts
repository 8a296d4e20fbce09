/** Taking a setup away, and the auth configs that are owed to be deleted with it. */

import type { SavedSetup } from '../../model.ts';
import type { SetupRemovalStore } from '../../stores/removal-of-setup.ts';
import { writeAudit } from './audit.ts';
import { endCompanyAccount } from './letting-go.ts';
import { insertMessage } from './messages.ts';
import { endOutage } from './outages.ts';
import { dropPause } from './pauses.ts';
import { endWhatIsUnderWay } from './removal-endings.ts';
import { supersedeUnfinished } from './superseding.ts';
import { type Database, transact } from './transaction.ts';

export function createSetupRemovalStore(database: Database): SetupRemovalStore {
  return {
    peopleConnected: async (teamId) => {
      const granted = database
        .selectFrom('grants')
        .select('slack_user_id as owner')
        .where('team_id', '=', teamId)
        .where('state', 'in', ['wanted', 'granted']);
      const rows = await database
        .selectFrom('connections')
        .innerJoin('people', (join) =>
          join
            .onRef('people.team_id', '=', 'connections.team_id')
            .onRef('people.slack_user_id', '=', 'connections.owner'),
        )
        .select('owner')
        .where('connections.team_id', '=', teamId)
        .where('state', 'not in', ['none', 'left'])
        .union(granted)
        .execute();
      return rows.map(({ owner }) => owner);
    },

    removeSetup: (setup, given, now) =>
      transact(database, async (within) => {
        const result = await within
          .updateTable('setups')
          .set({ state: 'replaced', failure: 'removed' })
          .where('team_id', '=', setup.teamId)
          .where('id', '=', setup.id)
          .where('state', '=', 'saved')
          .executeTakeFirst();
        if (result.numUpdatedRows === 0n) return false;
        await endEverything(within, setup, now);
        await endWhatIsUnderWay(within, setup, given.by, now);
        if (given.deletesAuthConfig) await oweAuthConfigRemoval(within, setup, given.by, now);
        for (const message of given.notify) await insertMessage(within, setup.teamId, message, now);
        await writeAudit(
          within,
          setup.teamId,
          {
            actor: given.by,
            action: 'setup.removed',
            subject: setup.id,
            detail: {
              authConfigId: setup.authConfigId,
              deletesAuthConfig: given.deletesAuthConfig,
              people: given.notify.length,
            },
          },
          now,
        );
        return true;
      }),

    dueAuthConfigRemovals: async (teamId, now) => {
      const rows = await database
        .selectFrom('auth_config_removals')
        .select(['auth_config_id', 'tries'])
        .where('team_id', '=', teamId)
        .where('done_at', 'is', null)
        .where('next_try_at', '<=', now)
        // Who took it over for a new setup keeps it.
        .where(({ not, exists, selectFrom }) =>
          not(
            exists(
              selectFrom('setups')
                .select('setups.id')
                .where('setups.team_id', '=', teamId)
                .where('setups.state', '=', 'saved')
                .whereRef('setups.auth_config_id', '=', 'auth_config_removals.auth_config_id'),
            ),
          ),
        )
        .where(({ not, exists, selectFrom }) =>
          not(
            exists(
              selectFrom('attempts')
                .select('attempts.id')
                .where('attempts.team_id', '=', teamId)
                .whereRef('attempts.auth_config_id', '=', 'auth_config_removals.auth_config_id')
                .where('attempts.removal', 'in', ['owed', 'owed_with_revoke']),
            ),
          ),
        )
        .execute();
      return rows.map((row) => ({ authConfigId: row.auth_config_id, tries: row.tries }));
    },

    markAuthConfigRemoved: (teamId, authConfigId, now) =>
      transact(database, async (within) => {
        await within
          .updateTable('auth_config_removals')
          .set({ done_at: now })
          .where('team_id', '=', teamId)
          .where('auth_config_id', '=', authConfigId)
          .execute();
        await writeAudit(within, teamId, { actor: 'bot', action: 'auth_config.deleted', subject: authConfigId }, now);
      }),

    postponeAuthConfigRemoval: async (teamId, authConfigId, nextAt) => {
      await database
        .updateTable('auth_config_removals')
        .set((row) => ({ next_try_at: nextAt, tries: row('tries', '+', 1) }))
        .where('team_id', '=', teamId)
        .where('auth_config_id', '=', authConfigId)
        .execute();
    },
  };
}

async function endEverything(within: Database, { teamId, authConfigId }: SavedSetup, now: number): Promise<void> {
  await supersedeUnfinished(within, teamId, { authConfigId }, now, 'owed_with_revoke');
  const connections = await within
    .selectFrom('connections')
    .select(['id', 'account_id'])
    .where('team_id', '=', teamId)
    .where('state', 'not in', ['none', 'left'])
    .execute();
  for (const connection of connections) {
    await within
      .updateTable('attempts')
      .set({ removal: 'owed_with_revoke', removal_next_at: now })
      .where('team_id', '=', teamId)
      .where('account_id', '=', connection.account_id)
      .execute();
    await endOutage(within, teamId, connection.id, now);
  }
  await within
    .updateTable('connections')
    .set({
      state: 'none',
      account_id: null,
      cause: null,
      since: now,
      suspected_at: null,
      verified_at: null,
      verification: null,
    })
    .where('team_id', '=', teamId)
    .where('state', 'not in', ['none', 'left'])
    .execute();
  await endCompanyAccount(within, teamId, now);
  await within
    .updateTable('grants')
    .set({ state: 'withdrawn', since: now })
    .where('team_id', '=', teamId)
    .where('state', '!=', 'withdrawn')
    .execute();
  await dropPause(within, teamId, now);
}

async function oweAuthConfigRemoval(
  within: Database,
  { teamId, authConfigId }: SavedSetup,
  askedBy: string,
  now: number,
): Promise<void> {
  await within
    .insertInto('auth_config_removals')
    .values({ auth_config_id: authConfigId, team_id: teamId, asked_by: askedBy, asked_at: now, next_try_at: now })
    .onConflict((conflict) => conflict.column('auth_config_id').doUpdateSet({ done_at: null, next_try_at: now }))
    .execute();
}
