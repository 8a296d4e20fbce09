/** Owes reminders at their time. */

import { whereAdminsRead } from '../incidents/admin-recipients.ts';
import { createLoop, type Loop } from '../loop.ts';
import { companyOwner } from '../model.ts';
import type { Lease, Outside } from '../ports.ts';
import { alertMessageKind } from './compose.ts';
import { nextReminderAt } from './schedule.ts';

const idleMs = 1_000;

/** @param given `admins`: `GONG_ADMINS`, who hear of the company connection */
export function createReminders(
  outside: Outside,
  given: {
    teamId: string;
    lease: Lease;
    delaysMs: readonly number[];
    admins: readonly string[];
    onChanged: () => void;
  },
): Loop {
  const { store, clock, log, identity } = outside;
  return createLoop({ clock, log }, 'reminders', idleMs, async () => {
    if (given.lease.fence() === null) return undefined;
    const now = clock.now();
    for (const outage of await store.dueReminders(given.teamId, now)) {
      const reminder = outage.reminders + 1;
      const isOfCompany = outage.owner === companyOwner;
      const readers = isOfCompany ? await whereAdminsRead(outside, given.teamId, given.admins) : [outage.owner];
      const messages = readers.map((recipient) => ({
        id: identity.uuid(),
        recipient,
        kind: alertMessageKind,
        subject: outage.id,
        dedupeKey: isOfCompany ? `alert:${outage.id}:${reminder}:${recipient}` : `alert:${outage.id}:${reminder}`,
        data: { reminder },
      }));
      const nextAt = nextReminderAt(outage.beganAt, given.delaysMs, now);
      if (!(await store.remind(given.teamId, outage.id, messages, nextAt, now))) continue;
      log.info({ outageId: outage.id, owner: outage.owner, reminder }, 'a reminder is owed');
      given.onChanged();
    }
    return undefined;
  });
}
