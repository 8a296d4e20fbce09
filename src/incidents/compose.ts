/** Composes incidents and digests from what is so when they are delivered. */

import type { Incident } from '../incident.ts';
import type { Composer, Outside } from '../ports.ts';
import { buildDigest, isWorthADigest } from './digest-message.ts';
import { buildIncident } from './incident-message.ts';

export const digestMessageKind = 'digest';

/** What is over before anybody heard of it is no news; whoever read of it in a channel that took no more hears its end. */
export function composeIncident({ store }: Pick<Outside, 'store'>): Composer {
  return async (message) => {
    const incident = await store.incident(message.teamId, message.subject);
    if (!incident) return 'moot';
    const wasRead = message.ts !== null || message.data.wasShown === true;
    if (incident.endedAt !== null && !wasRead) return 'moot';
    return buildIncident({
      incident,
      told: await toldOf({ store }, incident),
      setup: await store.savedSetup(message.teamId),
    });
  };
}

/** Composed again while it waits for the end of the quiet hours: it tells what is so then. */
export function composeDigest({ store }: Pick<Outside, 'store'>): Composer {
  return async (message) => {
    const from = Number(message.data.from);
    const until = Number(message.data.until);
    const given = await digestOf({ store }, message.teamId, from, message.data.isLast === true);
    return isWorthADigest(given) ? buildDigest({ ...given, from, until }) : 'moot';
  };
}

/**
 * What happened since then, and what still is.
 * @param isLast what is still open has a message of its own from now on
 */
export async function digestOf({ store }: Pick<Outside, 'store'>, teamId: string, from: number, isLast: boolean) {
  const since = await store.incidentsSince(teamId, from);
  const earlier = (await store.openIncidents(teamId)).filter(({ id }) => since.every((one) => one.id !== id));
  const told = [...earlier, ...since].filter(({ toldAt, endedAt }) => toldAt !== null && !(isLast && endedAt === null));
  const incidents = await Promise.all(
    told.map(async (incident) => ({ incident, told: await toldOf({ store }, incident) })),
  );
  return { incidents, outages: await store.loneOutagesSince(teamId, from) };
}

/** How many were told of their own connection before it was an incident; once everybody was told, that says nothing. */
async function toldOf({ store }: Pick<Outside, 'store'>, incident: Incident): Promise<number> {
  const { teamId, id, releasedAt, endedAt } = incident;
  return releasedAt === null && endedAt === null ? store.toldOf(teamId, id) : 0;
}
