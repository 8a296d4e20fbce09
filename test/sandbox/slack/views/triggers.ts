/** Trigger IDs: each lives three seconds from when it was sent and opens one view. */

import type { Clock } from '../../../../src/ports.ts';
import type { Ids } from '../ids.ts';
import { MethodError } from '../method-error.ts';

export interface Trigger {
  userId: string;
  /** The view it came from when it came from an element inside a modal. */
  viewId: string | null;
  sentAt: number;
  exchanged: boolean;
}

export interface Triggers {
  /** Makes a trigger ID that is about to be sent. */
  issue(userId: string, viewId: string | null): string;
  /** The trigger when it may be used now; throws `invalid_`, `expired_` or `exchanged_trigger_id`. */
  find(id: string): Trigger;
}

const lifeMs = 3_000;

/** The triggers of one workspace. */
export function createTriggers(clock: Clock, ids: Ids): Triggers {
  const triggers = new Map<string, Trigger>();
  return {
    issue: (userId, viewId) => {
      const id = ids.triggerId();
      triggers.set(id, { userId, viewId, sentAt: clock.now(), exchanged: false });
      return id;
    },
    find: (id) => {
      const trigger = triggers.get(id);
      if (!trigger) throw new MethodError('invalid_trigger_id');
      if (trigger.exchanged) throw new MethodError('exchanged_trigger_id');
      if (clock.now() - trigger.sentAt > lifeMs) throw new MethodError('expired_trigger_id');
      return trigger;
    },
  };
}
