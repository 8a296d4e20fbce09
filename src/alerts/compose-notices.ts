/** Composes the admins' notices of paused connections from the outages as they are when they are delivered. */

import type { Composer, Outside } from '../ports.ts';
import { buildPausedNotice } from './admin-messages.ts';

/** Moot once none of them is paused any more. */
export function composePausedNotice({ store }: Pick<Outside, 'store'>): Composer {
  return async ({ teamId, data }) => {
    const outages = await Promise.all((data.outageIds as string[]).map((id) => store.outage(teamId, id)));
    const open = outages.filter((outage) => outage !== null && outage.endedAt === null && outage.cause === 'disabled');
    const paused = open.flatMap((outage) =>
      outage ? [{ owner: outage.owner, accountId: outage.connection.accountId, since: outage.beganAt }] : [],
    );
    return paused.length > 0 ? buildPausedNotice(paused) : 'moot';
  };
}
