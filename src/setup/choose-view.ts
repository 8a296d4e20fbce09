/** The wizard's first step: what to allow. Pure. */

import type { KnownBlock, ModalView } from '@slack/types';
import { button, code, context, plain, section } from '../block-kit.ts';
import type { AuthConfigFacts } from '../connections-port.ts';
import { commonScopes } from '../gong/scopes.ts';
import { adoptAction, chooseCallback } from './actions.ts';
import { type ChooseMemory, writeMemory } from './form-memory.ts';
import { scopeInputs } from './scope-fields.ts';
import { technicalAdminRule } from './words.ts';

export const workspaceUrlBlock = 'gong_workspace_url';

/** More than these made by hand are not listed: the form stays readable. */
const mostOffers = 5;
/** Composio sets no limit to a name. */
const longestName = 80;

/** @param existing auth configs that somebody made by hand, to use instead */
export function buildChooseView(memory: ChooseMemory, existing: readonly AuthConfigFacts[]): ModalView {
  return {
    type: 'modal',
    callback_id: chooseCallback,
    private_metadata: writeMemory(memory),
    title: plain('Set up Gong'),
    submit: plain('Next'),
    close: plain('Cancel'),
    blocks: [
      section(
        'Two steps, about five minutes: choose what your agents and automations may do in Gong, then register just that in Gong. The bot tells Composio, which keeps the connections. After that people connect with one link each.',
      ),
      context(`:information_source: ${technicalAdminRule}`),
      ...offers(existing),
      ...scopeInputs(
        commonScopes,
        'Choose only what you need: people see the whole list when they approve it. The five that most companies want are chosen already. They can be changed later: whoever is connected by then has to reconnect to get what is new.',
      ),
      {
        type: 'input',
        block_id: workspaceUrlBlock,
        optional: true,
        label: plain('Gong workspace URL'),
        hint: plain(
          'As your browser shows it when you are in Gong. The next step then links straight to the right page.',
        ),
        element: {
          type: 'plain_text_input',
          action_id: 'value',
          placeholder: plain('https://us-12345.app.gong.io'),
          max_length: 500,
        },
      },
    ],
  };
}

function offers(existing: readonly AuthConfigFacts[]): KnownBlock[] {
  if (existing.length === 0) return [];
  return [
    section('*Made one by hand already?* Your Composio project has these Gong auth configs. You can use one as it is:'),
    ...existing.slice(0, mostOffers).map(
      (config): KnownBlock => ({
        ...section(
          `*${code((config.name || config.authConfigId).slice(0, longestName))}*\n${code(config.authConfigId)} · ${countOf(config.scopes.length)}`,
        ),
        accessory: button('Use this one', adoptAction, {
          value: config.authConfigId,
          accessibility_label: `Use the auth config ${config.authConfigId}`.slice(0, 75),
        }),
      }),
    ),
  ];
}

function countOf(scopes: number): string {
  if (scopes === 0) return 'scopes not said';
  return scopes === 1 ? '1 scope' : `${scopes} scopes`;
}
