/** Composio's silence as an incident: opened when sweeps fail one after the other, over with the next complete one. */

import type { Incident } from '../incident.ts';
import type { Outside } from '../ports.ts';
import { incidentMessageKind } from '../stores/message-kinds.ts';
import { adminMessages } from './admin-recipients.ts';
import { classifySilence } from './classify.ts';
import { isSilence } from './silence.ts';

/** Sweeps that began earlier say nothing about now. */
const lookBackMs = 24 * 3_600_000;

/** @param given `open`: the silence that goes on; null: none that is known */
export async function watchSilence(
  outside: Outside,
  given: { teamId: string; admins: readonly string[]; open: Incident | null; onChanged: () => void },
): Promise<void> {
  const { store, identity, clock, log } = outside;
  const { teamId, open } = given;
  const now = clock.now();
  const setup = await store.savedSetup(teamId);
  // Sweeps of a setup that was removed say nothing of the next one's.
  const failed = await store.failedSweeps(teamId, Math.max(now - lookBackMs, setup?.savedAt ?? 0));

  if (open && failed.isAnswering) {
    await store.markRepaired(teamId, open.id, 'answers', now);
    await store.endIncident(teamId, open.id, now);
    log.info({ incidentId: open.id }, 'Composio answers again');
    return given.onChanged();
  }
  if (!open && setup && failed.since !== null && isSilence(failed, now)) {
    const diagnosis = classifySilence({ sweeps: failed.failures.length, failures: failed.failures });
    const incident = {
      id: identity.uuid(),
      kind: 'composio',
      authConfigId: null,
      accountCause: null,
      diagnosis,
    } as const;
    const incidentId = await store.openIncident(teamId, { ...incident, beganAt: failed.since }, now);
    log.warn({ incidentId, failures: failed.failures }, 'Composio does not answer');
    return given.onChanged();
  }
  if (open && open.toldAt === null) {
    const message = { teamId, admins: given.admins, kind: incidentMessageKind, subject: open.id };
    await store.tellOfIncident(teamId, open.id, await adminMessages(outside, message), now);
    given.onChanged();
  }
}
