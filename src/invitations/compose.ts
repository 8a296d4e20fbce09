/** Composes the DMs of invitations from what is known when they are delivered. */

import type { OwedMessage } from '../model.ts';
import type { Composer, Outside, SlackMessage } from '../ports.ts';
import { buildInvitation, buildNudge, type ReaderState } from './invitation-message.ts';
import { buildReportMessage } from './report-view.ts';
import { isConnected } from './standing.ts';

type Asked = Pick<Outside, 'store'>;

/** An invitation that is over before its turn came is not sent: connected, overtaken, left, or its setup removed. */
export function composeInvitation({ store }: Asked): Composer {
  return async (message) => {
    const { teamId, subject, ts } = message;
    if (ts === null && (await store.invitation(teamId, subject))?.state !== 'waiting') return 'moot';
    return compose(store, message, buildInvitation);
  };
}

export function composeNudge({ store }: Asked): Composer {
  return (message) => compose(store, message, buildNudge);
}

async function compose(
  store: Outside['store'],
  { teamId, recipient, ts, data }: OwedMessage,
  build: (from: string, state: ReaderState, mode: 'personal' | 'company') => SlackMessage,
): Promise<SlackMessage | 'moot' | 'later'> {
  // Gong was removed before its turn came.
  if (ts === null && !(await store.savedSetup(teamId))) return 'moot';
  const mode = await store.connectionMode(teamId);
  const hasConnected = isConnected(await store.statusOf(teamId, recipient), mode);
  if (hasConnected && ts === null) return 'moot';
  // Nobody could connect now.
  if (ts === null && (await store.openPause(teamId))) return 'later';
  const isQuiet = await store.areRemindersStopped(teamId, recipient);
  return build(String(data.from), hasConnected ? 'connected' : isQuiet ? 'quiet' : 'invited', mode);
}

/** What an inviter gets who has closed the modal. */
export function composeReport({ store }: Asked): Composer {
  return async ({ teamId, subject }) => {
    const batch = await store.batch(teamId, subject);
    return batch ? buildReportMessage(batch, await store.batchResults(teamId, subject)) : 'moot';
  };
}
