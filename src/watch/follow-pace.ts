/** How often a link in use is looked at. Pure. */

/** After this long the pace halves again and again. */
const freshMs = 2 * 60_000;
const slowestMs = 15_000;
/** Looks a minute for the whole bot, which leaves sweeps their share of Composio's allowance. */
const looksAMinute = 600;

/**
 * The pause between two looks: `pollMs` while the link is fresh, doubling with each further two minutes of its age up
 * to 15 s (or `pollMs`, if that is longer), and never so short that all links in use exceed the budget.
 */
export function followDelayMs(given: { pollMs: number; ageMs: number; inUse: number }): number {
  const doublings = Math.max(0, Math.floor(given.ageMs / freshMs));
  const paced = Math.min(given.pollMs * 2 ** doublings, Math.max(slowestMs, given.pollMs));
  return Math.max(paced, (given.inUse * 60_000) / looksAMinute);
}
