/** Asking for a link: everything is written down, nothing is requested yet. */

import type { NewMessage, SavedSetup } from '../model.ts';
import type { Outside } from '../ports.ts';

/** The kind of the DM that follows a link. */
export const linkMessageKind = 'link';

/**
 * Writes the attempt and its DM; the link itself is made by the link maker once the DM stands.
 * Asked again before that, there is still one attempt.
 * @param baseUrl null: the one used last, or else the setup's
 */
export async function requestLink(
  { store, identity, clock }: Pick<Outside, 'store' | 'identity' | 'clock'>,
  given: { teamId: string; slackUserId: string; setup: SavedSetup; baseUrl: string | null },
): Promise<void> {
  const { teamId, slackUserId, setup } = given;
  const status = await store.statusOf(teamId, slackUserId);
  const isSameSetup = status.attempt?.authConfigId === setup.authConfigId;
  if (status.attempt?.state === 'requested' && isSameSetup) return;
  const lastBaseUrl = status.attempt?.baseUrl ?? status.connection?.baseUrl ?? null;

  const attemptId = identity.uuid();
  const message: NewMessage = {
    id: identity.uuid(),
    recipient: slackUserId,
    kind: linkMessageKind,
    subject: attemptId,
    dedupeKey: `link:${attemptId}`,
    isAwaited: true,
  };
  await store.beginAttempt(
    {
      id: attemptId,
      teamId,
      owner: slackUserId,
      authConfigId: setup.authConfigId,
      baseUrl: given.baseUrl ?? lastBaseUrl ?? setup.apiBaseUrl,
      nonce: identity.nonce(),
    },
    identity.uuid(),
    message,
    clock.now(),
  );
}
