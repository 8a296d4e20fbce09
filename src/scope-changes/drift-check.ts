/** Compares the scopes once a day, and tells the admins of drift once. */

import { ComposioError } from '../errors.ts';
import { adminMessages } from '../incidents/admin-recipients.ts';
import { createLoop, type Loop } from '../loop.ts';
import type { SavedSetup } from '../model.ts';
import type { Lease, Outside } from '../ports.ts';
import { driftMessageKind } from '../stores/scopes.ts';
import { findDrift, fingerprintOf, readDrift } from './drift.ts';

const dayMs = 24 * 3_600_000;
/** A look that failed is tried again this soon. */
const retryMs = 10 * 60_000;
const leaseRetryMs = 200;

/** @param onChanged told when messages are owed */
export function createDriftCheck(
  outside: Outside,
  given: { teamId: string; lease: Lease; admins: readonly string[]; onChanged: () => void },
): Loop {
  const { store, clock, log } = outside;
  return createLoop(outside, 'scope-drift', retryMs, async () => {
    if (given.lease.fence() === null) return leaseRetryMs;
    const setup = await store.savedSetup(given.teamId);
    if (!setup) return retryMs;
    const { checkedAt } = await store.scopeRecord(given.teamId, setup.id);
    const dueAt = (checkedAt ?? setup.savedAt ?? setup.createdAt) + dayMs;
    const leftMs = dueAt - clock.now();
    // Looked at now and then: another setup may be in force by the time that this one is due.
    if (leftMs > 0) return Math.min(leftMs, retryMs);
    try {
      const outcome = await checkDrift(outside, { setup, admins: given.admins });
      if (outcome === 'new' || outcome === 'over') given.onChanged();
    } catch (error) {
      if (!(error instanceof ComposioError)) throw error;
      log.warn({ error }, 'the daily comparison of scopes could not be made and will be tried again');
    }
    return retryMs;
  });
}

/**
 * Compares now, and writes down how it ended. An auth config that is gone is no drift, the hub and the check say so; but
 * what was told of drift says it, too.
 * @throws ComposioError when the auth config cannot be read
 */
export async function checkDrift(
  outside: Outside,
  { setup, admins }: { setup: SavedSetup; admins: readonly string[] },
): Promise<'new' | 'known' | 'over' | 'none'> {
  const { store, connections, clock, identity, log } = outside;
  const { teamId, authConfigId } = setup;
  const config = await connections.authConfig(teamId, authConfigId);
  const granted = await store.grantedScopes(teamId, authConfigId);
  if (!config) return store.recordDrift(teamId, setup.id, 'gone', clock.now());
  const isAsking = (await store.openRound(teamId, 'scopes')) !== null;
  const known = await store.openDrift(teamId);
  const drift = findDrift(setup, config, granted, { isAsking, open: known && readDrift(known.data) });
  if (!drift) return store.recordDrift(teamId, setup.id, 'none', clock.now());
  const id = identity.uuid();
  const found = {
    id,
    fingerprint: fingerprintOf(drift),
    data: { ...drift },
    // Found by a daily look: those who chose a digest are told no more often by it.
    notify: [
      ...(await adminMessages(outside, { teamId, admins, kind: driftMessageKind, subject: id, isDigest: true })),
    ],
  };
  const outcome = await store.recordDrift(teamId, setup.id, found, clock.now());
  if (outcome === 'new') log.warn({ driftId: id, ...drift }, 'the scopes have drifted');
  return outcome;
}
