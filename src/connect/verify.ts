/** The verification call: once per new connection and when somebody asks, within a daily budget of Gong calls. */

import { createLoop, type Loop } from '../loop.ts';
import type { Connection } from '../model.ts';
import type { Lease, Outside, Verification } from '../ports.ts';

/** Gong allows a company 10,000 calls a day for everything it does; this is the bot's share (Gong: "Limits"). */
const mostCallsADay = 300;
const dayMs = 24 * 3_600_000;
const idleMs = 5_000;

type Verifiable = Pick<Connection, 'teamId' | 'scopes'> & { accountId: string; externalUserId: string };

/** Makes the call and writes its outcome down; over the budget, Gong is not asked. */
export async function verifyNow(
  { store, connections, clock }: Pick<Outside, 'store' | 'connections' | 'clock'>,
  connection: Verifiable,
): Promise<Verification> {
  const made = await store.verificationsSince(connection.teamId, clock.now() - dayMs);
  const outcome =
    made >= mostCallsADay
      ? 'unanswered'
      : await connections.verify(connection.teamId, connection.accountId, connection.externalUserId, connection.scopes);
  await store.recordVerification(connection.teamId, connection.accountId, outcome, clock.now());
  return outcome;
}

/** Verifies every connection that has just begun to work. */
export function createVerifier(outside: Outside, given: { teamId: string; lease: Lease; onChanged: () => void }): Loop {
  return createLoop(outside, 'verifier', idleMs, async () => {
    if (given.lease.fence() === null) return undefined;
    for (const connection of await outside.store.unverifiedConnections(given.teamId)) {
      if (connection.accountId === null) continue;
      await verifyNow(outside, { ...connection, accountId: connection.accountId });
      given.onChanged();
    }
    return undefined;
  });
}
