/** Composes the DM of a rotation from what is known when it is delivered. */

import type { Composer, Outside } from '../ports.ts';
import { buildRotationMessage, type RotationFacts } from './progress-view.ts';

/** Everything that the modal and the DM of a rotation show; null: there is no such rotation. */
export async function rotationFacts(
  { store }: Pick<Outside, 'store'>,
  teamId: string,
  rotationId: string,
): Promise<RotationFacts | null> {
  const rotation = await store.rotation(teamId, rotationId);
  if (!rotation) return null;
  const round = await store.round(teamId, rotationId);
  const progress = round && { round, counts: await store.roundCounts(teamId, rotationId) };
  return { rotation, progress };
}

export function composeRotation(outside: Pick<Outside, 'store'>): Composer {
  return async ({ teamId, subject, data }) => {
    const facts = await rotationFacts(outside, teamId, subject);
    if (!facts) return 'moot';
    const { createdBy } = facts.rotation;
    // Whoever has gone on with another secret is who began it, from then on.
    return buildRotationMessage(facts, data.insteadOf === createdBy ? createdBy : null);
  };
}
