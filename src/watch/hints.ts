/** Committed hints, looked into: one look each while they are few; a storm is left to the sweep, which pages. */

import { createLoop, type Loop } from '../loop.ts';
import type { Lease, Outside } from '../ports.ts';
import type { Hint } from '../stores/watch.ts';
import type { Observer } from './observer.ts';

const idleMs = 2_000;
/** More accounts than this at once are not looked at one by one. */
const mostLooks = 20;
const firstPauseMs = 2_000;
const longestPauseMs = 5 * 60_000;

/**
 * Looks into hints until each of them is settled: by a look of its own, or by a complete sweep that began after it
 * came. One whose look fails is tried again later and holds up no other.
 * @param sweepSoon asks for a sweep, because a look was held back or there are too many to look at
 */
export function createHintWorker(
  outside: Outside,
  observer: Observer,
  given: { teamId: string; lease: Lease; sweepSoon: () => void },
): Loop {
  const { store, clock, log } = outside;
  const { teamId } = given;
  const failed = new Map<string, { tries: number; nextAt: number }>();
  const leftToSweep = new Set<string>();

  const close = async (hint: Hint): Promise<void> => {
    await store.closeHint(teamId, hint.messageId, clock.now());
    failed.delete(hint.messageId);
    leftToSweep.delete(hint.messageId);
  };

  /** Gives the time from which on a sweep of the auth config has seen everything that was true then. */
  const sweptSince = (): ((authConfigId: string) => Promise<number>) => {
    const known = new Map<string, number>();
    return async (authConfigId) => {
      const at =
        known.get(authConfigId) ??
        (await store.lastCompleteSweep(teamId, authConfigId))?.beganAt ??
        Number.NEGATIVE_INFINITY;
      known.set(authConfigId, at);
      return at;
    };
  };

  const lookInto = async (hint: Hint, sweptAt: (authConfigId: string) => Promise<number>): Promise<void> => {
    const account = await store.watchedAccount(teamId, hint.accountId);
    if (!account || (await sweptAt(account.authConfigId)) > hint.receivedAt) return close(hint);
    if (leftToSweep.has(hint.messageId)) return;
    try {
      if ((await observer.look(account)) !== 'held') return close(hint);
      leftToSweep.add(hint.messageId);
      given.sweepSoon();
    } catch (error) {
      const tries = (failed.get(hint.messageId)?.tries ?? 0) + 1;
      const pauseMs = Math.min(firstPauseMs * 2 ** (tries - 1), longestPauseMs);
      failed.set(hint.messageId, { tries, nextAt: clock.now() + pauseMs });
      log.warn({ error, accountId: hint.accountId, pauseMs }, 'a hint could not be looked into and stays open');
    }
  };

  return createLoop(outside, 'hints', idleMs, async () => {
    if (given.lease.fence() === null) return undefined;
    const now = clock.now();
    const open = await store.openHints(teamId);
    const due = open.filter(({ messageId }) => (failed.get(messageId)?.nextAt ?? 0) <= now);
    const unseen = due.filter(({ messageId }) => !leftToSweep.has(messageId));
    if (new Set(unseen.map(({ accountId }) => accountId)).size > mostLooks) {
      for (const { messageId } of unseen) leftToSweep.add(messageId);
      given.sweepSoon();
    }
    const sweptAt = sweptSince();
    const looked = new Set<string>();
    for (const hint of due) {
      // Several hints about one account are settled by one look.
      if (looked.has(hint.accountId)) await close(hint);
      else await lookInto(hint, sweptAt);
      if (!failed.has(hint.messageId) && !leftToSweep.has(hint.messageId)) looked.add(hint.accountId);
    }
    return undefined;
  });
}
