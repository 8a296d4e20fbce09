/** The DM of the wizard: its result when nobody looks at the view any more. */

import { code, section } from '../block-kit.ts';
import type { NewMessage, SavedSetup } from '../model.ts';
import type { Composer, Outside, SlackMessage } from '../ports.ts';
import { redirectUriRemark } from './redirect-uri-words.ts';
import { companyOffer } from './views.ts';

export const resultMessageKind = 'setup_result';

/** How a setup ended: `interrupted`: the bot was stopped half way, and the client secret with it. */
export type SetupResult = 'saved' | 'interrupted' | 'failed';

/**
 * @param of the form, and who submitted it
 * @param words for `failed`: what happened and what to do now, as mrkdwn
 */
export function resultMessage(
  id: string,
  of: { formId: string; recipient: string },
  result: SetupResult,
  words = '',
): NewMessage {
  return {
    id,
    recipient: of.recipient,
    kind: resultMessageKind,
    subject: of.formId,
    dedupeKey: `setup_result:${of.formId}:${of.recipient}:${result}`,
    data: { result, words },
  };
}

export function composeResult({ store }: Pick<Outside, 'store'>): Composer {
  return async (message) => {
    const setup = await store.savedSetup(message.teamId);
    if (message.data.result === 'saved') return setup ? buildSaved(setup) : 'moot';
    // Somebody was faster: there is nothing to submit again.
    if (setup && setup.createdAt > message.createdAt) return 'moot';
    if (message.data.result !== 'interrupted') return buildFailed(String(message.data.words));
    const relay = await store.relayOfForm(message.teamId, message.subject);
    return buildInterrupted(relay ? 'press the button in the message above' : 'type `/gong-setup`');
  };
}

function buildSaved(setup: SavedSetup): SlackMessage {
  return {
    text: 'Gong is set up. Type /gong-setup to see it, /gong-connect to connect your own account.',
    blocks: [
      section(`:white_check_mark: *Gong is set up.*\nAuth config ID: ${code(setup.authConfigId)}`),
      ...redirectUriRemark(setup),
      section('Type `/gong-setup` to see it and to invite people, `/gong-connect` to connect your own account.'),
      ...companyOffer(),
    ],
  };
}

/** @param how the form is reached again, as mrkdwn */
function buildInterrupted(how: string): SlackMessage {
  return {
    text: `Setting Gong up was interrupted. Please ${how.replaceAll('`', '')} and submit again.`,
    blocks: [
      section(
        `:warning: *Setting Gong up was interrupted.*\nThe bot was restarted while Composio was being asked, and nothing was set up. The client secret was never stored, so please ${how} and submit it again.`,
      ),
    ],
  };
}

function buildFailed(words: string): SlackMessage {
  return {
    text: `Gong was not set up. ${words.replace(/[*`]/g, '')}`,
    blocks: [section(`:warning: *Gong was not set up.*\n${words}`)],
  };
}
