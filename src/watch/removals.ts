/** Deletes accounts that are no longer wanted, again and again until Composio has it. */

import { ComposioError } from '../errors.ts';
import { createLoop, type Loop } from '../loop.ts';
import type { Lease, Outside } from '../ports.ts';
import type { Removal } from '../stores/removals.ts';
import type { Observer } from './observer.ts';

const idleMs = 2_000;
const atOnce = 20;
const longestPauseMs = 15 * 60_000;

export function createRemover(outside: Outside, observer: Observer, given: { teamId: string; lease: Lease }): Loop {
  const { store, connections, clock, log } = outside;
  const { teamId } = given;

  /** Whether somebody finished it meanwhile: it is theirs now, or owed to go with what they allowed in Gong. */
  const wasFinished = async (removal: Removal): Promise<boolean> => {
    if (!removal.lookFirst) return false;
    const account = await store.watchedAccount(teamId, removal.accountId);
    if (!account) return false;
    const effect = await observer.look(account);
    return effect !== 'held' && (effect.kind === 'won' || effect.state === 'superseded');
  };

  /** Deletes, and gives whether the grant was revoked with it. */
  const remove = async ({ accountId, revoke }: Removal): Promise<boolean> => {
    try {
      await connections.remove(teamId, accountId, revoke);
      return revoke;
    } catch (error) {
      // Refused, not failed: the account must go even where Composio cannot revoke.
      if (!revoke || !(error instanceof ComposioError) || error.failure !== 'bad_request') throw error;
      log.warn({ error, accountId, detail: error.detail }, 'Composio does not revoke this grant: deleted without');
      await connections.remove(teamId, accountId, false);
      return false;
    }
  };

  return createLoop(outside, 'removals', idleMs, async () => {
    if (given.lease.fence() === null) return undefined;
    for (const removal of await store.dueRemovals(teamId, clock.now(), atOnce)) {
      try {
        if (await wasFinished(removal)) continue;
        const revoke = await remove(removal);
        await store.markRemoved(teamId, { ...removal, revoke }, clock.now());
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
