/** The form in which the new client secret is typed: what will happen is said before anything does. Pure. */

import type { KnownBlock, ModalView } from '@slack/types';
import { context, plain, section } from '../block-kit.ts';
import { buildPlainView } from '../screens-view.ts';
import { type SecretField, secretBlocks } from '../secret-page/secret-fields.ts';
import { rotateCallback, secretPageAction } from './actions.ts';
import { type RotateMemory, writeMemory } from './form-memory.ts';
import { oldSecretRule, rotateTitle } from './words.ts';

export const newSecretLabel = 'New client secret';
export const clientIdBlock = 'client_id';

export function buildRotateView(given: {
  memory: RotateMemory;
  secret: SecretField;
  /** Anything that differs from one drawing of the form to the next. */
  drawing: string;
  /** The whole company shares one connection. */
  isCompany: boolean;
  /** The client ID that Composio has as far as is known. */
  presentClientId: string;
  /** What was typed as the new one. */
  clientId?: string;
  /** What went wrong with the last submission, as mrkdwn. */
  failure?: string;
}): ModalView {
  const { memory, secret, drawing, isCompany, presentClientId, clientId = '', failure } = given;
  return {
    type: 'modal',
    callback_id: rotateCallback,
    private_metadata: writeMemory(memory),
    title: plain(rotateTitle),
    submit: plain('Replace it'),
    close: plain('Cancel'),
    blocks: [
      ...(failure === undefined ? [] : [section(`:warning: ${failure}`)]),
      section(`*What will happen*\n${steps(isCompany).join('\n')}`),
      section(`:warning: *Before you start*\n${oldSecretRule}`),
      context(
        'Gong shows the new secret at Admin centre &gt; Settings &gt; Ecosystem &gt; API &gt; INTEGRATIONS, behind *Show secret*. Approving that connection takes a Gong *Technical Admin*.',
      ),
      ...secretBlocks(secret, drawing, secretPageAction, { label: newSecretLabel }),
      clientIdInput(presentClientId, clientId),
    ],
  };
}

/** Keeps what was typed through redrawings, which the secret must not. */
function clientIdInput(present: string, typed: string): KnownBlock {
  const stays = present === '' ? '' : `: it stays ${present}`;
  return {
    type: 'input',
    block_id: clientIdBlock,
    optional: true,
    label: plain('Client ID'),
    hint: plain(
      `Only if the integration was created anew in Gong, which gives it another one: then everybody has to reconnect. Otherwise leave it empty${stays}.`,
    ),
    element: {
      type: 'plain_text_input',
      action_id: 'value',
      max_length: 1_000,
      ...(typed === '' ? {} : { initial_value: typed }),
    },
  };
}

function steps(isCompany: boolean): string[] {
  const canary = isCompany
    ? '*2.* You reconnect the company’s connection first, as the canary: it shows whether the new secret works. You get its link by direct message. Who may use it stays as it is.'
    : '*2.* You reconnect your own connection first, as the canary: it shows whether the new secret works. You get a personal link by direct message.';
  const after = isCompany
    ? '*3.* Once that connection is ACTIVE, all is well: nobody else has to do anything.'
    : '*3.* Only when your connection is ACTIVE are people asked to reconnect, and only those whose connection is broken: 20 a minute. Whoever’s connection works is not bothered, since Composio renews it with the new secret.';
  return [
    '*1.* Composio gets the new client secret, with a new client ID if you give one, and nothing else changes there.',
    canary,
    after,
  ];
}

/** Shown while Composio is told. */
export function buildReplacingView(): ModalView {
  return buildPlainView(rotateTitle, [
    section(':hourglass_flowing_sand: *Composio is being told the new client secret…*\nThis takes a few seconds.'),
    context('You can close this: you will hear by direct message how it goes on.'),
  ]);
}
