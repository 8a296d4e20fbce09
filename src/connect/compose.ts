/** Composes the connect feature's DMs from what is known when they are delivered. */

import { linkLifetimeMs } from '../attempt.ts';
import { mention, section } from '../block-kit.ts';
import type { OwedMessage } from '../model.ts';
import type { Composer, Outside } from '../ports.ts';
import { buildLinkMessage } from './link-message.ts';

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
    return buildLinkMessage({ attempt, url, connection: isCurrent ? connection : null, hasOther });
  };
}

/** What an admin gets when somebody asks for Gong to be set up, or for its setup to be looked at. */
export function composeAsked({ store }: Pick<Outside, 'store'>): Composer {
  return async (message) => {
    const asker = mention(message.subject);
    const isSetUp = (await store.savedSetup(message.teamId)) !== null;
    const what = isSetUp
      ? `${asker} could not connect Gong: Composio refuses to make links with the setup of this workspace.`
      : `${asker} would like to connect Gong, but it is not set up in this workspace yet.`;
    const todo = isSetUp
      ? 'Type `/gong-setup` in any channel to see how the setup is. If it looks right, whoever runs the bot should check its Composio API key.'
      : 'Type `/gong-setup` in any channel: it takes about five minutes and tells you what to click in Gong.';
    return { text: `${what} ${todo.replaceAll('`', '')}`, blocks: [section(what), section(todo)] };
  };
}
