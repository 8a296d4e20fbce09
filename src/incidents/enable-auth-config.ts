/** Enables an auth config at Composio at an admin's wish: done once, written down, and said in words. */

import { ComposioError } from '../errors.ts';
import type { Outside } from '../ports.ts';
import type { Sender } from '../routes.ts';

/**
 * @param given `detail`: what it is done for, for the audit
 * @returns `words`: what came of it, as mrkdwn
 */
export async function enableAuthConfig(
  { store, connections, clock, log }: Outside,
  { teamId, slackUserId }: Sender,
  given: { authConfigId: string; detail: Readonly<Record<string, unknown>> },
): Promise<{ isEnabled: boolean; words: string }> {
  const { authConfigId, detail } = given;
  const entry = { actor: slackUserId, subject: authConfigId, detail };
  try {
    if (!(await connections.setAuthConfigEnabled(teamId, authConfigId, true)))
      return { isEnabled: false, words: isGone };
  } catch (error) {
    if (!(error instanceof ComposioError)) throw error;
    log.warn({ error, detail: error.detail, authConfigId }, 'the auth config was not enabled');
    await store.audit(teamId, { ...entry, action: 'auth_config.enabling_failed' }, clock.now());
    const words = `:warning: ${error.message} Whether it is enabled now is not certain. Press the button again in a minute: doing it twice harms nothing.`;
    return { isEnabled: false, words };
  }
  await store.audit(teamId, { ...entry, action: 'auth_config.enabled' }, clock.now());
  // Who enables it ends a pause, whichever button it is: what is disabled later is nobody's purpose.
  const pause = await store.openPause(teamId);
  if (pause?.authConfigId === authConfigId)
    await store.endPause(teamId, pause.id, { by: slackUserId, outcome: 'resumed' }, clock.now());
  return { isEnabled: true, words: isEnabledNow };
}

const isGone = 'Composio no longer has this auth config, so it cannot be enabled. Type `/gong-setup` and start over.';
const isEnabledNow =
  ':white_check_mark: The auth config is enabled. Everybody is looked at now; the message above says who is back.';
