/** When Composio's silence is more than a hiccup. Pure. */

/** Sweeps that failed one after the other, over this long at least. */
const fewestSweeps = 3;
const shortestMs = 5 * 60_000;

/** What speaks of Composio itself, and not of one auth config. */
const silences: ReadonlySet<string> = new Set(['down', 'slow', 'rate_limited', 'unreadable', 'key_refused']);

/** @param failed why the sweeps since the last complete one failed, and when the first of them began */
export function isSilence(failed: { since: number | null; failures: readonly string[] }, now: number): boolean {
  const { since, failures } = failed;
  return (
    since !== null &&
    now - since >= shortestMs &&
    failures.length >= fewestSweeps &&
    failures.every((failure) => silences.has(failure))
  );
}
