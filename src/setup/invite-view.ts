/** The form that invites people, and the report of who was invited and who was not. Pure. */

import type { ModalView } from '@slack/types';
import { context, mentions, plain, section } from '../block-kit.ts';
import { technicalAdminFact } from '../connect/words.ts';
import { inviteCallback } from './actions.ts';

export const peopleBlock = 'people';
const mostAtOnce = 100;

/** Everybody who was chosen, once. */
export interface InviteReport {
  invited: string[];
  connected: string[];
  /** Invited earlier today. */
  already: string[];
  /** Bots, and people who are deactivated in Slack. */
  unreachable: string[];
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
        element: {
          type: 'multi_users_select',
          action_id: 'value',
          placeholder: plain('Choose people'),
          max_selected_items: mostAtOnce,
        },
      },
      context(`:information_source: ${technicalAdminFact}`),
    ],
  };
}

export function buildInvitingView(): ModalView {
  return view([
    section(':hourglass_flowing_sand: *Sending invitations…*\nYou can close this: they go out all the same.'),
  ]);
}

export function buildInvitedView({ invited, connected, already, unreachable }: InviteReport): ModalView {
  const groups = [
    [':incoming_envelope: *On the way to*', invited],
    [':white_check_mark: *Connected already*', connected],
    [':information_source: *Invited earlier today*', already],
    [':no_entry_sign: *Bots or deactivated, so not invited*', unreachable],
  ] as const;
  return view(
    groups
      .filter(([, people]) => people.length > 0)
      .map(([title, people]) => section(`${title}\n${mentions(people).slice(0, 2_900)}`)),
  );
}

export function buildNotInvitedView(words: string): ModalView {
  return view([section(`:warning: ${words}`)]);
}

function view(blocks: ModalView['blocks']): ModalView {
  return { type: 'modal', title: plain('Invite people'), close: plain('Close'), blocks };
}
