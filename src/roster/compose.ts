/** Composes the roster's DMs from what is known when they are delivered. */

import type { Composer, Outside } from '../ports.ts';
import { buildDisconnectedByAdmin, buildRepairAsked, buildRosterResult } from './roster-message.ts';

export function composeDisconnected(): Composer {
  return async ({ data }) => buildDisconnectedByAdmin(String(data.by));
}

/** Somebody who has reconnected before it was sent hears nothing. */
export function composeRepairAsked({ store }: Pick<Outside, 'store'>): Composer {
  return async ({ teamId, recipient, ts, data }) => {
    const isWorking = (await store.statusOf(teamId, recipient)).connection?.state === 'active';
    if (ts === null) {
      if (isWorking) return 'moot';
      // Nobody could reconnect during the admins' own pause.
      if (await store.openPause(teamId)) return 'later';
    }
    return buildRepairAsked(String(data.by), isWorking);
  };
}

export function composeRosterResult(): Composer {
  return async ({ data }) => buildRosterResult(String(data.words));
}
