/**
 * What admins are told of connections that somebody paused one by one: derived from the open outages, so that no crash
 * can swallow it. What breaks for several together is an incident.
 */

import { adminMessages } from '../incidents/admin-recipients.ts';
import { createLoop, type Loop } from '../loop.ts';
import type { Lease, Outside } from '../ports.ts';
import { dueNotice, pausedNoticeKind } from './notice-schedule.ts';

const idleMs = 2_000;
/** An outage older than this is no news to an admin. */
const newsMs = 24 * 3_600_000;

/** @param given `admins`: `GONG_ADMINS` */
export function createAdminNotices(
  outside: Outside,
  given: { teamId: string; lease: Lease; admins: readonly string[]; onChanged: () => void },
): Loop {
  const { store, clock, identity } = outside;
  const { teamId, admins } = given;

  return createLoop(outside, 'admin-notices', idleMs, async () => {
    if (given.lease.fence() === null) return undefined;
    const now = clock.now();
    const outages = await store.openOutages(teamId, now - newsMs);
    if (outages.length === 0) return undefined;
    const notices = await store.messagesSince(teamId, [pausedNoticeKind], now - newsMs);
    const outageIds = dueNotice(outages, notices, now);
    if (outageIds.length === 0) return undefined;
    const subject = identity.uuid();
    const messages = await adminMessages(outside, {
      teamId,
      admins,
      kind: pausedNoticeKind,
      subject,
      data: { outageIds },
    });
    // Who chose a daily digest reads it there.
    if (messages.length === 0) return undefined;
    await store.oweAll(teamId, messages, now);
    given.onChanged();
    return undefined;
  });
}
