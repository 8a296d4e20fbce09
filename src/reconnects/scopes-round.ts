/** How a round after a change of scopes goes, drawn for a modal that stays open. */

import type { ModalView } from '@slack/types';
import type { Outside } from '../ports.ts';
import { buildNoticeView } from '../screens-view.ts';
import { buildScopesRoundView } from './progress-view.ts';

/** @returns the modal as it looks now, and whether nothing more will change */
export async function drawScopesRound(
  { store }: Pick<Outside, 'store'>,
  teamId: string,
  roundId: string,
): Promise<{ view: ModalView; isOver: boolean }> {
  const round = await store.round(teamId, roundId);
  if (!round) return { view: buildNoticeView('Reconnecting', 'There is nothing to show any more.'), isOver: true };
  const counts = await store.roundCounts(teamId, roundId);
  return { view: buildScopesRoundView({ round, counts }), isOver: round.endedAt !== null };
}
