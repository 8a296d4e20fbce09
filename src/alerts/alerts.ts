/** What the buttons of an alert do, besides those of `/gong-connect`. */

import { context, moment } from '../block-kit.ts';
import type { Outside } from '../ports.ts';
import type { Routes } from '../routes.ts';
import { snoozeAction } from './actions.ts';
import { snoozeMs } from './schedule.ts';

export function alertRoutes({ store, clock }: Pick<Outside, 'store' | 'clock'>, given: { nudge: () => void }): Routes {
  return {
    actions: {
      [snoozeAction]: async (request) => {
        const outage = await store.outage(request.teamId, request.value ?? '');
        if (!outage || outage.owner !== request.slackUserId) return;
        const until = clock.now() + snoozeMs;
        const isOpen = await store.snooze(request.teamId, outage.id, until, clock.now());
        given.nudge();
        if (!isOpen) return;
        const text = `Snoozed. You will be reminded ${moment(until)} if it still does not work.`;
        await request.respond?.({ text, blocks: [context(text)] }, false);
      },
    },
  };
}
