/** What admins are told: derived from the open outages, so that no crash can swallow it. */

import { createLoop, type Loop } from '../loop.ts';
import type { Outage } from '../model.ts';
import type { Lease, Outside } from '../ports.ts';

export const pausedNoticeKind = 'admin_paused';
export const authConfigDisabledNoticeKind = 'admin_auth_config_disabled';
export const massNoticeKind = 'admin_mass_change';

const idleMs = 2_000;
/** An outage older than this is no news to an admin. */
const newsMs = 24 * 3_600_000;
/** More than this many paused at once are not told of one by one. */
const mostSinglePauses = 5;

/** Who hears of trouble: those who saved the setup, and `GONG_ADMINS`. */
export async function adminsOf(
  { store }: Pick<Outside, 'store'>,
  teamId: string,
  configured: readonly string[],
): Promise<readonly string[]> {
  const setup = await store.savedSetup(teamId);
  return [...new Set([...(setup ? [setup.createdBy] : []), ...configured])];
}

export function createAdminNotices(
  outside: Outside,
  given: { teamId: string; lease: Lease; admins: readonly string[]; onChanged: () => void },
): Loop {
  const { store, clock } = outside;
  const { teamId } = given;

  const tell = async (kind: string, subject: string): Promise<void> => {
    for (const admin of await adminsOf(outside, teamId, given.admins)) {
      const isNew = await store.owe(
        teamId,
        { id: outside.identity.uuid(), recipient: admin, kind, subject, dedupeKey: `${kind}:${subject}:${admin}` },
        clock.now(),
      );
      if (isNew) given.onChanged();
    }
  };

  return createLoop(outside, 'admin-notices', idleMs, async () => {
    if (given.lease.fence() === null) return undefined;
    const outages = await store.openOutages(teamId, clock.now() - newsMs);
    const [wholeSetup] = outages.filter((outage) => outage.cause === 'auth_config_disabled');
    // One notice for the lot: the first outage stands for all of them.
    if (wholeSetup) await tell(authConfigDisabledNoticeKind, wholeSetup.id);
    const single = outages.filter((outage: Outage) => outage.cause === 'disabled');
    if (single.length <= mostSinglePauses) for (const outage of single) await tell(pausedNoticeKind, outage.id);
    return undefined;
  });
}

/** One message to each admin about many connections that went down together. */
export async function tellMassChange(
  outside: Outside,
  given: {
    teamId: string;
    admins: readonly string[];
    mass: { authConfigId: string; cause: string; count: number; suspectedAt: number };
  },
): Promise<void> {
  const { mass, teamId } = given;
  for (const admin of await adminsOf(outside, teamId, given.admins)) {
    await outside.store.owe(
      teamId,
      {
        id: outside.identity.uuid(),
        recipient: admin,
        kind: massNoticeKind,
        subject: mass.authConfigId,
        dedupeKey: `${massNoticeKind}:${mass.authConfigId}:${mass.suspectedAt}:${admin}`,
        data: { cause: mass.cause, count: mass.count, since: mass.suspectedAt },
      },
      outside.clock.now(),
    );
  }
}
