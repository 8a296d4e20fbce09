/** Composes alerts from the outage as it is when they are delivered. */

import type { Composer, Outside } from '../ports.ts';
import { buildAlert, buildRecovered } from './alert-message.ts';

export const alertMessageKind = 'alert';
export const recoveredMessageKind = 'recovered';

/** An alert that nobody has seen yet says nothing any more once the outage is over. */
export function composeAlert({ store }: Pick<Outside, 'store'>): Composer {
  return async (message) => {
    const outage = await store.outage(message.teamId, message.subject);
    if (!outage) return 'moot';
    if (outage.endedAt !== null && message.ts === null) return 'moot';
    return buildAlert({
      alertId: message.id,
      outage,
      state: outage.connection.state,
      reminder: Number(message.data.reminder ?? 0),
    });
  };
}

/** Nobody is told that what they never heard of is over, nor that something works which has broken again. */
export function composeRecovered({ store }: Pick<Outside, 'store'>): Composer {
  return async (message) => {
    const outage = await store.outage(message.teamId, message.subject);
    if (!outage || outage.endedAt === null || outage.connection.state !== 'active') return 'moot';
    const wasAlerted = await store.wasShown(message.teamId, alertMessageKind, message.subject);
    return wasAlerted ? buildRecovered() : 'moot';
  };
}
