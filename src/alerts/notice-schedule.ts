/** Which notices admins are due: what the open outages call for and no notice speaks of yet. Pure. */

import type { Outage, OwedMessage } from '../model.ts';

export const pausedNoticeKind = 'admin_paused';
export const authConfigDisabledNoticeKind = 'admin_auth_config_disabled';
export const massNoticeKind = 'admin_mass_change';

/** Connections that are paused one after the other within this time are told of together. */
export const gatherMs = 5_000;
/** A mass change is one thing to tell of for this long, however many more it takes. */
export const massEpisodeMs = 60 * 60_000;
/** What went down shortly before a mass change was noticed is part of it. */
const massBeganMs = 10 * 60_000;

export type OpenOutage = Outage & { authConfigId: string | null };

export interface DueNotice {
  kind: string;
  data: Readonly<Record<string, unknown>>;
}

/**
 * @param outages those that are open
 * @param notices those written lately, to whichever admin
 */
export function dueNotices(
  outages: readonly OpenOutage[],
  notices: readonly OwedMessage[],
  now: number,
): readonly DueNotice[] {
  // A mass change of another cause says nothing about this one.
  const alone = outages.filter(
    (outage) => !notices.some((notice) => isOfMass(outage, notice) && notice.data.cause === outage.cause),
  );
  return [...dueForAuthConfigs(alone, notices), ...dueForPaused(alone, notices, now)];
}

/** Whether a mass notice speaks of this outage. */
export function isOfMass(outage: OpenOutage, notice: OwedMessage): boolean {
  return (
    notice.kind === massNoticeKind &&
    notice.data.authConfigId === outage.authConfigId &&
    outage.beganAt >= Number(notice.data.since) - massBeganMs &&
    outage.beganAt <= notice.createdAt + massEpisodeMs
  );
}

/** One notice for everybody whose auth config is disabled. */
function dueForAuthConfigs(outages: readonly OpenOutage[], notices: readonly OwedMessage[]): DueNotice[] {
  const disabled = outages.filter(({ cause }) => cause === 'auth_config_disabled');
  const authConfigIds = [...new Set(disabled.map(({ authConfigId }) => authConfigId))];
  return authConfigIds.flatMap((authConfigId) => {
    const began = disabled.filter((outage) => outage.authConfigId === authConfigId).map(({ beganAt }) => beganAt);
    const since = Math.min(...began);
    const isTold = notices.some(
      (notice) =>
        notice.kind === authConfigDisabledNoticeKind &&
        notice.data.authConfigId === authConfigId &&
        notice.createdAt >= since,
    );
    return isTold ? [] : [{ kind: authConfigDisabledNoticeKind, data: { authConfigId, since } }];
  });
}

function dueForPaused(outages: readonly OpenOutage[], notices: readonly OwedMessage[], now: number): DueNotice[] {
  const told = new Set(
    notices.filter(({ kind }) => kind === pausedNoticeKind).flatMap(({ data }) => data.outageIds as string[]),
  );
  const untold = outages.filter(({ id, cause }) => cause === 'disabled' && !told.has(id));
  const isGathered = untold.some(({ beganAt }) => now - beganAt >= gatherMs);
  return isGathered ? [{ kind: pausedNoticeKind, data: { outageIds: untold.map(({ id }) => id) } }] : [];
}
