/** What the buttons of an alert do, besides those of `/gong-connect`. */

import { createAdminGuard } from '../admins/guard.ts';
import { context, fixedMoment } from '../block-kit.ts';
import { companyOwner } from '../model.ts';
import type { Outside } from '../ports.ts';
import type { Routes } from '../routes.ts';
import { snoozeAction } from './actions.ts';
import { snoozeMs } from './schedule.ts';

/** @param given `admins`: `GONG_ADMINS` */
export function alertRoutes(
  outside: Pick<Outside, 'store' | 'clock' | 'slack' | 'log'>,
  given: { admins: readonly string[]; nudge: () => void },
): Routes {
  const { store, clock } = outside;
  const guard = createAdminGuard(outside, given.admins);
  return {
    actions: {
      [snoozeAction]: async (request) => {
        const outage = await store.outage(request.teamId, request.value ?? '');
        if (!outage) return;
        if (outage.owner === companyOwner ? !(await guard.allows(request)) : outage.owner !== request.slackUserId)
          return;
        const until = clock.now() + snoozeMs;
        const isOpen = await store.snooze(request.teamId, outage.id, until, clock.now());
        given.nudge();
        if (!isOpen) return;
        const text = `Snoozed. You will be reminded on ${fixedMoment(until)} if it still does not work.`;
        await request.respond?.({ text, blocks: [context(text)] }, false);
      },
    },
  };
}
