/** The verification call: once per new connection and when somebody asks, within a daily budget of Gong calls. */

import type { Verification } from '../connections-port.ts';
import { createLoop, type Loop } from '../loop.ts';
import type { Connection } from '../model.ts';
import type { Lease, Outside } from '../ports.ts';

/** Gong allows a company 10,000 calls a day for everything it does; this is the bot's share (Gong: "Limits"). */
const mostCallsADay = 300;
/** Of these, new connections can count on the rest. */
const mostAskedForADay = 200;
const dayMs = 24 * 3_600_000;
const idleMs = 5_000;

type Verifiable = Pick<Connection, 'teamId' | 'scopes'> & { accountId: string; externalUserId: string };

/**
 * Makes the call and writes its outcome down; over the budget, Gong is not asked.
 * @returns what the call showed; `over_budget`: it was not made
 * @param isAskedFor somebody pressed a button; it is not the one call of a new connection
 */
export async function verifyNow(
  { store, connections, clock }: Pick<Outside, 'store' | 'connections' | 'clock'>,
  { teamId, accountId, externalUserId, scopes }: Verifiable,
  isAskedFor: boolean,
): Promise<Verification | 'over_budget'> {
  const made = await store.verificationsSince(teamId, clock.now() - dayMs);
  const isAffordable = made < (isAskedFor ? mostAskedForADay : mostCallsADay);
  const outcome = isAffordable ? await connections.verify(teamId, accountId, externalUserId, scopes) : 'over_budget';
  const wasCalled = isAffordable && outcome !== 'skipped';
  await store.recordVerification(teamId, accountId, outcome, wasCalled, clock.now());
  return outcome;
}

/** Verifies every connection that has just begun to work. */
export function createVerifier(outside: Outside, given: { teamId: string; lease: Lease; onChanged: () => void }): Loop {
  return createLoop(outside, 'verifier', idleMs, async () => {
    if (given.lease.fence() === null) return undefined;
    // Gong cannot be asked through a connection that is paused; it is once that is over.
    if (await outside.store.openPause(given.teamId)) return undefined;
    for (const connection of await outside.store.unverifiedConnections(given.teamId)) {
      if (connection.accountId === null) continue;
      await verifyNow(outside, { ...connection, accountId: connection.accountId }, false);
      given.onChanged();
    }
    return undefined;
  });
}
