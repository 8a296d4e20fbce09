/** Setups that a crash caught half way: looked for at Composio, put in force or given back to their admin. */

import { createLoop, type Loop } from '../loop.ts';
import type { Lease, Outside } from '../ports.ts';
import { resultMessage } from './messages.ts';
import { putInForce } from './save.ts';

const retryMs = 15_000;
const idleMs = 60_000;

/** @param startedAt setups claimed later are this process's own work */
export function createSetupRecovery(
  outside: Outside,
  given: { teamId: string; lease: Lease; startedAt: number; onChanged: () => void },
): Loop {
  const { store, connections, clock, identity, log } = outside;
  const { teamId } = given;
  return createLoop(outside, 'setup-recovery', idleMs, async () => {
    if (given.lease.fence() === null) return 1_000;
    let delayMs = idleMs;
    for (const setup of await store.creatingSetups(teamId)) {
      if (setup.createdAt >= given.startedAt) continue;
      try {
        const found = await connections.findAuthConfig(teamId, setup.name, setup.clientId);
        if (found === null) {
          log.warn({ setupId: setup.id }, 'a setup was interrupted and Composio has nothing of it');
          const message = resultMessage(identity.uuid(), setup, 'interrupted');
          await store.failSetup(teamId, setup.id, 'interrupted', clock.now(), message);
        } else {
          await putInForce(outside, setup, found);
          await store.owe(teamId, resultMessage(identity.uuid(), setup, 'saved'), clock.now());
        }
        given.onChanged();
      } catch (error) {
        log.warn({ error, setupId: setup.id }, 'an interrupted setup could not be looked for yet');
        delayMs = retryMs;
      }
    }
    return delayMs;
  });
}
