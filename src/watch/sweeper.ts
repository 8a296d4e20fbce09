/** Sweeps at their time: every `CHECK_INTERVAL_SECONDS`, and sooner when something is held back. */

import { createLoop, type Loop } from '../loop.ts';
import type { Lease, Outside } from '../ports.ts';
import type { Observer } from './observer.ts';
import { attemptMemoryMs, sweep } from './sweep.ts';
import type { Mass } from './worsened.ts';

/** What is held back, or could not be read to its end, is looked at again this soon. */
const secondLookMs = 60_000;
/** Two sweeps agree only when they are this far apart. */
const agreesAfterMs = 20_000;
/** Single looks that all sweeps of a round may make together. */
const looksARound = 20;
const leaseRetryMs = 200;
const forgetHintsAfterMs = 7 * 24 * 3_600_000;

export interface MassChange extends Mass {
  authConfigId: string;
}

/** Sweeps the auth config of the setup and every other one that somebody still has a connection of. */
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
  const { teamId, intervalMs } = given;
  const apartMs = Math.min(agreesAfterMs, intervalMs / 2);
  let isStopping = false;
  let isSoonDue = false;
  let rounds = 0;
  let beganAt = Number.NEGATIVE_INFINITY;

  const loop = createLoop(outside, 'sweep', intervalMs, async () => {
    if (given.lease.fence() === null) return Math.min(leaseRetryMs, intervalMs);
    beganAt = clock.now();
    rounds += 1;
    const round = { number: rounds, looksLeft: looksARound, agreesAfterMs: apartMs, isStopping: () => isStopping };
    let isSettled = true;
    for (const authConfigId of await authConfigs()) {
      if (isStopping) return undefined;
      const { held, isComplete } = await sweep(outside, observer, {
        teamId,
        authConfigId,
        round,
        onMass: (mass) => given.onMass({ authConfigId, ...mass }),
      });
      if (held > 0 || !isComplete) isSettled = false;
    }
    await store.forgetHints(teamId, clock.now() - forgetHintsAfterMs);
    return isSettled ? intervalMs : Math.min(secondLookMs, intervalMs);
  });

  const authConfigs = async (): Promise<Set<string>> => {
    const setup = await store.savedSetup(teamId);
    const watched = await store.watchedAuthConfigs(teamId, clock.now() - attemptMemoryMs);
    return new Set([...(setup ? [setup.authConfigId] : []), ...watched]);
  };

  return {
    // However often it is woken, two sweeps stay far enough apart for the second to say something new.
    wake: () => {
      if (isSoonDue) return;
      isSoonDue = true;
      clock.after(Math.max(beganAt + apartMs - clock.now(), 0), () => {
        isSoonDue = false;
        loop.wake();
      });
    },
    stop: async () => {
      isStopping = true;
      await loop.stop();
    },
  };
}
