/**
 * Looks after relays: their day ends, Slack does not deliver one, a consent's link comes to nothing, a try that died is
 * given back.
 */

import { isUnderWay } from '../attempt.ts';
import { refusalOf } from '../connect/refusal-words.ts';
import { createLoop, type Loop } from '../loop.ts';
import type { Attempt } from '../model.ts';
import type { Lease, Outside } from '../ports.ts';
import type { Relay } from '../stores/relays.ts';

const idleMs = 60_000;
/** While a request is on its way, a link is out, or a form is being saved. */
const watchMs = 5_000;
/** Longer than a try can be at work without a trace of it: the process that made it has died. */
const diedAfterMs = 180_000;

export function createRelayKeeper(
  outside: Pick<Outside, 'store' | 'clock' | 'log'>,
  given: { teamId: string; lease: Lease; onChanged: () => void },
): Loop {
  const { store, clock } = outside;
  const { teamId } = given;

  /** Whether a try has come to nothing. One that came to something is done in the same transaction. */
  const settle = async (relay: Relay): Promise<boolean> => {
    if (relay.beganAt === null || relay.state !== 'working') return false;
    const now = clock.now();
    const attempt =
      relay.kind === 'consent' ? await store.companyAttemptOf(teamId, relay.recipient, relay.beganAt) : null;
    if (isUnderWay(attempt)) return false;
    if (attempt === null && (now - relay.beganAt < diedAfterMs || (await isBeingSaved(relay)))) return false;
    await store.failRelay(teamId, relay.id, attempt === null ? 'interrupted' : codeOf(attempt), now);
    return true;
  };

  const isBeingSaved = async ({ kind, formId }: Relay): Promise<boolean> =>
    kind === 'register' && (await store.setupOfForm(teamId, formId))?.state === 'creating';

  return createLoop(outside, 'relays', idleMs, async () => {
    if (given.lease.fence() === null) return 1_000;
    const before = await store.openRelays(teamId);
    let changed = 0;
    for (const relay of before) if (await settle(relay)) changed += 1;
    const undelivered = before.some(({ state }) => state === 'sent') ? await store.undeliveredRelays(teamId) : [];
    for (const { relayId } of undelivered.filter(({ isRefused }) => isRefused)) {
      await store.overtakeRelay(teamId, relayId, 'undeliverable', clock.now());
      changed += 1;
    }
    // Nothing is due most of the time, and an empty transaction would still wait for the database.
    if (before.some(({ expiresAt }) => expiresAt <= clock.now())) {
      changed += await store.expireRelays(teamId, clock.now());
    }
    if (changed > 0) given.onChanged();
    const after = await store.openRelays(teamId);
    const isOnItsWay = undelivered.some(({ isRefused }) => !isRefused);
    if (isOnItsWay || after.some(({ state }) => state === 'working')) return watchMs;
    const next = after[0]?.expiresAt ?? Number.POSITIVE_INFINITY;
    return Math.min(idleMs, Math.max(next - clock.now(), 0));
  });
}

/** A link that could not be made says why by an error code; another end is its own code. */
function codeOf({ state, reason }: Pick<Attempt, 'state' | 'reason'>): string {
  if (state === 'declined' && refusalOf(reason) === 'setup') return 'setup_refused';
  return state === 'failed' && reason !== null ? reason : state;
}
