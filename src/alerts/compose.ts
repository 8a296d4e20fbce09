/** Composes alerts from the outage as it is when they are delivered. */

import { isOfReplacedSetup } from '../causes.ts';
import type { Incident, Repair } from '../incident.ts';
import type { Composer, Outside } from '../ports.ts';
import { alertMessageKind } from '../stores/message-kinds.ts';
import { buildAlert, buildRecovered } from './alert-message.ts';

/** An alert that nobody has seen yet says nothing any more once the outage is over. */
export function composeAlert({ store }: Pick<Outside, 'store'>): Composer {
  return async (message) => {
    const outage = await store.outage(message.teamId, message.subject);
    if (!outage) return 'moot';
    if (outage.endedAt !== null && message.ts === null) return 'moot';
    if (message.ts === null) {
      const pause = await store.openPause(message.teamId);
      // What an admin paused on purpose is no alert, however long it lasts, and nobody can reconnect meanwhile.
      if (pause?.authConfigId === outage.connection.authConfigId) return 'later';
    }
    return buildAlert({
      alertId: message.id,
      outage,
      state: outage.connection.state,
      setup: isOfReplacedSetup(outage.connection, await store.savedSetup(message.teamId))
        ? 'replaced'
        : outage.incident?.diagnosis.cause === 'auth_config_gone'
          ? 'gone'
          : 'in_force',
      reminder: Number(message.data.reminder ?? 0),
      repair: outage.incident && repairOf(outage.incident, message.ts !== null),
    });
  };
}

/**
 * What is known of an incident's repair: one that goes on until the longest wait is over has none.
 * @param isShown somebody was told before it was an incident: they wait like those who were not
 */
function repairOf({ repair, endedAt, releasedAt }: Incident, isShown: boolean): Repair | 'awaited' | null {
  if (repair !== null || endedAt !== null) return repair;
  return isShown && releasedAt === null ? 'awaited' : 'too_long';
}

/**
 * Nobody is told that what they never heard of is over, nor that something works which has broken again; once it was
 * told, it is corrected when it no longer holds.
 */
export function composeRecovered({ store }: Pick<Outside, 'store'>): Composer {
  return async (message) => {
    const outage = await store.outage(message.teamId, message.subject);
    if (!outage) return 'moot';
    if (message.ts !== null) return buildRecovered(outage.endedAt === null ? 'broken' : outage.connection.state);
    if (outage.endedAt === null || outage.connection.state !== 'active') return 'moot';
    const alert = await store.showing(message.teamId, alertMessageKind, message.subject);
    if (alert === 'perhaps') return 'later';
    return alert === 'shown' ? buildRecovered('active') : 'moot';
  };
}
