/** Somebody types into an external select, and the bot says what there is to pick. */

import { selectOption } from '../block-kit/composition.ts';
import { limits } from '../block-kit/limits.ts';
import { list } from '../block-kit/rules.ts';
import type { Block, Element, Option } from '../block-kit/types.ts';
import { interactivePart } from '../delivery/payload-parts.ts';
import { isObject, type JsonObject } from '../json.ts';
import type { Person } from '../people.ts';
import type { Platform } from '../platform.ts';
import { viewJson } from '../views/view-json.ts';
import type { View } from '../views/view-store.ts';
import { type Conversation, type Message, messageJson, type Note } from '../workspace.ts';

/** Where the select is. */
export type SelectPlace = { view: View } | { shown: Message | Note; conversation: Conversation };

/** The name that suggestions are kept under. */
export function selectName(place: SelectPlace, block: Block, element: Element): string {
  return `${'view' in place ? place.view.id : place.shown.ts}/${block.block_id}/${element.action_id}`;
}

function placePart(place: SelectPlace, platform: Platform): JsonObject {
  if ('view' in place) {
    return { container: { type: 'view', view_id: place.view.id }, view: viewJson(place.view, platform.workspace) };
  }
  const { shown, conversation } = place;
  const name = conversation.kind === 'im' ? 'directmessage' : conversation.name;
  const isEphemeral = 'kind' in shown;
  return {
    container: { type: 'message', message_ts: shown.ts, channel_id: conversation.id, is_ephemeral: isEphemeral },
    channel: { id: conversation.id, name },
    ...(isEphemeral ? {} : { message: messageJson(shown, platform.workspace, platform.baseUrl()) }),
  };
}

/** The options of an answer; a text: what is wrong with it. */
function optionsIn(body: JsonObject | null): Option[] | string {
  if (body === null) return [];
  const groups = Array.isArray(body.option_groups) ? body.option_groups : null;
  const options = groups ? groups.flatMap((group) => (isObject(group) ? group.options : [])) : body.options;
  const found: string[] = [];
  const findings = { surface: 'modal' as const, add: (said: string, at: string) => void found.push(`${said} ${at}`) };
  list(selectOption, 0, limits.select.options)(options, '/options', findings);
  return found.length > 0 ? found.join('; ') : (options as Option[]);
}

/** Asks the bot. null: it did not answer, or with something Slack cannot use. */
export async function suggestOptions(
  place: SelectPlace,
  block: Block,
  element: Element,
  query: string,
  person: Person,
  platform: Platform,
): Promise<Option[] | null> {
  const least = element.min_query_length ?? 3;
  if (query.length < least) return [];
  const payload = {
    ...interactivePart('block_suggestion', person, platform),
    action_id: element.action_id,
    block_id: block.block_id,
    value: query,
    ...placePart(place, platform),
  };
  const ack = await platform.deliveries.interactive(payload, true);
  if (!ack.acked) return null;
  const options = optionsIn(ack.body);
  if (typeof options === 'string') {
    platform.problems.push(`options for ${element.action_id}: ${options}`);
    return null;
  }
  platform.suggestions.keep(selectName(place, block, element), options);
  return options;
}
