/** How fast people are asked, and when a round is over. Pure. */

import type { Round, RoundCounts } from '../stores/rounds.ts';

/** People asked at once. Each who presses Reconnect costs Composio and Gong a few requests. */
export const waveSize = 20;
/** From one wave to the next. */
export const wavePauseMs = 60_000;
/** A round after a rotation stays open at least this long: the sweeps see by then whose connection broke with it. */
const watchesForMs = 15 * 60_000;
/** Whoever has not reconnected by then will not: their alert goes on reminding them. */
const longestRoundMs = 7 * 24 * 3_600_000;

/** Whether a round has nothing left to do. */
export function isOver(round: Pick<Round, 'cause' | 'beganAt'>, counts: RoundCounts, now: number): boolean {
  const age = now - round.beganAt;
  if (age >= longestRoundMs) return true;
  const isSettled = counts.waiting + counts.asked === 0;
  return isSettled && (round.cause === 'scopes' || age >= watchesForMs);
}
