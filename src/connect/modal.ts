/** The connect form and the view that follows it. Pure. */

import type { ModalView } from '@slack/types';
import { context, plain, section, sections } from '../block-kit.ts';
import { formCallback } from './actions.ts';
import { allowedInWords, technicalAdminFact } from './words.ts';

export const baseUrlBlock = 'api_base_url';

export function buildConnectModal(given: { scopes: readonly string[]; apiBaseUrl: string }): ModalView {
  return {
    type: 'modal',
    callback_id: formCallback,
    title: plain('Connect Gong'),
    submit: plain('Send me my link'),
    close: plain('Cancel'),
    blocks: [
      section(
        'You will get a personal link by direct message. It opens Gong, where you press *Allow*. That takes less than a minute.',
      ),
      ...sections('*What you will be asked to allow*', allowedInWords(given.scopes)),
      {
        type: 'input',
        block_id: baseUrlBlock,
        label: plain('API base URL'),
        hint: plain('Already right for most people. An admin of Gong finds it at Admin centre > API.'),
        element: { type: 'plain_text_input', action_id: 'value', initial_value: given.apiBaseUrl, max_length: 300 },
      },
      context(`:information_source: ${technicalAdminFact}`),
    ],
  };
}

/** What the form turns into at once; the link itself never stands here. */
export function buildLinkSentView(): ModalView {
  return {
    type: 'modal',
    title: plain('Connect Gong'),
    close: plain('Close'),
    blocks: [
      section(
        ':incoming_envelope: *Your link is on its way.*\nYou will find it in your direct messages with this app.',
      ),
      context('It is for you alone and works for ten minutes.'),
    ],
  };
}
