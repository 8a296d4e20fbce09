/** The DMs to people about their use of the company connection. Pure. */

import { actions, button, context, section } from '../block-kit.ts';
import { openFormAction, testAction } from '../connect/actions.ts';
import { pausedPlainly, pauseInWords } from '../connect/words.ts';
import type { SlackMessage } from '../ports.ts';
import type { Pause } from '../stores/pauses.ts';

export function buildGranted(): SlackMessage {
  const text = 'You can use the company’s Gong connection.';
  return {
    text: `${text} There is nothing to approve.`,
    blocks: [
      section(`:white_check_mark: *${text}*\nYour team’s agents and automations can now work with Gong for you.`),
      actions(button('Test it', testAction)),
      context('`/gong-connect` shows how it is, `/gong-connect disconnect` takes you out again.'),
    ],
  };
}

/** To somebody who is let in while the connection does not work. */
export function buildGrantedInOutage(): SlackMessage {
  const text = 'You are let in to the company’s Gong connection, which does not work at the moment.';
  const now = 'There is nothing for you to do: the admins know, and a direct message says when it is back.';
  return {
    text: `${text} ${now}`,
    blocks: [
      section(`:warning: *${text}*\n${now}`),
      context('Until then agents and automations cannot read Gong for you. `/gong-connect` shows how it is.'),
    ],
  };
}

/** To somebody who is let in while an admin has paused Gong. */
export function buildGrantedInPause(pause: Pause): SlackMessage {
  const text = 'You are let in to the company’s Gong connection.';
  return { text: `${text} ${pausedPlainly}`, blocks: [section(`*${text}*\n${pauseInWords(pause)}`)] };
}

/** The same message when there is no room for them any more. */
export function buildPlaceLost(): SlackMessage {
  const text = 'The company’s Gong connection is full, and you are waiting for a place in it again.';
  return { text, blocks: [context(`${text} A direct message says when you have one.`)] };
}

/**
 * The same message once it no longer holds.
 * @param isBlocked whether an admin has blocked them, of which another message tells
 */
export function buildGrantOver(isBlocked: boolean): SlackMessage {
  const text = 'You no longer use the company’s Gong connection.';
  if (isBlocked) return { text, blocks: [context(text)] };
  return {
    text: `${text} /gong-connect connects you again.`,
    blocks: [context(`${text} \`/gong-connect\` connects you again.`)],
  };
}

/** The admins have gone over to personal connections, or the company's could not be made. */
export function buildCompanyEnded(): SlackMessage {
  const text = 'Your company no longer shares one Gong connection: everybody connects on their own.';
  return {
    text: `${text} Press Connect Gong to get a personal link.`,
    blocks: [
      section(`*${text}*\nTo go on using Gong with agents and automations, get a personal link.`),
      actions(button('Connect Gong', openFormAction, { style: 'primary' })),
    ],
  };
}
