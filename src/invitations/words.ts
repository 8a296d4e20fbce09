/** What invitations say in more than one place: names in lists, reasons, Slack's refusals. Pure. */

import type { KnownBlock } from '@slack/types';
import { actions, button, context, mention, mentions } from '../block-kit.ts';
import { technicalAdminFact, technicalAdminFactForAdmins } from '../connect/words.ts';
import type { ConnectionMode } from '../model.ts';
import type { SkipReason } from '../stores/invitation-batches.ts';
import { sendPeopleAction } from './actions.ts';

/** A section holds some more of them, and nobody reads as many. */
const mostNames = 100;

/** Whether `namesOf` leaves some out. */
export function isCut(people: readonly string[]): boolean {
  return people.length > mostNames;
}

/** People by name; of a long list, the first ones and how many more there are. */
export function namesOf(people: readonly string[]): string {
  if (!isCut(people)) return mentions(people);
  return `${people.slice(0, mostNames).map(mention).join(', ')} and ${people.length - mostNames} more`;
}

/** "1 person", "2 people". */
export function howMany(count: number): string {
  return count === 1 ? '1 person' : `${count.toLocaleString('en-US')} people`;
}

/** Where everybody is, for a screen that leaves some of them out: a button and what it does. */
export function wholeList(batchId: string): KnownBlock[] {
  return [
    context('Long lists are cut here: the file has everybody, with the reason for each who is left out.'),
    { ...actions(button('Send me all as CSV', sendPeopleAction, { value: batchId })), block_id: 'whole_list' },
  ];
}

/** Why somebody gets no invitation, in the order in which the reasons are told. */
export const skipReasons: ReadonlyArray<readonly [SkipReason, string]> = [
  ['connected', ':white_check_mark: *Connected already*'],
  ['recent', ':information_source: *Invited in the last day*'],
  ['deactivated', ':no_entry_sign: *Deactivated in Slack*'],
  ['bot', ':robot_face: *Bots and apps*'],
  ['outside', ':no_entry_sign: *Not a member of this workspace*'],
];

/** What people should know before they press, which depends on how they connect. */
export function factFor(mode: ConnectionMode): string {
  return mode === 'personal'
    ? technicalAdminFact
    : 'One press is enough: Gong is connected once for the whole company.';
}

/** What whoever invites should know of it. */
export function factForInviters(mode: ConnectionMode): string {
  return mode === 'personal' ? technicalAdminFactForAdmins : factFor(mode);
}

/** Why Slack will never deliver a DM to somebody, from its own error name. */
export function undeliveredInWords(error: string): string {
  return refusals[error] ?? `Slack refused it (${error}).`;
}

const refusals: Readonly<Record<string, string>> = {
  moot: 'Gong was removed from this workspace before their turn came.',
  invited_again: 'Invited once more before their turn came: that invitation counts.',
  user_disabled: 'Deactivated in Slack.',
  user_not_found: 'Slack does not know them in this workspace.',
  users_not_found: 'Slack does not know them in this workspace.',
  user_not_visible: 'Slack does not let this app see them.',
  cannot_dm_bot: 'A bot or an app, which cannot be written to.',
  channel_not_found: 'Their direct messages with this app are gone.',
  is_archived: 'Their direct messages with this app are archived.',
  messages_tab_disabled: 'The Messages tab of this app is switched off in the settings of the Slack app.',
  restricted_action: 'A rule of this workspace does not let this app write to them.',
  method_not_supported_for_channel_type: 'Slack does not let this app write to them.',
};
