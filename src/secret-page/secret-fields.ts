/** What stands in a form where the client secret is typed, or where it is awaited from a page outside Slack. Pure. */

import type { KnownBlock } from '@slack/types';
import { actions, button, context, plain, section, timeOfDay } from '../block-kit.ts';
import { openPageAction } from './actions.ts';

/** A suffix follows: a new one at each redraw, or Slack would fill the secret in again. */
export const clientSecretBlock = 'client_secret';

/** Values of the button that changes over. */
export const typeOnPage = 'page';
export const typeInForm = 'form';

export type SecretField =
  /** An input; `canUsePage`: with a button that changes over to a page. */
  ({ kind: 'input'; canUsePage: boolean } | { kind: 'page'; url: string; expiresAt: number; isReceived: boolean }) & {
    /** Why a submission had no secret, as mrkdwn, said right here: the top of a form may be out of sight. */
    refusal?: string;
  };

/**
 * @param drawing anything that differs from one drawing of the form to the next
 * @param changeAction the action ID of the button that changes between the input and the page
 * @param more `label`: what the secret is called on the form; `isForAdmin`: who knows what Composio is; left out: yes
 */
export function secretBlocks(
  field: SecretField,
  drawing: string,
  changeAction: string,
  more: { label?: string; isForAdmin?: boolean } = {},
): KnownBlock[] {
  const { label = 'Client secret', isForAdmin = true } = more;
  const refused = field.refusal === undefined ? [] : [section(`:warning: ${field.refusal}`)];
  if (field.kind === 'input') {
    return [
      ...refused,
      input(`${clientSecretBlock}:${drawing}`, label, isForAdmin),
      ...(field.canUsePage
        ? [actions(button('Type it on a private page instead', changeAction, { value: typeOnPage }))]
        : []),
    ];
  }
  if (field.isReceived) {
    return [
      section(`:white_check_mark: *${label}*: received. Press the button at the bottom to go on.`),
      context(`It is kept in memory until ${timeOfDay(field.expiresAt)}, and nobody sees it.`),
    ];
  }
  return [
    ...refused,
    section(`:hourglass_flowing_sand: *${label}*: waiting for the client secret on the page.`),
    actions(
      button('Open the private page', openPageAction, { url: field.url }),
      button('Type it here instead', changeAction, { value: typeInForm }),
    ),
    context(
      `The page opens in your browser, works once and until ${timeOfDay(field.expiresAt)}. Give its address to nobody.`,
    ),
  ];
}

function input(blockId: string, label: string, isForAdmin: boolean): KnownBlock {
  const fate = isForAdmin
    ? 'The bot sends it to Composio and keeps no copy.'
    : 'The bot passes it on and keeps no copy.';
  return {
    type: 'input',
    block_id: blockId,
    label: plain(label),
    hint: plain(
      `Slack shows it in clear while you type, and advises against secrets in its forms: mind who can see your screen. ${fate}`,
    ),
    element: { type: 'plain_text_input', action_id: 'value', max_length: 1_000 },
  };
}
