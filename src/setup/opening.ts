/** Opening the wizard within the three seconds that a trigger ID lives, whatever Composio does meanwhile. */

import type { AuthConfigFacts } from '../connections-port.ts';
import { SlackError } from '../errors.ts';
import type { SavedSetup } from '../model.ts';
import { type Outside, pause } from '../ports.ts';
import type { Sender } from '../routes.ts';
import { isFit } from './adopt.ts';
import { buildChooseView } from './choose-view.ts';

/** Composio is asked for at most this long, and only until this long after the trigger came. */
const askComposioAtMostMs = 1_000;
const openAfterMs = 2_300;

export interface Opening {
  /**
   * @param how `triggeredAt`: when the trigger came, in Unix milliseconds; `replaces`: the setup in force that the
   * wizard is to replace
   */
  open(
    sender: Sender,
    how: { triggerId: string; triggeredAt: number; replaces: SavedSetup | null },
  ): Promise<'opened' | 'too_late'>;
}

export function createOpening({ slack, connections, clock, identity, log }: Outside): Opening {
  /** Auth configs that somebody made by hand; none when Composio does not say in time. */
  const madeByHand = async (teamId: string, triggeredAt: number): Promise<readonly AuthConfigFacts[]> => {
    const leftMs = Math.min(askComposioAtMostMs, triggeredAt + openAfterMs - clock.now());
    if (leftMs <= 0) return [];
    const asked = connections.customAuthConfigs(teamId).catch((error: unknown) => {
      log.warn({ error }, 'could not ask Composio for auth configs made by hand');
      return [];
    });
    return Promise.race([asked, pause(clock, leftMs).then(() => [])]);
  };

  return {
    open: async (sender, { triggerId, triggeredAt, replaces }) => {
      const offers = (await madeByHand(sender.teamId, triggeredAt)).filter(
        (config) => isFit(config) && config.authConfigId !== replaces?.authConfigId,
      );
      const memory = { formId: identity.uuid(), replaces: replaces?.id ?? null };
      try {
        await slack.openView(sender.teamId, triggerId, buildChooseView(memory, offers));
      } catch (error) {
        if (!isTriggerSpent(error)) throw error;
        log.warn({ error }, 'the wizard could not be opened in time');
        return 'too_late';
      }
      // The next step needs what the toolkit says, and it is kept once it is known. It never fails.
      void connections.toolkit(sender.teamId);
      return 'opened';
    },
  };
}

/** Whether a trigger was used up or too old: the person only has to ask once more. */
function isTriggerSpent(error: unknown): boolean {
  return error instanceof SlackError && /^(expired|exchanged|invalid)_trigger_id$/.test(error.slackError);
}
