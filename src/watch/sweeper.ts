/** Sweeps at their time: every `CHECK_INTERVAL_SECONDS`, and sooner when something is held back. */

import type { Cause } from '../connection.ts';
import { createLoop, type Loop } from '../loop.ts';
import type { Lease, Outside } from '../ports.ts';
import type { Observer } from './observer.ts';
import { sweep } from './sweep.ts';

/** What is held back is looked at again this soon. */
const secondLookMs = 60_000;
const forgetHintsAfterMs = 7 * 24 * 3_600_000;

export interface MassChange {
  authConfigId: string;
  cause: Cause;
  count: number;
  suspectedAt: number;
}

export function createSweeper(
  outside: Outside,
  observer: Observer,
  given: {
    teamId: string;
    lease: Lease;
    intervalMs: number;
    onMass: (mass: MassChange) => Promise<void>;
  },
): Loop {
  const { store, clock } = outside;
  return createLoop(outside, 'sweep', given.intervalMs, async () => {
    if (given.lease.fence() === null) return Math.min(1_000, given.intervalMs);
    const setup = await store.savedSetup(given.teamId);
    if (!setup) return given.intervalMs;
    const { authConfigId } = setup;
    const result = await sweep(outside, observer, {
      teamId: given.teamId,
      authConfigId,
      onMass: (mass) => given.onMass({ authConfigId, ...mass }),
    });
    await store.forgetHints(given.teamId, clock.now() - forgetHintsAfterMs);
    return result.held > 0 ? Math.min(secondLookMs, given.intervalMs) : given.intervalMs;
  });
}
