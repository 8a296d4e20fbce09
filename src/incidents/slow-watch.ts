/** Connections that break one after the other as an incident: opened once they are too many to be chance. */

import type { Outside } from '../ports.ts';
import { slowlyBroken, slowWindowMs } from './slow-rule.ts';

/** What Composio says of an account when Gong no longer renews its permission, whyever that is. */
const refusedByGong = ['expired', 'failed'] as const;

/** What broke so, and since when. */
interface SlowlyBroken {
  authConfigId: string;
  cause: 'expired';
  count: number;
  suspectedAt: number;
}

/** @param given `begin`: opens an incident of these, unless one is open */
export async function watchSlowly(
  { store, clock }: Pick<Outside, 'store' | 'clock'>,
  { teamId, begin }: { teamId: string; begin: (broken: SlowlyBroken) => Promise<void> },
): Promise<void> {
  const now = clock.now();
  for (const broken of await store.brokenAlone(teamId, refusedByGong, now - slowWindowMs)) {
    const found = slowlyBroken(broken, now);
    if (!found) continue;
    const { authConfigId } = broken;
    if ((await store.openPause(teamId))?.authConfigId === authConfigId) continue;
    await begin({ authConfigId, cause: 'expired', count: found.count, suspectedAt: found.beganAt });
  }
}
