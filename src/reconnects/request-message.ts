/** The DM that asks somebody to reconnect, although nothing of their own doing is wrong. Pure. */

import { actions, button, context, section, sections } from '../block-kit.ts';
import { reconnectAction } from '../connect/actions.ts';
import { allowedInWords, quickForTechnicalAdmins, technicalAdminFact } from '../connect/words.ts';
import type { SlackMessage } from '../ports.ts';
import type { ReconnectRequest, RoundCause } from '../stores/rounds.ts';

/** @param scopes what a new connection will be allowed to do */
export function buildReconnectRequest(given: {
  cause: RoundCause;
  request: Pick<ReconnectRequest, 'state' | 'needsNewAccount'>;
  scopes: readonly string[];
}): SlackMessage {
  const { cause, request, scopes } = given;
  if (request.state === 'reconnected') {
    const text = 'You have reconnected Gong. Thank you.';
    return { text, blocks: [section(`:white_check_mark: ${text}`)] };
  }
  if (request.state === 'gone') {
    const text = 'You are not connected to Gong any more, so there is nothing to reconnect.';
    return { text, blocks: [section(text)] };
  }
  const { headline, why } = words(cause, request.needsNewAccount);
  return {
    text: `${headline} ${why}`,
    blocks: [
      section(`:arrows_counterclockwise: *${headline}*\n${why}`),
      ...(cause === 'scopes' ? sections('*What it will be allowed to do*', allowedInWords(scopes)) : []),
      actions(button('Reconnect', reconnectAction, { style: 'primary' })),
      context(`${quickForTechnicalAdmins} ${technicalAdminFact}`),
    ],
  };
}

function words(cause: RoundCause, isWorking: boolean): { headline: string; why: string } {
  if (cause === 'scopes') {
    return {
      headline: 'Please reconnect Gong.',
      why: 'Your admins have changed what agents and automations may do in Gong. Your connection was made before that, and goes by what was allowed then.',
    };
  }
  return isWorking
    ? {
        headline: 'Please reconnect Gong.',
        why: 'Your admins have renewed the Gong setup of your company and ask everybody to connect anew. Until you do, the connection you have goes on working.',
      }
    : {
        headline: 'Gong can be reconnected now.',
        why: 'Your connection had stopped working. Your admins have repaired the cause: press Reconnect, and it works again.',
      };
}
