/** Which of the causes that only Gong could tell apart the clues speak for. Pure. */

import type { Clue, GongCause } from './clues.ts';

/** Before any clue: what happens most often comes first. */
const usualOrder: readonly GongCause[] = ['secret_changed', 'integration_off', 'approver_left'];
/** By so many points the first has to be ahead to be called likely. */
const likelyBy = 3;

/** @returns the causes, likeliest first, and whether the first is far enough ahead to be called likely */
export function rank(found: readonly Pick<Clue, 'points'>[]): {
  ranked: readonly [GongCause, ...GongCause[]];
  isAhead: boolean;
} {
  const score = (cause: GongCause): number => found.reduce((sum, { points }) => sum + points[cause], 0);
  const ranked = [...usualOrder].sort((a, b) => score(b) - score(a));
  const [first = 'secret_changed', second = 'integration_off', ...others] = ranked;
  const isAhead = score(first) > 0 && score(first) - score(second) >= likelyBy;
  return { ranked: [first, second, ...others], isAhead };
}
