/** One walk through a long list for all who ask at about the same time: Slack counts the pages of a minute. */

import type { Clock } from '../../ports.ts';

/**
 * @param keptForMs how long what a walk gave is as good as new
 * @param walk reads the list; a failure is told to all who wait, and not kept
 * @returns reads the list, or waits for who does; `notBefore` (Unix milliseconds): a walk that began earlier will not do
 */
export function shareWalk<T>(
  clock: Pick<Clock, 'now'>,
  keptForMs: number,
  walk: () => Promise<T>,
): (notBefore?: number) => Promise<T> {
  let atWork: { beganAt: number; given: Promise<T> } | null = null;
  let kept: { beganAt: number; given: T; at: number } | null = null;

  const begin = () => {
    const beganAt = clock.now();
    const given = walk()
      .then((list) => {
        kept = { beganAt, given: list, at: clock.now() };
        return list;
      })
      .finally(() => {
        atWork = null;
      });
    return { beganAt, given };
  };

  return async (notBefore = 0) => {
    for (;;) {
      if (kept && clock.now() - kept.at >= keptForMs) kept = null;
      if (kept && kept.beganAt >= notBefore) return kept.given;
      atWork ??= begin();
      if (atWork.beganAt >= notBefore) return atWork.given;
      // Two at once would only be in each other's way.
      await atWork.given.catch(() => undefined);
    }
  };
}
