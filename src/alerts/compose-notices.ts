/** Composes the admins' notices. */

import type { Cause } from '../connection.ts';
import type { Composer, Outside } from '../ports.ts';
import { buildAuthConfigDisabledNotice, buildMassNotice, buildPausedNotice } from './admin-messages.ts';

export function composePausedNotice({ store }: Pick<Outside, 'store'>): Composer {
  return async (message) => {
    const outage = await store.outage(message.teamId, message.subject);
    if (!outage || outage.endedAt !== null) return 'moot';
    return buildPausedNotice({
      owner: outage.owner,
      accountId: outage.connection.accountId,
      since: outage.beganAt,
    });
  };
}

export function composeAuthConfigDisabledNotice({ store }: Pick<Outside, 'store'>): Composer {
  return async (message) => {
    const outage = await store.outage(message.teamId, message.subject);
    if (!outage || outage.endedAt !== null) return 'moot';
    return buildAuthConfigDisabledNotice({
      authConfigId: outage.connection.authConfigId ?? '',
      since: outage.beganAt,
    });
  };
}

/** Everything it says was written down with it. */
export const composeMassNotice: Composer = async (message) =>
  buildMassNotice({
    authConfigId: message.subject,
    cause: message.data.cause as Cause,
    count: Number(message.data.count),
    since: Number(message.data.since),
  });
