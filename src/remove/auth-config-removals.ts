/** Deletes auth configs that went with their setup, once no account of theirs is left to delete. */

import { createLoop, type Loop } from '../loop.ts';
import type { Lease, Outside } from '../ports.ts';

const idleMs = 5_000;
const longestPauseMs = 15 * 60_000;

export function createAuthConfigRemover(outside: Outside, given: { teamId: string; lease: Lease }): Loop {
  const { store, connections, clock, log } = outside;
  const { teamId } = given;

  return createLoop(outside, 'auth-config-removals', idleMs, async () => {
    if (given.lease.fence() === null) return undefined;
    for (const { authConfigId, tries } of await store.dueAuthConfigRemovals(teamId, clock.now())) {
      try {
        await connections.removeAuthConfig(teamId, authConfigId);
        await store.markAuthConfigRemoved(teamId, authConfigId, clock.now());
      } catch (error) {
        const pauseMs = Math.min(5_000 * 2 ** Math.min(tries, 10), longestPauseMs);
        log.warn({ error, authConfigId, pauseMs }, 'an auth config could not be deleted and will be tried again');
        await store.postponeAuthConfigRemoval(teamId, authConfigId, clock.now() + pauseMs);
      }
    }
    return undefined;
  });
}
