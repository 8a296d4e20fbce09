/** Asking for a link: everything is written down, nothing is requested yet. */

import type { NewMessage, SavedSetup } from '../model.ts';
import type { Outside } from '../ports.ts';
import type { Beginning } from '../stores/attempts.ts';
import { linkMessageKind } from '../stores/message-kinds.ts';
import { usualBaseUrl } from './base-url.ts';

/**
 * Writes the attempt and its DM; the link itself is made by the link maker once the DM stands.
 * Asked again for the same before that, there is still one attempt.
 * @param baseUrl null: the one used last, or else the setup's
 */
export async function requestLink(
  { store, identity, clock }: Pick<Outside, 'store' | 'identity' | 'clock'>,
  given: { teamId: string; slackUserId: string; setup: SavedSetup; baseUrl: string | null },
): Promise<Beginning> {
  const { teamId, slackUserId, setup } = given;
  const baseUrl = given.baseUrl ?? usualBaseUrl(await store.statusOf(teamId, slackUserId), setup);
  const attemptId = identity.uuid();
  const message: NewMessage = {
    id: identity.uuid(),
    recipient: slackUserId,
    kind: linkMessageKind,
    subject: attemptId,
    dedupeKey: `link:${attemptId}`,
    isAwaited: true,
  };
  return store.beginAttempt(
    { id: attemptId, teamId, owner: slackUserId, authConfigId: setup.authConfigId, baseUrl, nonce: identity.nonce() },
    identity.uuid(),
    message,
    clock.now(),
  );
}
