/** The rows of what workspaces have chosen. */

import { type ConnectionMode, companyOwner } from '../../model.ts';
import type { Tell } from '../../stores/company.ts';
import { grantMessageKind, offerMessageKind } from '../../stores/message-kinds.ts';
import type { PreferenceStore } from '../../stores/preferences.ts';
import { writeAudit } from './audit.ts';
import { readHoldings } from './holdings.ts';
import { endCompanyAccount, endConnection, isThere } from './letting-go.ts';
import { insertMessage, reviseMessages } from './messages.ts';
import { endConsentRelays } from './relay-changes.ts';
import { supersedeUnfinished } from './superseding.ts';
import { type Database, transact } from './transaction.ts';

/** A workspace without a row has chosen nothing. */
export async function readMode(within: Database, teamId: string): Promise<ConnectionMode> {
  const row = await within
    .selectFrom('preferences')
    .select('connection_mode')
    .where('team_id', '=', teamId)
    .executeTakeFirst();
  return (row?.connection_mode as ConnectionMode | undefined) ?? 'personal';
}

/** Within a transaction, with the audit: the mode, when it is another one. */
export async function changeMode(
  within: Database,
  teamId: string,
  mode: ConnectionMode,
  given: { actor: string; tell: Tell; now: number },
): Promise<void> {
  if ((await readMode(within, teamId)) === mode) return;
  await within
    .insertInto('preferences')
    .values({ team_id: teamId, connection_mode: mode })
    .onConflict((conflict) => conflict.column('team_id').doUpdateSet({ connection_mode: mode }))
    .execute();
  if (mode === 'personal') {
    await endConsentRelays(within, teamId, 'personal', given.now);
    await endCompanyUse(within, teamId, given);
  }
  const setup = await within
    .selectFrom('setups')
    .select('id')
    .where('team_id', '=', teamId)
    .where('state', '=', 'saved')
    .executeTakeFirst();
  if (setup) await reviseMessages(within, teamId, offerMessageKind, setup.id);
  await writeAudit(
    within,
    teamId,
    { actor: given.actor, action: 'connection_mode.chosen', subject: teamId, detail: { mode } },
    given.now,
  );
}

async function endCompanyUse(
  within: Database,
  teamId: string,
  { actor, tell, now }: { actor: string; tell: Tell; now: number },
): Promise<void> {
  const { connection } = await readHoldings(within, teamId, companyOwner);
  await supersedeUnfinished(within, teamId, { owner: companyOwner }, now, 'owed_with_revoke');
  if (isThere(connection)) {
    await endConnection(within, connection, 'none', now);
    const { accountId } = connection;
    await writeAudit(
      within,
      teamId,
      { actor, action: 'connection.disconnected', subject: companyOwner, detail: { accountId } },
      now,
    );
  }
  await endCompanyAccount(within, teamId, now);
  const end = within.updateTable('grants').set({ state: 'withdrawn', since: now }).where('team_id', '=', teamId);
  const ended = await end.where('state', 'in', ['wanted', 'granted']).returning('slack_user_id').execute();
  // Who had disconnected, or has left, loses nothing that they had.
  await end.where('state', '=', 'withdrawing').execute();
  const people = ended.map((row) => row.slack_user_id);
  for (const slackUserId of people) await reviseMessages(within, teamId, grantMessageKind, slackUserId);
  for (const message of tell(people)) await insertMessage(within, teamId, message, now);
}

export function createPreferenceStore(database: Database): PreferenceStore {
  return {
    connectionMode: (teamId) => readMode(database, teamId),

    chooseConnectionMode: (teamId, mode, actor, tell, now) =>
      transact(database, (within) => changeMode(within, teamId, mode, { actor, tell, now })),
  };
}
