/** The form that changes the API base URL of the company connection. Pure. */

import type { ModalView } from '@slack/types';
import { context, plain, section } from '../block-kit.ts';
import { buildPlainView } from '../screens-view.ts';

export const changeUrlCallback = 'company:change_url_form';
export const baseUrlBlock = 'api_base_url';

const title = 'Company connection';

export function buildUrlView(apiBaseUrl: string): ModalView {
  return {
    type: 'modal',
    callback_id: changeUrlCallback,
    title: plain(title),
    submit: plain('Send me the link'),
    close: plain('Cancel'),
    blocks: [
      section(
        'Gong did not answer as it should at the API base URL of the company’s connection. With the right one you get a new link, and a Gong *Technical Admin* approves once more. Everybody who is let in stays let in.',
      ),
      {
        type: 'input',
        block_id: baseUrlBlock,
        label: plain('API base URL'),
        hint: plain('In Gong: Admin centre > API, shown to Technical Admins.'),
        element: { type: 'plain_text_input', action_id: 'value', initial_value: apiBaseUrl, max_length: 300 },
      },
    ],
  };
}

export function buildUrlSentView(): ModalView {
  return buildPlainView(title, [
    section(':incoming_envelope: *The link is on its way* to your direct messages with this app.'),
    context('It is for you alone and works for ten minutes.'),
  ]);
}
