/** The connect form and the view that follows it. Pure. */

import type { KnownBlock, ModalView } from '@slack/types';
import { isUnderWay } from '../attempt.ts';
import { actions, button, context, plain, section, sections } from '../block-kit.ts';
import { type Attempt, dmRefusedReason } from '../model.ts';
import type { SlackMessage } from '../ports.ts';
import { askInsteadAction, formCallback } from './actions.ts';
import { allowedInWords, quickForTechnicalAdmins } from './words.ts';

export const baseUrlBlock = 'api_base_url';

/** @param attempt the person's newest link, if they had one */
export function buildConnectModal(given: {
  scopes: readonly string[];
  apiBaseUrl: string;
  attempt?: Pick<Attempt, 'state' | 'reason'> | null;
}): ModalView {
  return {
    type: 'modal',
    callback_id: formCallback,
    title: plain('Connect Gong'),
    submit: plain('Send me my link'),
    close: plain('Cancel'),
    blocks: [
      section(
        `You will get a personal link by direct message. It opens Gong, where you press *Allow*. ${quickForTechnicalAdmins}`,
      ),
      ...notice(given.attempt ?? null),
      section(
        '*Are you a Gong Technical Admin?*\nOnly then will Gong let you approve. Otherwise it says “Insufficient permissions”, and the link lapses without harm: an admin here can then connect Gong in another way.',
      ),
      actions(button('Ask an admin instead', askInsteadAction)),
      ...sections('*What you will be asked to allow*', allowedInWords(given.scopes)),
      {
        type: 'input',
        block_id: baseUrlBlock,
        label: plain('API base URL'),
        hint: plain('Already right for most people. An admin of Gong finds it at Admin centre > API.'),
        element: { type: 'plain_text_input', action_id: 'value', initial_value: given.apiBaseUrl, max_length: 300 },
      },
    ],
  };
}

function notice(attempt: Pick<Attempt, 'state' | 'reason'> | null): KnownBlock[] {
  if (isUnderWay(attempt)) {
    return [section(':hourglass: A link is waiting in your direct messages with this app. A new one takes its place.')];
  }
  if (attempt?.state === 'failed' && attempt.reason === dmRefusedReason) {
    return [
      section(
        ':warning: Your last link could not be sent, since Slack does not let this app send you direct messages. Ask whoever looks after Slack in your company about it.',
      ),
    ];
  }
  return [];
}

/** What the form turns into at once; the link itself never stands here. */
export function buildLinkSentView(): ModalView {
  return answerView([
    section(':incoming_envelope: *Your link is on its way.*\nYou will find it in your direct messages with this app.'),
    context('It is for you alone and works for ten minutes.'),
  ]);
}

/** The form was open while the setup went. */
export function buildNotSetUpView(): ModalView {
  return answerView([
    section('*Gong is not set up in this workspace any more.*\nAn admin can do that with `/gong-setup`.'),
  ]);
}

/** An answer that has no message to stand in. */
export function buildAnswerView({ blocks }: SlackMessage): ModalView {
  return answerView(blocks);
}

function answerView(blocks: KnownBlock[]): ModalView {
  return { type: 'modal', title: plain('Connect Gong'), close: plain('Close'), blocks };
}
