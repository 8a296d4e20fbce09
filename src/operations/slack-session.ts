/** Getting through to Slack at the start: a refused token is final, an unreachable Slack is tried again. */

import { BotError, SlackError } from '../errors.ts';
import { type Outside, pause, type SlackIdentity } from '../ports.ts';

/** A token that Slack refuses at the start. */
export class TokenRefused extends BotError {
  readonly code = 'token_refused';
}

const firstPauseMs = 500;
const longestPauseMs = 15_000;

/**
 * Asks Slack whose token it is until it answers.
 * @param isStopping gives up quietly (null) once the bot is stopping
 * @throws TokenRefused when Slack does not take the token
 */
export async function identify(
  { slack, clock, log }: Pick<Outside, 'slack' | 'clock' | 'log'>,
  isStopping: () => boolean,
): Promise<SlackIdentity | null> {
  for (let pauseMs = firstPauseMs; !isStopping(); pauseMs = Math.min(pauseMs * 2, longestPauseMs)) {
    try {
      return await slack.identify();
    } catch (error) {
      if (isStopping()) return null;
      if (error instanceof SlackError && error.isTokenRefused) {
        throw new TokenRefused(
          `Slack refuses SLACK_BOT_TOKEN (${error.slackError}). Copy the Bot User OAuth Token anew from the app's OAuth & Permissions page.`,
          { cause: error },
        );
      }
      const silenceMs = error instanceof SlackError ? (error.retryAfterMs ?? 0) : 0;
      const delayMs = Math.max(pauseMs, silenceMs);
      log.warn({ error, delayMs }, 'Slack cannot be reached yet and will be tried again');
      await pause(clock, delayMs);
    }
  }
  return null;
}
