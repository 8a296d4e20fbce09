/** Setups that a crash caught half way: looked for at Composio, put in force or given back to their admin. */

import { createLoop, type Loop } from '../loop.ts';
import type { Lease, Outside } from '../ports.ts';
import { resultMessage } from './messages.ts';
import { isMadeHere, putInForce } from './save.ts';

const retryMs = 15_000;
const idleMs = 60_000;
/** Longer than a process can be at work on a setup: one that is older was another's, which died. */
const atWorkAtMostMs = 180_000;

/** @param startedAt setups claimed later may be this process's own work */
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
      const age = clock.now() - setup.createdAt;
      if (setup.createdAt >= given.startedAt && age < atWorkAtMostMs) continue;
      const of = { formId: setup.formId, recipient: setup.createdBy };
      try {
        const found = isMadeHere(setup.name)
          ? await connections.findAuthConfig(teamId, setup.name)
          : await connections.authConfig(teamId, setup.name);
        // Another client ID: made by an earlier submission of the form, which the next one corrects.
        if (!found || (found.clientId ?? setup.clientId) !== setup.clientId) {
          log.warn({ setupId: setup.id }, 'a setup was interrupted and Composio has nothing of it');
          const message = resultMessage(identity.uuid(), of, 'interrupted');
          await store.failSetup(teamId, setup.id, 'interrupted', clock.now(), message);
        } else {
          await putInForce(outside, setup, found.authConfigId, 0);
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
