/** Somebody presses a button or picks from a menu, in a message, a modal or a Home tab. */

import type { Block, Element } from '../block-kit/types.ts';
import { interactivePart } from '../delivery/payload-parts.ts';
import type { JsonObject } from '../json.ts';
import type { Person } from '../people.ts';
import type { Platform } from '../platform.ts';
import { viewJson } from '../views/view-json.ts';
import type { View } from '../views/view-store.ts';
import { type Conversation, type Message, messageJson, type Note } from '../workspace.ts';

export type ActionOutcome = 'acked' | 'failed';

/** What the client says when the bot did not answer. */
export const connectionTrouble = 'We had some trouble connecting. Try again?';

/** `actions[0]`: the element's own fields, then what was chosen. */
function actionPart(block: Block, element: Element, chosen: JsonObject, platform: Platform): JsonObject {
  const { type, action_id, text, value, style, url, placeholder, confirm } = element;
  const own = { type, action_id, block_id: block.block_id, text, value, style, url, placeholder, confirm };
  const given = Object.entries(own).filter(([, field]) => field !== undefined);
  return { ...Object.fromEntries(given), ...chosen, action_ts: platform.ids.ts() };
}

async function send(payload: JsonObject, platform: Platform): Promise<ActionOutcome> {
  const ack = await platform.deliveries.interactive(payload, platform.settings.blockActionsAcceptPayload);
  return ack.acked ? 'acked' : 'failed';
}

/** Acts on an element of a message or of an ephemeral message. `chosen` is empty for a button. */
export async function actInMessage(
  shown: Message | Note,
  conversation: Conversation,
  block: Block,
  element: Element,
  chosen: JsonObject,
  person: Person,
  platform: Platform,
): Promise<ActionOutcome> {
  const ephemeral = 'kind' in shown;
  const name = conversation.kind === 'im' ? 'directmessage' : conversation.name;
  const target = { kind: 'actions', user: person.id, channel: conversation.id, original: shown.ts } as const;
  const payload = {
    ...interactivePart('block_actions', person, platform),
    container: {
      type: 'message',
      message_ts: shown.ts,
      channel_id: conversation.id,
      is_ephemeral: ephemeral,
    },
    trigger_id: platform.triggers.issue(person.id, null),
    channel: { id: conversation.id, name },
    ...(ephemeral ? {} : { message: messageJson(shown, platform.workspace, platform.baseUrl()) }),
    state: { values: {} },
    response_url: platform.responseUrls.issue(target, platform.baseUrl()),
    actions: [actionPart(block, element, chosen, platform)],
  };
  const outcome = await send(payload, platform);
  if (outcome === 'failed') {
    const note = { kind: 'error', user: person.id, channel: conversation.id, blocks: null } as const;
    platform.workspace.note({ ...note, text: connectionTrouble });
  }
  return outcome;
}

/** Acts on an element of a modal or of the Home tab. */
export async function actInView(
  view: View,
  block: Block,
  element: Element,
  chosen: JsonObject,
  person: Person,
  platform: Platform,
): Promise<ActionOutcome> {
  const shown = viewJson(view, platform.workspace);
  const payload = {
    ...interactivePart('block_actions', person, platform),
    container: { type: 'view', view_id: view.id },
    trigger_id: platform.triggers.issue(person.id, view.type === 'modal' ? view.id : null),
    view: shown,
    actions: [actionPart(block, element, chosen, platform)],
  };
  const outcome = await send(payload, platform);
  view.trouble = outcome === 'failed' ? connectionTrouble : null;
  platform.changes.notify();
  return outcome;
}
