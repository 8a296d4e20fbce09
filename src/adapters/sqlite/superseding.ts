/** What becomes of the attempts that a newer wish overtakes. */

import { disconnectedReason } from '../../model.ts';
import { linkMessageKind } from '../../stores/message-kinds.ts';
import { reviseMessages } from './messages.ts';
import type { Database } from './transaction.ts';

/** One attempt; those of one owner, of one auth config; those that one person is to approve for another, begun since then. */
type Which = { id: string } | { owner: string } | { authConfigId: string } | { approver: string; since?: number };

/** Ends unfinished attempts: their accounts are owed to be deleted, their DMs to say so. */
export async function supersedeUnfinished(
  within: Database,
  teamId: string,
  which: Which,
  now: number,
  removal: 'owed' | 'owed_with_revoke' = 'owed',
): Promise<void> {
  const unfinished = await within
    .selectFrom('attempts')
    .select(['id', 'account_id', 'state'])
    .where('team_id', '=', teamId)
    .where((row) => {
      if ('owner' in which) return row('owner', '=', which.owner);
      if ('id' in which) return row('id', '=', which.id);
      if ('approver' in which) {
        return row.and([row('approver', '=', which.approver), row('created_at', '>=', which.since ?? 0)]);
      }
      return row('auth_config_id', '=', which.authConfigId);
    })
    .where('state', 'in', ['requested', 'pending', 'lapsed', 'declined', 'superseded'])
    .where('removal', 'in', ['none', 'owed'])
    .execute();
  for (const attempt of unfinished) {
    const wasOpen = attempt.state === 'requested' || attempt.state === 'pending';
    // Over already, and without an account: nothing is left to end.
    if (!wasOpen && attempt.account_id === null) continue;
    await within
      .updateTable('attempts')
      .set({
        ...(wasOpen ? { state: 'superseded', ended_at: now } : {}),
        ...(wasOpen && removal === 'owed_with_revoke' ? { reason: disconnectedReason } : {}),
        ...(attempt.account_id === null ? {} : { removal, removal_next_at: now }),
      })
      .where('id', '=', attempt.id)
      .execute();
    if (wasOpen) await reviseMessages(within, teamId, linkMessageKind, attempt.id);
  }
}
