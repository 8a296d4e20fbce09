/** The form in which an admin chooses a colleague, and what it says afterwards. Pure. */

import type { ModalView } from '@slack/types';
import { context, mention, moment, plain, section } from '../block-kit.ts';
import { buildNoticeView, buildPlainView } from '../screens-view.ts';
import type { RelayKind } from '../stores/relays.ts';
import { handOverCallback } from './actions.ts';
import type { HandOverMemory } from './hand-over-memory.ts';
import { notesFor } from './words.ts';

export const colleagueBlock = 'colleague';
export const noteBlock = 'note';

const title = 'Hand to a colleague';

const explained: Record<RelayKind, string> = {
  register:
    'Your colleague gets a direct message with a button, registers the integration in Gong, and types the client ID and the client secret. *You never see the secret.* You see in a direct message how it goes, and can withdraw it there.',
  consent:
    'Your colleague gets a direct message with a button, and behind it a personal link on which a Technical Admin presses Allow in Gong, once for the whole company. You see in a direct message how it goes, and can withdraw it there.',
};

export function buildHandOverView(memory: HandOverMemory): ModalView {
  return {
    type: 'modal',
    callback_id: handOverCallback,
    private_metadata: JSON.stringify(memory),
    title: plain(title),
    submit: plain('Send'),
    close: plain('Cancel'),
    blocks: [
      section(explained[memory.kind]),
      {
        type: 'input',
        block_id: colleagueBlock,
        label: plain('Colleague'),
        hint: plain('Somebody who is a Technical Admin in Gong. They need no rights in Slack.'),
        element: { type: 'users_select', action_id: 'value', placeholder: plain('Choose a person') },
      },
      {
        type: 'input',
        block_id: noteBlock,
        optional: true,
        label: plain('Note'),
        element: {
          type: 'static_select',
          action_id: 'value',
          placeholder: plain('Send a note along'),
          options: notesFor(memory.kind).map(({ value, text }) => ({ text: plain(text), value })),
        },
      },
      context('It expires after a day.'),
    ],
  };
}

export function buildSendingView(): ModalView {
  return buildPlainView(title, [section(':hourglass_flowing_sand: *Sending…*')]);
}

/** The admin's own register form, which lies below, would only compete with the colleague's: it is closed with this. */
export function buildHandedOverView(kind: RelayKind, recipient: string, expiresAt: number): ModalView {
  const view = buildPlainView(title, [
    section(`:incoming_envelope: *Handed to ${mention(recipient)}.*`),
    section(
      `Your direct messages with this app show how it goes, and have a button to withdraw it. It expires ${moment(expiresAt)}. You can close this.`,
    ),
  ]);
  return { ...view, clear_on_close: kind === 'register' };
}

export function buildNotHandedOverView(words: string): ModalView {
  return buildNoticeView(title, words);
}
