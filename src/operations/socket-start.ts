/** Opening Socket Mode at the start: a refused app token is final, anything else is tried again by the SDK. */

import type { SlackError } from '../errors.ts';
import { TokenRefused } from './slack-session.ts';

/** @throws TokenRefused when Slack does not take the app-level token */
export async function startSocket(
  start: () => Promise<unknown>,
  classify: (error: unknown) => SlackError,
): Promise<void> {
  try {
    await start();
  } catch (error) {
    const failure = classify(error);
    if (!failure.isTokenRefused) throw failure;
    throw new TokenRefused(
      `Slack refuses SLACK_APP_TOKEN (${failure.slackError}). Make an app-level token with the scope connections:write on the app's Basic Information page.`,
      { cause: error },
    );
  }
}
