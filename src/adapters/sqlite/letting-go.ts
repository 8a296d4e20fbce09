/** How somebody, or the company, comes to have nothing any more. */

import type { ConnectionState } from '../../connection.ts';
import { type Connection, companyOwner, type NewMessage } from '../../model.ts';
import { grantMessageKind, linkMessageKind } from '../../stores/message-kinds.ts';
import { endTrouble } from './access-troubles.ts';
import { writeAudit } from './audit.ts';
import { forgetBlocks } from './blocks.ts';
import { readStatus } from './holdings.ts';
import { endInvitationsOf } from './invitations.ts';
import { insertMessage, reviseMessages } from './messages.ts';
import { endOutage } from './outages.ts';
import { supersedeUnfinished } from './superseding.ts';
import { type Database, transact } from './transaction.ts';

/** Whether there is something to lose. */
export function isThere(
  connection: Connection | null,
): connection is Connection & { state: Exclude<ConnectionState, 'none' | 'left'> } {
  return connection !== null && connection.state !== 'none' && connection.state !== 'left';
}

/**
 * Ends what a person has: the account is owed to be deleted with its grant revoked, open alerts say so.
 * @param by an admin who does it, and what the person is told
 */
export function letGo(
  database: Database,
  teamId: string,
  owner: string,
  state: 'none' | 'left',
  now: number,
  by: { actor: string; message: NewMessage } | null = null,
): Promise<boolean> {
  return transact(database, async (within) => {
    const { connection, attempt, grant } = await readStatus(within, teamId, owner);
    const hasAttempt = attempt !== null && (attempt.state === 'requested' || attempt.state === 'pending');
    const hasGrant = grant !== null && (grant.state === 'wanted' || grant.state === 'granted');
    // Also a link that lapsed: its account could still be finished.
    await supersedeUnfinished(within, teamId, { owner }, now, 'owed_with_revoke');
    if (state === 'left') {
      // Nobody is left to press Allow for the company.
      await supersedeUnfinished(within, teamId, { approver: owner }, now, 'owed_with_revoke');
      await endInvitationsOf(within, teamId, owner, now);
    }
    if (!isThere(connection) && !hasAttempt && !hasGrant) return false;

    if (isThere(connection)) await endConnection(within, connection, state, now);
    else if (connection) await endOutage(within, teamId, connection.id, now);
    if (hasGrant) await withdrawGrant(within, teamId, owner, now);
    await writeAudit(
      within,
      teamId,
      {
        actor: by?.actor ?? (state === 'left' ? 'bot' : owner),
        action: state === 'left' ? 'person.left' : 'connection.disconnected',
        subject: owner,
        detail: {
          accountId: connection?.accountId ?? attempt?.accountId ?? null,
          ...(hasGrant ? { companyConnection: true } : {}),
        },
      },
      now,
    );
    if (by) await insertMessage(within, teamId, by.message, now);
    return true;
  });
}

/**
 * Within a transaction: the account is owed to be deleted.
 * @param removal whether its grant is revoked with it
 */
export async function endConnection(
  within: Database,
  connection: Connection,
  state: 'none' | 'left',
  now: number,
  removal: 'owed' | 'owed_with_revoke' = 'owed_with_revoke',
): Promise<void> {
  const links = await within
    .updateTable('attempts')
    .set({ removal, removal_next_at: now })
    .where('team_id', '=', connection.teamId)
    .where('account_id', '=', connection.accountId)
    .returning('id')
    .execute();
  if (state === 'none') {
    for (const { id } of links) await reviseMessages(within, connection.teamId, linkMessageKind, id);
  }
  await within
    .updateTable('connections')
    .set({
      state,
      account_id: null,
      cause: null,
      since: now,
      suspected_at: null,
      verified_at: null,
      verification: null,
    })
    .where('id', '=', connection.id)
    .execute();
  await endOutage(within, connection.teamId, connection.id, now);
}

async function withdrawGrant(within: Database, teamId: string, slackUserId: string, now: number): Promise<void> {
  await within
    .updateTable('grants')
    .set({ state: 'withdrawing', since: now })
    .where('team_id', '=', teamId)
    .where('slack_user_id', '=', slackUserId)
    .execute();
  await reviseMessages(within, teamId, grantMessageKind, slackUserId);
}

/** Within a transaction that ends the company connection: nothing is left to be taken over from, or to be listed on. */
export async function endCompanyAccount(within: Database, teamId: string, now: number): Promise<void> {
  await within
    .updateTable('attempts')
    .set({ removal_next_at: now })
    .where('team_id', '=', teamId)
    .where('owner', '=', companyOwner)
    .where('removal', '=', 'owed')
    .where('removal_next_at', 'is', null)
    .execute();
  await within.deleteFrom('access_lists').where('team_id', '=', teamId).execute();
  await endTrouble(within, teamId, now);
  await forgetBlocks(within, teamId);
}
