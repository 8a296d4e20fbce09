/** The wizard's second step: what to click in Gong, and where to paste what Gong gives. Pure. */

import type { KnownBlock, ModalView } from '@slack/types';
import { actions, button, context, escapeMrkdwn, plain, section } from '../block-kit.ts';
import { defaultApiBaseUrl } from '../gong/api-base-url.ts';
import { readWorkspaceUrl, sharedWorkspace } from '../gong/workspace-url.ts';
import { handOverRegisterAction } from '../relay/actions.ts';
import { type SecretField, secretBlocks } from '../secret-page/secret-fields.ts';
import { openGongAction, registerCallback, secretPageAction } from './actions.ts';
import { type RegisterMemory, writeMemory } from './form-memory.ts';

export const clientIdBlock = 'client_id';
export const apiBaseUrlBlock = 'api_base_url';

/** Whose form it is: the wizard's, or that of a colleague whom an admin asked. */
export interface FormDress {
  title: string;
  callback: string;
  privateMetadata: string;
  /** The action ID of the button that changes between the secret's input and its page. */
  secretAction: string;
  /** Said on top, as mrkdwn. */
  intro?: string;
  /** An admin can hand it over, and knows what Composio is. */
  isForAdmin: boolean;
}

/** The dress of the wizard's own form. */
export function wizardDress(memory: RegisterMemory): FormDress {
  return {
    title: 'Register in Gong',
    callback: registerCallback,
    privateMetadata: writeMemory(memory),
    secretAction: secretPageAction,
    isForAdmin: true,
  };
}

export interface RegisterGiven {
  memory: RegisterMemory;
  /** Left out: the wizard's. */
  dress?: FormDress;
  /** Anything that differs from one drawing of the form to the next. */
  drawing: string;
  /** Left out: an input, and no page to use instead. */
  secret?: SecretField;
  clientId?: string;
  apiBaseUrl?: string;
  /** What went wrong with the last submission, as mrkdwn. */
  failure?: string;
}

export function buildRegisterView(given: RegisterGiven): ModalView {
  const { memory, drawing, clientId, apiBaseUrl, failure } = given;
  const dress = given.dress ?? wizardDress(memory);
  const secret = given.secret ?? { kind: 'input', canUsePage: false };
  const reading = memory.workspaceUrl === null ? null : readWorkspaceUrl(memory.workspaceUrl);
  const workspace = reading?.ok ? reading.workspace : sharedWorkspace;
  return {
    type: 'modal',
    callback_id: dress.callback,
    private_metadata: dress.privateMetadata,
    title: plain(dress.title),
    submit: plain('Save'),
    close: plain('Cancel'),
    blocks: [
      ...(failure === undefined ? [] : [section(`:warning: ${failure}`)]),
      ...(dress.intro === undefined ? [] : [section(dress.intro)]),
      section(
        `*1.* Open Gong’s API page. (By hand: Admin centre &gt; Settings &gt; Ecosystem &gt; API.) No Admin centre in your menu? Ask a Gong admin for the role, or ${dress.isForAdmin ? 'hand this to a colleague who has it' : 'do this together'}.`,
      ),
      actions(
        button('Open Gong’s API page', openGongAction, { url: workspace.apiPageUrl }),
        ...(dress.isForAdmin ? [button('Hand this to a colleague', handOverRegisterAction)] : []),
      ),
      section(
        '*2.* Switch to the tab *INTEGRATIONS*, not API KEYS (those are for simple keys; OAuth needs an integration), and click *CREATE INTEGRATION*.',
      ),
      section('*3.* Fill in the basics. You may paste these:'),
      ...basics.map(([name, text]) => section(`${name}:\n${codeBlock(text)}`)),
      section(
        'Gong also asks for two square logos: a small one for its list, a large one for the consent screen. Your company’s will do. The integration stays private to your company.',
      ),
      section(`*4.* Under *Required authorization scopes* tick exactly ${count(memory.scopes.length)}:`),
      section(codeBlock(memory.scopes.join('\n'))),
      section('*5.* As *Redirect URI* paste this, without a slash or a space behind it:'),
      section(codeBlock(memory.redirectUri)),
      section(
        '*6.* For the links (privacy, terms, help article, where authorization begins), contact e-mails and domains, your company’s own will do. Click *SAVE*.',
      ),
      section(
        '*7.* Gong’s list now shows the *client ID*, and *Show secret* the *client secret*. Copy both into the fields below.',
      ),
      input(clientIdBlock, 'Client ID', 'From Gong’s list of integrations.', clientId),
      ...secretBlocks(secret, drawing, dress.secretAction, { isForAdmin: dress.isForAdmin }),
      input(
        apiBaseUrlBlock,
        'API base URL',
        'Used for everybody. Gong shows it at Admin centre > API; most companies have https://api.gong.io.',
        apiBaseUrl ?? workspace.likelyApiBaseUrl ?? defaultApiBaseUrl,
      ),
      context('Saving takes a few seconds. You will see here how it went.'),
    ],
  };
}

const basics = [
  ['Name', 'Gong Connect'],
  ['Description', 'Lets our agents and automations use Gong for the people who connect it.'],
  ['Short description', 'Gong for our agents'],
] as const;

function count(scopes: number): string {
  return scopes === 1 ? 'this one' : `these ${scopes}`;
}

function codeBlock(text: string): string {
  return `\`\`\`${escapeMrkdwn(text)}\`\`\``;
}

function input(blockId: string, label: string, hint: string, initial?: string): KnownBlock {
  return {
    type: 'input',
    block_id: blockId,
    label: plain(label),
    hint: plain(hint),
    element: {
      type: 'plain_text_input',
      action_id: 'value',
      max_length: 1_000,
      ...(initial === undefined || initial === '' ? {} : { initial_value: initial }),
    },
  };
}
