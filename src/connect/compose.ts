/** Composes the connect feature's DMs from what is known when they are delivered. */

import type { Button } from '@slack/types';
import { linkLifetimeMs } from '../attempt.ts';
import { actions, mention, section } from '../block-kit.ts';
import type { OwedMessage } from '../model.ts';
import type { Composer, Outside } from '../ports.ts';
import { buildLinkMessage } from './link-message.ts';
import type { ReasonToAsk } from './words.ts';

/** The DM that follows a link. A link that is out, but not in this process, is about to be made afresh: `later`. */
export function composeLink(
  { store, clock }: Pick<Outside, 'store' | 'clock'>,
  linkOf: (attemptId: string) => string | null,
): Composer {
  return async (message: OwedMessage) => {
    const attempt = await store.attempt(message.teamId, message.subject);
    if (!attempt) return 'moot';
    const url = attempt.state === 'pending' ? linkOf(attempt.id) : null;
    const isYoung = clock.now() - attempt.createdAt < 2 * linkLifetimeMs;
    if (attempt.state === 'pending' && url === null && isYoung) return 'later';
    const { connection } = await store.statusOf(message.teamId, attempt.owner);
    const isCurrent = connection !== null && connection.accountId === attempt.accountId;
    const hasOther = !isCurrent && connection?.state === 'active';
    const pause = await store.openPause(message.teamId);
    return buildLinkMessage({ attempt, url, connection: isCurrent ? connection : null, hasOther, pause });
  };
}

/**
 * What an admin gets when somebody asks for Gong to be set up, or for its setup to be looked at, or to be spared consent.
 * @param choices buttons that help where somebody may not approve in Gong
 */
export function composeAsked({ store }: Pick<Outside, 'store'>, choices: readonly Button[]): Composer {
  return async (message) => {
    const isSetUp = (await store.savedSetup(message.teamId)) !== null;
    const why = reasonNow(message.data.why as ReasonToAsk | undefined, isSetUp);
    const { what, todo } = asked[why];
    const says = what.replace('{asker}', mention(message.subject));
    const isAboutConsent = why === 'not_technical_admin' || why === 'company_not_connected';
    return {
      text: `${says} ${todo.replace(/[`*]/g, '')}`,
      blocks: [section(says), section(todo), ...(isAboutConsent && choices.length > 0 ? [actions(...choices)] : [])],
    };
  };
}

/** It may have been set up since somebody asked, or is no more. */
function reasonNow(said: ReasonToAsk | undefined, isSetUp: boolean): ReasonToAsk {
  if (!isSetUp) return 'not_set_up';
  return said === undefined || said === 'not_set_up' ? 'stuck' : said;
}

const asked: Record<ReasonToAsk, { what: string; todo: string }> = {
  not_set_up: {
    what: '{asker} would like to connect Gong, but it is not set up in this workspace yet.',
    todo: 'Type `/gong-setup` in any channel: it takes about five minutes and tells you what to click in Gong.',
  },
  stuck: {
    what: '{asker} could not connect Gong: Composio refuses to make links with the setup of this workspace.',
    todo: 'Type `/gong-setup` in any channel to see how the setup is. If it looks right, whoever runs the bot should check its Composio API key.',
  },
  not_technical_admin: {
    what: '{asker} would like to use Gong with agents and automations, but is no Gong Technical Admin and may not approve it.',
    todo: 'A Technical Admin can connect once for the whole company; everybody else is then let in without a browser. *How people connect* offers that.',
  },
  company_not_connected: {
    what: '{asker} would like to use the company’s Gong connection, but nobody has connected it yet.',
    todo: 'A Gong Technical Admin needs to approve it once. *How people connect* has the link for you, or hands it to a colleague.',
  },
};
