/** Inviting people: a form, a DM each, a report of who was invited and who was not. */

import type { ModalView } from '@slack/types';
import { mentions, plain, section } from '../block-kit.ts';
import type { Outside } from '../ports.ts';
import type { Sender } from '../routes.ts';
import { inviteCallback } from './actions.ts';
import { invitationKind } from './messages.ts';

export const peopleBlock = 'people';
const dayMs = 24 * 3_600_000;
const mostAtOnce = 100;

export interface InviteReport {
  invited: string[];
  connected: string[];
  /** Invited earlier today. */
  already: string[];
}

/** Owes an invitation to each who is not connected; the same person is invited once a day at most. */
export async function invite(
  { store, identity, clock }: Pick<Outside, 'store' | 'identity' | 'clock'>,
  sender: Sender,
  people: readonly string[],
): Promise<InviteReport> {
  const report: InviteReport = { invited: [], connected: [], already: [] };
  const now = clock.now();
  for (const slackUserId of people) {
    const { connection } = await store.statusOf(sender.teamId, slackUserId);
    if (connection?.state === 'active') {
      report.connected.push(slackUserId);
      continue;
    }
    const isNew = await store.owe(
      sender.teamId,
      {
        id: identity.uuid(),
        recipient: slackUserId,
        kind: invitationKind,
        subject: slackUserId,
        dedupeKey: `invitation:${slackUserId}:${Math.floor(now / dayMs)}`,
        data: { from: sender.slackUserId },
      },
      now,
    );
    (isNew ? report.invited : report.already).push(slackUserId);
  }
  await store.audit(
    sender.teamId,
    { actor: sender.slackUserId, action: 'people.invited', subject: sender.teamId, detail: { people: report.invited } },
    now,
  );
  return report;
}

export function buildInviteView(): ModalView {
  return {
    type: 'modal',
    callback_id: inviteCallback,
    title: plain('Invite people'),
    submit: plain('Send invitations'),
    close: plain('Cancel'),
    blocks: [
      section('Each gets a direct message with one button. People who are connected already are left in peace.'),
      {
        type: 'input',
        block_id: peopleBlock,
        label: plain('People'),
        element: { type: 'multi_users_select', action_id: 'value', max_selected_items: mostAtOnce },
      },
    ],
  };
}

export function buildInvitedView({ invited, connected, already }: InviteReport): ModalView {
  const lines = [
    ...(invited.length > 0 ? [`:incoming_envelope: Being invited: ${mentions(invited)}`] : []),
    ...(connected.length > 0 ? [`:white_check_mark: Connected already: ${mentions(connected)}`] : []),
    ...(already.length > 0 ? [`:information_source: Invited earlier today: ${mentions(already)}`] : []),
  ];
  return {
    type: 'modal',
    title: plain('Invite people'),
    close: plain('Close'),
    blocks: [section(lines.join('\n').slice(0, 2_900) || 'Nobody was chosen.')],
  };
}
