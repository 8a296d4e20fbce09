/** Owes reminders at their time. */

import { createLoop, type Loop } from '../loop.ts';
import type { Lease, Outside } from '../ports.ts';
import { alertMessageKind } from './compose.ts';
import { nextReminderAt } from './schedule.ts';

const idleMs = 1_000;

export function createReminders(
  { store, clock, log, identity }: Outside,
  given: { teamId: string; lease: Lease; delaysMs: readonly number[]; onChanged: () => void },
): Loop {
  return createLoop({ clock, log }, 'reminders', idleMs, async () => {
    if (given.lease.fence() === null) return undefined;
    const now = clock.now();
    for (const outage of await store.dueReminders(given.teamId, now)) {
      const reminder = outage.reminders + 1;
      const message = {
        id: identity.uuid(),
        recipient: outage.owner,
        kind: alertMessageKind,
        subject: outage.id,
        dedupeKey: `alert:${outage.id}:${reminder}`,
        data: { reminder },
      };
      const nextAt = nextReminderAt(outage.beganAt, given.delaysMs, now);
      if (!(await store.remind(given.teamId, outage.id, message, nextAt, now))) continue;
      log.info({ outageId: outage.id, owner: outage.owner, reminder }, 'a reminder is owed');
      given.onChanged();
    }
    return undefined;
  });
}
