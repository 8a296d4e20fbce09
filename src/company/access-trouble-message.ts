/** The one message to admins about an access list that cannot be written: edited as it goes on, and when it is over. Pure. */

import { actions, button, context, mentions, moment, section, span } from '../block-kit.ts';
import type { AccessTrouble } from '../model.ts';
import type { SlackMessage } from '../ports.ts';
import { accessTroubleInWords } from './access-words.ts';
import { choosePersonalAction, openModeAction } from './actions.ts';
import { confirmPersonal } from './company-link-message.ts';

/** As many people are named; the others are counted. */
const mostNamed = 20;

export interface AccessTroubleGiven {
  trouble: Pick<AccessTrouble, 'kind' | 'beganAt' | 'endedAt'>;
  /** Whether there still is an account with a list. */
  isThere: boolean;
  /** Slack user IDs of those who wait to be let in, and to be taken out. */
  waiting: readonly string[];
  leaving: readonly string[];
}

export function buildAccessTrouble(given: AccessTroubleGiven): SlackMessage {
  const { endedAt } = given.trouble;
  return endedAt === null ? goesOn(given) : over(given, endedAt);
}

function goesOn({ trouble, waiting, leaving }: AccessTroubleGiven): SlackMessage {
  const headline = 'Who may use the company’s Gong connection cannot be changed.';
  const why = accessTroubleInWords(trouble.kind);
  const who = [
    ...(waiting.length > 0 ? [`• Waiting to be let in: ${named(waiting)}`] : []),
    ...(leaving.length > 0 ? [`• Asked to be out, or left, and *still allowed* at Composio: ${named(leaving)}`] : []),
    ...(waiting.length + leaving.length === 0
      ? ['• Nobody waits for it, but the list may not be what it should be.']
      : []),
  ];
  const isKey = trouble.kind === 'key_refused';
  const mayPass = ['down', 'slow', 'unreadable', 'rate_limited'].includes(trouble.kind);
  const now = isKey
    ? 'Whoever runs the bot needs to check COMPOSIO_API_KEY: it must be a key of this project, with rights to connected accounts. If it is, Composio may no longer share connections here: then go over to personal ones.'
    : mayPass
      ? 'There is nothing to do unless it lasts: it goes through by itself once Composio answers.'
      : 'Shared connections are experimental in Composio, and this project may not have them any more. If it lasts, go over to personal connections: each with a link of their own, approved by a Gong Technical Admin.';
  const personal = button('Go over to personal connections', choosePersonalAction, { confirm: confirmPersonal });
  return {
    text: `${headline} ${why}`,
    blocks: [
      section(`:rotating_light: *${headline}*\n${why}\n${who.join('\n')}`),
      section(now),
      actions(...(mayPass ? [] : [personal]), button('How people connect', openModeAction)),
      context(`Since ${moment(trouble.beganAt)}. It is tried again by itself; this message changes when it is over.`),
    ],
  };
}

function over({ trouble, isThere }: AccessTroubleGiven, endedAt: number): SlackMessage {
  if (!isThere) {
    const text = 'The company’s Gong connection whose users could not be changed is no more.';
    return { text, blocks: [section(`*${text}*`)] };
  }
  const text = 'Who may use the company’s Gong connection is as it should be again.';
  return {
    text,
    blocks: [section(`:white_check_mark: *${text}* It could not be changed ${span(trouble.beganAt, endedAt)}.`)],
  };
}

function named(people: readonly string[]): string {
  const more = people.length - mostNamed;
  return more > 0
    ? `${people
        .slice(0, mostNamed)
        .map((id) => mentions([id]))
        .join(', ')} and ${more} more`
    : mentions(people);
}
