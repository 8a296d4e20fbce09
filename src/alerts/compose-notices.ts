/** Composes the admins' notices from the outages as they are when they are delivered. */

import type { Cause } from '../connection.ts';
import type { Composer, Outside } from '../ports.ts';
import { buildAuthConfigDisabledNotice, buildMassNotice, buildPausedNotice } from './admin-messages.ts';
import { isOfMass } from './notice-schedule.ts';

/** Outages that began longer ago than this before a notice are not what it is about. */
const lookBackMs = 24 * 3_600_000;

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

export function composeAuthConfigDisabledNotice({ store }: Pick<Outside, 'store'>): Composer {
  return async ({ teamId, data }) => {
    const authConfigId = String(data.authConfigId);
    const since = Number(data.since);
    const outages = await store.openOutages(teamId, since);
    const isStill = outages.some(
      (outage) => outage.cause === 'auth_config_disabled' && outage.authConfigId === authConfigId,
    );
    return isStill ? buildAuthConfigDisabledNotice({ authConfigId, since }) : 'moot';
  };
}

/** It counts those that followed, too. */
export function composeMassNotice({ store }: Pick<Outside, 'store'>): Composer {
  return async (message) => {
    const { data } = message;
    const outages = await store.openOutages(message.teamId, Number(data.since) - lookBackMs);
    const count = outages.filter((outage) => isOfMass(outage, message)).length;
    return buildMassNotice({
      authConfigId: String(data.authConfigId),
      cause: data.cause as Cause,
      count: Math.max(Number(data.count), count),
      since: Number(data.since),
    });
  };
}
