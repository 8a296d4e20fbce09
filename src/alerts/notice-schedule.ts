/** Which paused connections of people admins are due to hear of: those that no notice speaks of yet. Pure. */

import { companyOwner, type Outage, type OwedMessage } from '../model.ts';

export const pausedNoticeKind = 'admin_paused';

/** Connections that are paused one after the other within this time are told of together. */
export const gatherMs = 5_000;

export type OpenOutage = Outage & { authConfigId: string | null; incidentId: string | null };

/**
 * @param outages those that are open
 * @param notices those written lately, to whichever admin
 * @returns the IDs of the outages that one notice is to speak of; none: nothing is due
 */
export function dueNotice(
  outages: readonly OpenOutage[],
  notices: readonly OwedMessage[],
  now: number,
): readonly string[] {
  const told = new Set(
    notices.filter(({ kind }) => kind === pausedNoticeKind).flatMap(({ data }) => data.outageIds as string[]),
  );
  const untold = outages.filter(
    ({ id, cause, incidentId, owner }) =>
      cause === 'disabled' && incidentId === null && owner !== companyOwner && !told.has(id),
  );
  const isGathered = untold.some(({ beganAt }) => now - beganAt >= gatherMs);
  return isGathered ? untold.map(({ id }) => id) : [];
}
