/** Composes the connect feature's DMs from what is known when they are delivered. */

import { linkLifetimeMs } from '../attempt.ts';
import type { OwedMessage } from '../model.ts';
import type { Composer, Outside } from '../ports.ts';
import { buildSetUpMeanwhile } from './answers.ts';
import { type AskedDone, type AskedGiven, buildAskedDone, buildAskedMessage } from './asked-message.ts';
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

/** What an admin gets when somebody asks for Gong to be set up, or for its setup to be looked at, or to be spared consent. */
export function composeAsked({ store }: Pick<Outside, 'store'>, buttons: AskedGiven['buttons']): Composer {
  const isDone = async (teamId: string, asker: string, why: ReasonToAsk | undefined): Promise<AskedDone | null> => {
    const { connection, grant } = await store.statusOf(teamId, asker);
    if (connection?.state === 'active' || grant?.state === 'granted') return 'connected';
    return why === 'not_set_up' ? 'set_up' : null;
  };
  return async (message) => {
    const isSetUp = (await store.savedSetup(message.teamId)) !== null;
    const said = message.data.why as ReasonToAsk | undefined;
    const done = isSetUp ? await isDone(message.teamId, message.subject, said) : null;
    if (done !== null) return message.ts === null ? 'moot' : buildAskedDone(message.subject, done);
    const why = isSetUp ? (said ?? 'stuck') : 'not_set_up';
    const reason = typeof message.data.reason === 'string' ? message.data.reason : null;
    return buildAskedMessage({ asker: message.subject, why, reason, buttons });
  };
}

/** To somebody who asked for Gong to be set up, once it is. */
export function composeCanConnect({ store }: Pick<Outside, 'store'>): Composer {
  return async (message) => {
    if (message.ts === null && !(await store.savedSetup(message.teamId))) return 'moot';
    const { connection, grant } = await store.statusOf(message.teamId, message.recipient);
    const isThere = connection?.state === 'active' || grant?.state === 'granted';
    return message.ts === null && isThere ? 'moot' : buildSetUpMeanwhile();
  };
}
