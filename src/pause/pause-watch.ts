/**
 * Ends a pause that Composio knows nothing of any more: somebody enabled the auth config there. Otherwise whatever
 * disables it later would count as done on purpose, and nobody would hear of it.
 */

import { createLoop, type Loop } from '../loop.ts';
import type { Lease, Outside } from '../ports.ts';

const lookEveryMs = 60_000;
const leaseRetryMs = 200;
/**
 * A pause whose request was not answered may be on its way to Composio for seconds yet, and the hub says until then that
 * it is not known. From this age on what Composio says is the outcome.
 */
const settledAfterMs = 10 * 60_000;

/** @param given `onEnded`: connections are worth a look */
export function createPauseWatch(outside: Outside, given: { teamId: string; lease: Lease; onEnded: () => void }): Loop {
  const { store, connections, clock, log } = outside;
  const { teamId } = given;

  return createLoop(outside, 'pause', lookEveryMs, async () => {
    if (given.lease.fence() === null) return leaseRetryMs;
    const pause = await store.openPause(teamId);
    if (!pause || clock.now() - pause.beganAt < settledAfterMs) return undefined;
    const { authConfigId } = pause;
    try {
      const config = await connections.authConfig(teamId, authConfigId);
      if (!config?.isEnabled) return undefined;
    } catch (error) {
      log.warn({ error, authConfigId }, 'could not ask Composio whether the pause holds');
      return undefined;
    }
    if (await store.endPause(teamId, pause.id, { by: 'bot', outcome: 'found_enabled' }, clock.now())) {
      log.warn({ authConfigId, pausedBy: pause.pausedBy }, 'paused here and enabled at Composio: the pause is over');
      given.onEnded();
    }
    return undefined;
  });
}
