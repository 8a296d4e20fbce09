/** Holds the lease under which one process sweeps, follows and delivers, and renews it. */

import { createLoop, type Loop } from '../loop.ts';
import type { Lease, Outside } from '../ports.ts';

const leaseName = 'worker';
const leaseMs = 30_000;
const renewMs = 10_000;
/** Somebody else holds it: asked for again this often. */
const waitMs = 2_000;

export interface HeldLease extends Lease, Pick<Loop, 'stop'> {
  /** Tries to take it now. */
  take(): Promise<void>;
}

export function createLease(
  { store, clock, log }: Pick<Outside, 'store' | 'clock' | 'log'>,
  given: { holder: string; isDead: (holder: string) => boolean; onTaken: () => void },
): HeldLease {
  let held: { fence: number; until: number } | null = null;

  const take = async (): Promise<void> => {
    const now = clock.now();
    const until = now + leaseMs;
    const taken = await store.takeLease(leaseName, given.holder, until, now, given.isDead);
    const isNews = taken !== null && held?.fence !== taken.fence;
    if (held && !taken) log.warn({}, 'another process has taken over');
    held = taken ? { fence: taken.fence, until } : null;
    if (isNews) {
      log.info({ fence: taken.fence }, 'this process does the work');
      given.onTaken();
    }
  };

  const loop = createLoop({ clock, log }, 'lease', renewMs, async () => {
    await take();
    // Counted from when it was taken: a clock that jumped meanwhile makes the next renewal due at once.
    return held ? Math.max(held.until - leaseMs + renewMs - clock.now(), 0) : waitMs;
  });

  return {
    holder: given.holder,
    fence: () => (held && clock.now() < held.until ? held.fence : null),
    take,
    stop: async () => {
      await loop.stop();
      held = null;
      await store.releaseLease(leaseName, given.holder);
    },
  };
}
