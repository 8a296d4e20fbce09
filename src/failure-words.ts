/** What a person reads when a request of theirs failed. Pure. */

import type { ModalView } from '@slack/types';
import { code, section } from './block-kit.ts';
import { ComposioError, DatabaseUnusable, SlackError } from './errors.ts';
import type { SlackMessage } from './ports.ts';

/**
 * @param reference under which the log has the whole story
 * @param isForAdmins whether the person knows what Composio is
 */
export function failureMessage(error: unknown, reference: string, isForAdmins: boolean): SlackMessage {
  const words = inWords(error, isForAdmins);
  const hint = (shown: string): string => `If it happens again, tell an admin this reference: ${shown}`;
  return {
    text: `Something went wrong. ${words} ${hint(reference)}`,
    blocks: [section(`:warning: *Something went wrong.*\n${words}\n${hint(code(reference))}`)],
  };
}

function inWords(error: unknown, isForAdmins: boolean): string {
  if (error instanceof ComposioError) {
    return isForAdmins
      ? error.message
      : 'The service that keeps the Gong connections did not do its part. Please try again in a few minutes.';
  }
  if (error instanceof DatabaseUnusable) return 'This app cannot save anything at the moment.';
  if (error instanceof SlackError && error.slackError.endsWith('_trigger_id')) {
    return 'That took too long. Please try again.';
  }
  if (error instanceof SlackError && error.isAboutOneFeature) return error.message;
  return 'Please try again in a minute.';
}

/** The same, where a modal is the only place to say it. */
export function failureView(message: SlackMessage): ModalView {
  return {
    type: 'modal',
    title: { type: 'plain_text', text: 'Gong Connect' },
    close: { type: 'plain_text', text: 'Close' },
    blocks: message.blocks,
  };
}
