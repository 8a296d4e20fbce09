/** Everybody of a batch in a table: who is invited, who is not, and why. */

import type { BatchResults, InvitationBatch, SkipReason } from '../stores/invitation-batches.ts';
import { undeliveredInWords } from './words.ts';

export const peopleColumns = ['slack_user_id', 'name', 'outcome', 'reason', 'guest'] as const;
export type PersonRow = Readonly<Record<(typeof peopleColumns)[number], string | null>>;

const skipped: Readonly<Record<SkipReason, string>> = {
  connected: 'connected already',
  recent: 'invited in the last day',
  deactivated: 'deactivated in Slack',
  bot: 'bot or app',
  outside: 'not a member of this workspace',
};

/**
 * @param results what has become of the invitations; null: it is a preview, and nothing was sent
 * @param names by Slack user ID, as far as Slack said
 */
export function peopleRows(
  batch: Pick<InvitationBatch, 'audience'>,
  results: BatchResults | null,
  names: ReadonlyMap<string, string>,
): PersonRow[] {
  const { invitees, skipped: leftOut } = batch.audience;
  const guests = new Set(invitees.filter(({ isGuest }) => isGuest).map(({ slackUserId }) => slackUserId));
  const row = (slackUserId: string, outcome: string, reason: string | null = null): PersonRow => ({
    slack_user_id: slackUserId,
    name: names.get(slackUserId) ?? null,
    outcome,
    reason,
    guest: guests.has(slackUserId) ? 'yes' : null,
  });
  const invited =
    results === null
      ? invitees.map(({ slackUserId }) => row(slackUserId, 'to be invited'))
      : [
          ...results.sent.map((id) => row(id, 'invited')),
          ...results.owed.map((id) => row(id, 'on its way')),
          ...results.failed.map(({ slackUserId, error }) =>
            row(slackUserId, 'could not be invited', undeliveredInWords(error)),
          ),
          ...results.connected.map((id) => row(id, 'left out', skipped.connected)),
        ];
  return [
    ...invited,
    ...Object.entries(skipped).flatMap(([reason, words]) =>
      leftOut[reason as SkipReason].map((id) => row(id, 'left out', words)),
    ),
  ];
}
