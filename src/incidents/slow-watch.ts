/** Connections that break one after the other as an incident: opened once they are too many to be chance. */

import type { Outside } from '../ports.ts';
import type { Rotation } from '../stores/rotations.ts';
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
    // Whose permission is of the integration before has to reconnect, which the rotation asks of them.
    if (isProvenSince(await store.latestRotation(teamId, authConfigId), now - slowWindowMs)) continue;
    await begin({ authConfigId, cause: 'expired', count: found.count, suspectedAt: found.beganAt });
  }
}

/** Whether the newest client secret was given to Composio since then, in Unix milliseconds, and its canary works. */
function isProvenSince(rotation: Rotation | null, since: number): boolean {
  if (rotation?.state !== 'waves' && rotation?.state !== 'done') return false;
  return rotation.patchedAt !== null && rotation.patchedAt > since;
}
