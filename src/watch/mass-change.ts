/** When many connections go down together, something else is the matter than with each of them. Pure. */

import type { AccountSeen, Cause } from '../connection.ts';
import { classifyAccount } from '../connection.ts';

/** Over this long, worsened connections count together. */
export const massWindowMs = 10 * 60_000;
/** Absences that make up a mass change are sampled: this many looks must all say 404. */
export const sampleSize = 20;

/** More than a fifth of those that worked, and more than five. */
export function isMassChange(given: { worsened: number; activeBefore: number }): boolean {
  return given.worsened > 5 && given.worsened * 5 > given.activeBefore;
}

/** What most of them died of. */
export function likelyCause(seen: ReadonlyArray<AccountSeen | null>): Cause {
  const counts = new Map<Cause, number>();
  for (const one of seen) {
    const { cause } = classifyAccount(one);
    if (cause) counts.set(cause, (counts.get(cause) ?? 0) + 1);
  }
  return [...counts].sort((a, b) => b[1] - a[1])[0]?.[0] ?? 'expired';
}
