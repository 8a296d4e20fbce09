/** A file for whoever asked for it: shared in their direct messages with this app, and written to the audit before. */

import type { SlackError } from './errors.ts';
import type { NewFile, Outside } from './ports.ts';
import type { Sender } from './routes.ts';

/**
 * @param entry what the audit says of it, about the workspace
 * @throws SlackError when Slack does not take it
 */
export async function sendFileByDm(
  { store, slack, clock }: Pick<Outside, 'store' | 'slack' | 'clock'>,
  { teamId, slackUserId }: Sender,
  file: NewFile,
  entry: { action: string; detail: Readonly<Record<string, unknown>> },
): Promise<void> {
  const channel = await slack.openDm(teamId, slackUserId);
  await store.audit(teamId, { actor: slackUserId, subject: teamId, ...entry }, clock.now());
  await slack.uploadFile(teamId, channel, file);
}

/** Why no file came, and what to do, as mrkdwn. */
export function notSentInWords(error: SlackError): string {
  const again = error.isAboutOneFeature ? '' : ' Please try again in a minute.';
  return `:warning: *The list was not sent.* ${error.message}${again}`;
}
