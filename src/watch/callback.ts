/** The callback: a hint to look at the one link whose nonce it carries. */

import { type Outside, pause } from '../ports.ts';
import { buildCallbackPage } from './callback-page.ts';
import type { Follower } from './follow.ts';

/** A browser waits no longer than this for what Composio says. */
const patienceMs = 4_000;
const noncePattern = /^[A-Za-z0-9_-]{22}$/;

/**
 * The page for a browser that comes back from consent. Without a known nonce it is neutral and makes no request.
 * @param workspaceUrl with a trailing slash
 */
export async function callbackPage(
  { store, clock }: Pick<Outside, 'store' | 'clock'>,
  follower: Pick<Follower, 'lookNow'>,
  given: { teamId: string; workspaceUrl: string; nonce: string },
): Promise<string> {
  const known = noncePattern.test(given.nonce) ? await store.attemptByNonce(given.teamId, given.nonce) : null;
  if (!known) return buildCallbackPage(null, given.workspaceUrl);
  if (known.state === 'pending' || known.state === 'lapsed') {
    await Promise.race([follower.lookNow(known), pause(clock, patienceMs)]);
  }
  const attempt = await store.attempt(given.teamId, known.id);
  const channel = await store.knownChannel(given.teamId, known.approver);
  const slackUrl = channel === null ? given.workspaceUrl : `${given.workspaceUrl}archives/${channel}`;
  return buildCallbackPage(attempt?.state ?? null, slackUrl);
}
