/**
 * Connections that break one after the other, hours apart: Composio renews each permission at a time of its own, so what
 * changed in Gong for everybody shows that way. A burst is what two sweeps judge; this looks at what that lets pass. Pure.
 */

import { beganTogetherMs, fewestTogether } from '../incident.ts';
import type { BrokenAlone } from '../stores/incidents.ts';

/** What broke longer ago has hardly the same cause. */
export const slowWindowMs = 24 * 3_600_000;

/**
 * At least three, and more than a fifth of all, within a day, and nobody has connected since the first of them. They wait
 * for the time in which a burst is noticed: who was refused for a reason of their own reconnects in it.
 * @returns how many, and since when; null: they need not have a cause in common
 */
export function slowlyBroken(given: BrokenAlone, now: number): { count: number; beganAt: number } | null {
  const { began, connections, lastConnectedAt } = given;
  const counted = began.filter((at) => at > now - slowWindowMs && (lastConnectedAt === null || at > lastConnectedAt));
  if (counted.length < fewestTogether.connections || counted.length * 5 <= connections) return null;
  const beganAt = Math.min(...counted);
  return now - beganAt < beganTogetherMs ? null : { count: counted.length, beganAt };
}
