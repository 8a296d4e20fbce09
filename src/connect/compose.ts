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
    return buildLinkMessage({ attempt, url, connection: isCurrent ? connection : null });
  };
}

/** What an admin gets when somebody asks for Gong to be set up. */
export const composeAsked: Composer = async (message) => {
  const asker = mention(message.subject);
  return {
    text: `${asker} would like to connect Gong, but it is not set up in this workspace yet. Type /gong-setup to do that.`,
    blocks: [
      section(`${asker} would like to connect Gong, but it is not set up in this workspace yet.`),
      section('Type `/gong-setup` in any channel: it takes about five minutes and tells you what to click in Gong.'),
    ],
  };
};
