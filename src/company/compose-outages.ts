/** Composes the DMs about an outage of the company connection from the outage as it is when they are delivered. */

import { isOfReplacedSetup } from '../causes.ts';
import type { Diagnosis } from '../incident.ts';
import { companyOwner } from '../model.ts';
import type { Composer, Outside } from '../ports.ts';
import { buildCompanyAlert, buildCompanyRecovered, buildUsersOutage, buildUsersRecovered } from './outage-messages.ts';

/**
 * The alert of an outage: the company's is composed here, another is left to `personal`.
 * @param diagnose what is behind the outage that goes on
 */
export function composeCompanyAlert(
  { store }: Pick<Outside, 'store'>,
  diagnose: () => Promise<Diagnosis | null>,
  personal: Composer,
): Composer {
  return async (message) => {
    const outage = await store.outage(message.teamId, message.subject);
    if (outage?.owner !== companyOwner) return personal(message);
    if (outage.endedAt !== null && message.ts === null) return 'moot';
    if (message.ts === null) {
      const pause = await store.openPause(message.teamId);
      // An admin paused it on purpose, and nobody can repair it meanwhile.
      if (pause?.authConfigId === outage.connection.authConfigId) return 'later';
    }
    const setup = await store.savedSetup(message.teamId);
    return buildCompanyAlert({
      alertId: message.id,
      outage,
      state: outage.connection.state,
      reminder: Number(message.data.reminder ?? 0),
      users: (await store.companyUsers(message.teamId)).length,
      diagnosis: outage.endedAt === null ? await diagnose() : null,
      setup,
      isReplaced: isOfReplacedSetup(outage.connection, setup),
    });
  };
}

/** The end of an outage, to an admin who was told of it; another's is left to `personal`. */
export function composeCompanyRecovered({ store }: Pick<Outside, 'store'>, personal: Composer): Composer {
  return async (message) => {
    const outage = await store.outage(message.teamId, message.subject);
    if (outage?.owner !== companyOwner) return personal(message);
    if (message.ts !== null) return buildCompanyRecovered(outage.endedAt === null ? 'broken' : outage.connection.state);
    if (outage.endedAt === null || outage.connection.state !== 'active') return 'moot';
    return afterShown(await store.messageByKey(message.teamId, String(message.data.after)), () =>
      buildCompanyRecovered('active'),
    );
  };
}

/** The one message to somebody who uses the connection. */
export function composeUsersOutage({ store }: Pick<Outside, 'store'>): Composer {
  return async (message) => {
    const outage = await store.outage(message.teamId, message.subject);
    if (!outage) return 'moot';
    if (message.ts !== null) return buildUsersOutage(outage);
    const { grant, connection } = await store.statusOf(message.teamId, message.recipient);
    const isAffected = grant?.state === 'granted' && connection?.state !== 'active';
    return outage.endedAt === null && isAffected ? buildUsersOutage(outage) : 'moot';
  };
}

/** Nobody is told that what they never heard of is over. */
export function composeUsersRecovered({ store }: Pick<Outside, 'store'>): Composer {
  return async (message) => {
    const outage = await store.outage(message.teamId, message.subject);
    if (!outage) return 'moot';
    if (message.ts !== null) return buildUsersRecovered(outage.endedAt !== null);
    if (outage.endedAt === null || outage.connection.state !== 'active') return 'moot';
    return afterShown(await store.messageByKey(message.teamId, String(message.data.after)), () =>
      buildUsersRecovered(true),
    );
  };
}

type Shown = { ts: string | null; isSendUnknown: boolean } | null;

/** What is said only to somebody who was shown the message before. */
function afterShown<T>(before: Shown, build: () => T): T | 'moot' | 'later' {
  if (before !== null && before.ts !== null) return build();
  return before?.isSendUnknown ? 'later' : 'moot';
}
