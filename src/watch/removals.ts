/** Deletes accounts that are no longer wanted, again and again until Composio has it. */

import { createLoop, type Loop } from '../loop.ts';
import type { Lease, Outside } from '../ports.ts';
import type { Removal } from '../store.ts';
import type { Observer } from './observer.ts';

const idleMs = 2_000;
const atOnce = 20;
const longestPauseMs = 15 * 60_000;

export function createRemover(outside: Outside, observer: Observer, given: { teamId: string; lease: Lease }): Loop {
  const { store, connections, clock, log } = outside;
  const { teamId } = given;

  /** Whether somebody finished it meanwhile, so that it is theirs now. */
  const wasFinished = async (removal: Removal): Promise<boolean> => {
    if (!removal.lookFirst) return false;
    const account = await store.watchedAccount(teamId, removal.accountId);
    if (!account) return false;
    const effect = await observer.look(account);
    return effect !== 'held' && effect.kind === 'won';
  };

  return createLoop(outside, 'removals', idleMs, async () => {
    if (given.lease.fence() === null) return undefined;
    for (const removal of await store.dueRemovals(teamId, clock.now(), atOnce)) {
      try {
        if (await wasFinished(removal)) continue;
        await connections.remove(teamId, removal.accountId, removal.revoke);
        await store.markRemoved(teamId, removal, clock.now());
      } catch (error) {
        const pauseMs = Math.min(5_000 * 2 ** Math.min(removal.tries, 10), longestPauseMs);
        log.warn(
          { error, accountId: removal.accountId, pauseMs },
          'a deletion at Composio failed and will be tried again',
        );
        await store.postponeRemoval(teamId, removal.attemptId, clock.now() + pauseMs);
      }
    }
    return undefined;
  });
}
