/** Why nobody could be read from a channel or a user group, and what to do. Pure. */

import type { SlackError } from '../errors.ts';
import type { UnreadSource } from '../stores/invitation-batches.ts';

/** @returns mrkdwn */
export function unreadInWords(kind: UnreadSource['kind'], error: SlackError): string {
  if (error.isAboutOneFeature) return error.message;
  switch (error.slackError) {
    case 'channel_not_found':
    case 'not_in_channel':
      return 'This app is not in that private channel, so Slack does not say who is. Invite the app there (`/invite` in the channel) and choose it again.';
    case 'no_such_subteam':
      return 'That user group was disabled or deleted.';
    case 'plan_upgrade_required':
      return noUserGroups;
    case 'ratelimited':
      return 'Slack asked for a pause. Choose it again in a minute.';
    default:
      return kind === 'channel'
        ? `Slack did not say who is in the channel (${error.slackError}). Choose it again in a few minutes.`
        : `Slack did not say who is in the user group (${error.slackError}). Choose it again in a few minutes.`;
  }
}

export const noUserGroups = 'This workspace has none, or Slack’s plan has no user groups.';

/** A source as people know it. */
export function sourceName({ kind, id }: Pick<UnreadSource, 'kind' | 'id'>): string {
  return kind === 'channel' ? `<#${id}>` : `<!subteam^${id}>`;
}
