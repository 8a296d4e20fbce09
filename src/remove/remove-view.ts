/** Taking Gong away: what goes and what stays, the typed confirmation, and how it went. Pure. */

import type { ModalView } from '@slack/types';
import { code, context, plain, section } from '../block-kit.ts';
import { isAdopted, type SavedSetup } from '../model.ts';
import type { FormValues } from '../routes.ts';
import { choicesOf, textOf } from '../routes.ts';
import { buildPlainView } from '../screens-view.ts';
import { removeCallback } from './actions.ts';

const title = 'Remove Gong';
const wordBlock = 'confirmation';
const alsoBlock = 'also';
const word = 'remove';
const deleteChoice = 'auth_config';

/** @param people how many have a connection, or may use the company's */
export function buildRemoveView(setup: SavedSetup, people: number): ModalView {
  const isOthers = isAdopted(setup);
  const option = {
    text: plain('Delete the auth config in Composio too'),
    description: plain(
      isOthers ? 'Somebody made it by hand: something else may use it.' : 'Keep it if something else uses it.',
    ),
    value: deleteChoice,
  };
  return {
    type: 'modal',
    callback_id: removeCallback,
    // Who confirms one setup must not take away another that came meanwhile.
    private_metadata: setup.id,
    title: plain(title),
    submit: plain('Remove'),
    close: plain('Keep it'),
    blocks: [
      section(
        `*This takes Gong away from everybody.*\n${people === 1 ? 'One person is' : `${people} people are`} connected now.`,
      ),
      section(
        [
          '• Every Gong connection is deleted at Composio, and Gong is asked to withdraw its permission. To come back, everybody has to connect anew.',
          '• Links and invitations that are out stop working.',
          '• Everybody who is connected gets one direct message that says so.',
          '• The bot keeps who is who and the audit. A new setup begins with personal links.',
          '• The integration in Gong stays until you delete it there: Admin centre &gt; API &gt; Integrations.',
        ].join('\n'),
      ),
      {
        type: 'input',
        block_id: alsoBlock,
        optional: true,
        label: plain('Auth config'),
        ...(isOthers
          ? { hint: plain('This bot took it over and did not make it, so it stays unless you tick this.') }
          : {}),
        element: {
          type: 'checkboxes',
          action_id: 'value',
          options: [option],
          ...(isOthers ? {} : { initial_options: [option] }),
        },
      },
      {
        type: 'input',
        block_id: wordBlock,
        label: plain(`Type ${word} to confirm`),
        element: { type: 'plain_text_input', action_id: 'value', max_length: 20 },
      },
      context(`Auth config ID: ${code(setup.authConfigId)} · to stop for a while only, use *Pause* instead.`),
    ],
  };
}

export type RemoveReading = { ok: true; deletesAuthConfig: boolean } | { ok: false; errors: Record<string, string> };

export function readRemoveForm(values: FormValues): RemoveReading {
  if (textOf(values, wordBlock).trim().toLowerCase() !== word) {
    return { ok: false, errors: { [wordBlock]: `Type the word ${word}, or press Keep it: nothing has happened yet.` } };
  }
  return { ok: true, deletesAuthConfig: choicesOf(values, alsoBlock).includes(deleteChoice) };
}

export function buildRemovingView(): ModalView {
  return buildPlainView(title, [section(':hourglass_flowing_sand: *Removing…*')]);
}

export function buildRemovedView(deletesAuthConfig: boolean): ModalView {
  const config = deletesAuthConfig ? ', then the auth config' : '';
  return buildPlainView(title, [
    section(
      `:wastebasket: *Gong is no longer set up.*\nThe connections are being deleted at Composio${config}. If Composio does not answer, the bot tries again until it has.`,
    ),
    context('The integration in Gong can go now, too. To start again, type `/gong-setup`.'),
  ]);
}

/** @param words what happened and what to do now, as mrkdwn */
export function buildNotRemovedView(words: string): ModalView {
  return buildPlainView(title, [section(`:warning: ${words}`)]);
}
