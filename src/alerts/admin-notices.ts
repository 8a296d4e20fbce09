/** What admins are told: derived from the open outages, so that no crash can swallow it. */

import { createLoop, type Loop } from '../loop.ts';
import type { NewMessage } from '../model.ts';
import type { Lease, Outside } from '../ports.ts';
import {
  authConfigDisabledNoticeKind,
  type DueNotice,
  dueNotices,
  isOfMass,
  massEpisodeMs,
  massNoticeKind,
  pausedNoticeKind,
} from './notice-schedule.ts';

const idleMs = 2_000;
/** An outage older than this is no news to an admin. */
const newsMs = 24 * 3_600_000;

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
  /** How many each mass notice was last seen to speak of, by its subject. */
  const counted = new Map<string, number>();

  return createLoop(outside, 'admin-notices', idleMs, async () => {
    if (given.lease.fence() === null) return undefined;
    const now = clock.now();
    const outages = await store.openOutages(teamId, now - newsMs);
    if (outages.length === 0) return undefined;
    const kinds = [pausedNoticeKind, authConfigDisabledNoticeKind, massNoticeKind];
    const notices = await store.messagesSince(teamId, kinds, now - newsMs);
    for (const notice of dueNotices(outages, notices, now)) {
      await tellAdmins(outside, teamId, given.admins, notice);
      given.onChanged();
    }
    for (const notice of notices) {
      const count = outages.filter((outage) => isOfMass(outage, notice)).length;
      if (count <= (counted.get(notice.subject) ?? Number(notice.data.count ?? 0))) continue;
      counted.set(notice.subject, count);
      await store.reviseMessages(teamId, notice.kind, notice.subject);
      given.onChanged();
    }
    return undefined;
  });
}

/** One message to each admin about many connections that went down together, however many more follow. */
export async function tellMassChange(
  outside: Outside,
  given: {
    teamId: string;
    admins: readonly string[];
    mass: { authConfigId: string; cause: string; count: number; suspectedAt: number };
  },
): Promise<void> {
  const { store, clock } = outside;
  const { mass, teamId } = given;
  const lately = await store.messagesSince(teamId, [massNoticeKind], clock.now() - massEpisodeMs);
  if (lately.some(({ data }) => data.authConfigId === mass.authConfigId && data.cause === mass.cause)) return;
  await tellAdmins(outside, teamId, given.admins, {
    kind: massNoticeKind,
    data: { authConfigId: mass.authConfigId, cause: mass.cause, count: mass.count, since: mass.suspectedAt },
  });
}

async function tellAdmins(
  outside: Outside,
  teamId: string,
  configured: readonly string[],
  { kind, data }: DueNotice,
): Promise<void> {
  const { store, clock, identity } = outside;
  const subject = identity.uuid();
  const admins = await adminsOf(outside, teamId, configured);
  const messages = admins.map(
    (recipient): NewMessage => ({
      id: identity.uuid(),
      recipient,
      kind,
      subject,
      dedupeKey: `${kind}:${subject}:${recipient}`,
      data,
    }),
  );
  await store.oweAll(teamId, messages, clock.now());
}
