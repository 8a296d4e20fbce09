/** Owes reminders at their time. */

import { adminMessages, whereAdminsRead } from '../incidents/admin-recipients.ts';
import { createLoop, type Loop } from '../loop.ts';
import { companyOwner } from '../model.ts';
import type { Lease, Outside } from '../ports.ts';
import { alertMessageKind } from '../stores/message-kinds.ts';
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
  const { teamId, admins } = given;
  return createLoop({ clock, log }, 'reminders', idleMs, async () => {
    if (given.lease.fence() === null) return undefined;
    const now = clock.now();
    for (const outage of await store.dueReminders(teamId, now)) {
      const reminder = outage.reminders + 1;
      const about = { kind: alertMessageKind, subject: outage.id, data: { reminder } };
      const key = `${alertMessageKind}:${outage.id}:${reminder}`;
      const messages =
        outage.owner === companyOwner
          ? await adminMessages(outside, {
              ...about,
              key,
              teamId,
              admins,
              recipients: await whereAdminsRead(outside, teamId, admins),
            })
          : [{ ...about, id: identity.uuid(), recipient: outage.owner, dedupeKey: key }];
      const nextAt = nextReminderAt(outage.beganAt, given.delaysMs, now);
      if (!(await store.remind(teamId, outage.id, messages, nextAt, now))) continue;
      log.info({ outageId: outage.id, owner: outage.owner, reminder }, 'a reminder is owed');
      given.onChanged();
    }
    return undefined;
  });
}
