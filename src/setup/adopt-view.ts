/** The wizard's other way: an auth config that somebody made by hand. Pure. */

import type { ModalView } from '@slack/types';
import { code, context, plain, section, sections } from '../block-kit.ts';
import type { AuthConfigFacts } from '../connections-port.ts';
import { defaultApiBaseUrl } from '../gong/api-base-url.ts';
import { adoptCallback } from './actions.ts';
import { type AdoptMemory, writeMemory } from './form-memory.ts';
import { apiBaseUrlBlock } from './register-view.ts';
import { scopesInWords } from './words.ts';

/** Composio sets no limit to a name. */
const longestName = 80;

export function buildAdoptView(memory: AdoptMemory, config: AuthConfigFacts): ModalView {
  const redirectUri = config.redirectUri === null ? 'Composio does not say' : code(config.redirectUri);
  const name = (config.name || config.authConfigId).slice(0, longestName);
  return {
    type: 'modal',
    callback_id: adoptCallback,
    private_metadata: writeMemory(memory),
    title: plain('Use an auth config'),
    submit: plain('Use it'),
    close: plain('Cancel'),
    blocks: [
      section(`*${code(name)}*\nAuth config ID: ${code(config.authConfigId)}\nRedirect URI: ${redirectUri}`),
      ...sections('*Scopes*', scopesInWords(config.scopes)),
      {
        type: 'input',
        block_id: apiBaseUrlBlock,
        label: plain('API base URL'),
        hint: plain('Used for everybody. Gong shows it at Admin centre > API.'),
        element: { type: 'plain_text_input', action_id: 'value', initial_value: defaultApiBaseUrl, max_length: 1_000 },
      },
      context(
        'In Gong the integration needs exactly this redirect URI and these scopes. Accounts that were connected by hand stay as they are: the bot looks after those that it connects.',
      ),
    ],
  };
}
