/** What else was under way for a setup that is removed: a new one starts clean, and nothing of the old one speaks up. */

import type { SavedSetup } from '../../model.ts';
import { incidentMessageKind } from '../../stores/message-kinds.ts';
import { roundNoticeKinds } from '../../stores/rounds.ts';
import { reviseMessages } from './messages.ts';
import { changeMode } from './preferences.ts';
import { endConsentRelays } from './relay-changes.ts';
import { endRoundRow, settleRequests, toRound, underWay } from './round-rows.ts';
import { endOpenDrift } from './scopes.ts';
import type { Database } from './transaction.ts';

/**
 * Within the transaction that removes a setup, once nobody has a connection any more. A rotation whose canary is
 * awaited is left to its watch, which tells the admin who began it.
 * @param by the admin who removes it
 */
export async function endWhatIsUnderWay(
  within: Database,
  { teamId, authConfigId }: SavedSetup,
  by: string,
  now: number,
): Promise<void> {
  await endRounds(within, teamId, now);
  await endInvitations(within, teamId, now);
  await endOpenDrift(within, teamId, 'removed', now);
  await endIncidents(within, teamId, authConfigId, now);
  await endConsentRelays(within, teamId, 'removed', now, null, by);
  // Who set Gong up anew chooses anew: personal links are what everybody begins with. The removal has told everybody.
  await changeMode(within, teamId, 'personal', { actor: by, tell: () => [], now });
}

async function endRounds(within: Database, teamId: string, now: number): Promise<void> {
  for (const round of (await underWay(within, teamId).execute()).map(toRound)) {
    await settleRequests(within, round);
    await endRoundRow(within, round.id, now);
    await within
      .updateTable('rotations')
      .set({ state: 'done', ended_at: now })
      .where('id', '=', round.id)
      .where('ended_at', 'is', null)
      .execute();
    await reviseMessages(within, teamId, roundNoticeKinds[round.cause], round.id);
  }
}

async function endInvitations(within: Database, teamId: string, now: number): Promise<void> {
  await within
    .updateTable('invitations')
    .set({ state: 'superseded', next_nudge_at: null, ended_at: now })
    .where('team_id', '=', teamId)
    .where('state', '=', 'waiting')
    .execute();
}

/** Composio's silence is over with the next complete sweep, and there is none any more: it ends here, too. */
async function endIncidents(within: Database, teamId: string, authConfigId: string, now: number): Promise<void> {
  const ended = await within
    .updateTable('incidents')
    // Nobody has a connection any more, and who has none is not waited for.
    .set((row) => ({ ended_at: now, affected: row.ref('restored'), revision: row('revision', '+', 1) }))
    .where('team_id', '=', teamId)
    .where((row) => row.or([row('auth_config_id', '=', authConfigId), row('auth_config_id', 'is', null)]))
    .where('ended_at', 'is', null)
    .returning('id')
    .execute();
  for (const { id } of ended) await reviseMessages(within, teamId, incidentMessageKind, id);
}
