/** A message, an ephemeral message or an error as one person sees it, and what they can do with it. */

import { type ActionOutcome, actInMessage } from '../actions/block-actions.ts';
import { type Names, readBlocks, readMrkdwn } from '../block-kit/plain-text.ts';
import type { Block, Option } from '../block-kit/types.ts';
import { copy, type JsonObject } from '../json.ts';
import type { Person } from '../people.ts';
import type { Platform } from '../platform.ts';
import type { SharedFile } from '../uploads.ts';
import { initialValue } from '../views/input-state.ts';
import type { Conversation, Message, Note } from '../workspace.ts';
import { type Button, buttonsOf, findButton, findField } from './elements.ts';
import { type Given, valueFor } from './field-values.ts';
import { optionsFor, withSuggestions } from './suggested-options.ts';

export interface PressResult {
  outcome: ActionOutcome | 'not confirmed';
  /** The page that a link button opens in the browser. */
  url: string | null;
}

export interface PressOptions {
  /** What is answered to the button's confirmation dialog, if it has one; yes when left out. */
  confirm?: boolean;
  /** The option picked from an overflow menu, by text or value. */
  option?: string;
  /** The block that the button is in, where several have the same text or action ID. */
  blockId?: string;
}

export interface ShownMessage {
  kind: 'message' | 'ephemeral' | 'error';
  ts: string;
  channel: string;
  /** User ID of the author; null for what the client itself says. */
  user: string | null;
  fromBot: boolean;
  /** The top-level text, as sent. */
  text: string;
  /** What is read on the screen: the blocks when there are any, the text otherwise; and the names of files. */
  rendered: string;
  blocks: Block[];
  metadata: JsonObject | null;
  edited: boolean;
  /** What is attached, with its content. */
  files: SharedFile[];
  buttons(): Button[];
  /** Presses a button of the message as it is now; throws when it is not there any more. */
  press(textOrActionId: string, options?: PressOptions): Promise<PressResult>;
  /** Picks from a menu in the message. */
  choose(labelOrActionId: string, given: Given): Promise<ActionOutcome>;
  /** What an external select offers once `query` is typed. */
  suggest(labelOrActionId: string, query: string): Promise<Option[]>;
}

/** Names of people and channels, for rendering. */
export function namesIn({ workspace }: Platform): Names {
  return (id) => workspace.people.get(id)?.displayName ?? workspace.conversations.get(id)?.name ?? id;
}

/** A handle on something shown in a conversation. Its fields are of now; its actions are on what is there then. */
export function showMessage(
  shown: Message | Note,
  conversation: Conversation,
  person: Person,
  platform: Platform,
): ShownMessage {
  const names = namesIn(platform);
  const isNote = 'kind' in shown;
  const present = (): Block[] => {
    const kept: (Message | Note)[] = isNote ? platform.workspace.notes : conversation.messages;
    if (!kept.includes(shown)) throw new Error('that message is not there any more');
    return shown.blocks ?? [];
  };
  const blocks = shown.blocks ?? [];
  const files = isNote ? [] : shown.files;
  const words = blocks.length > 0 ? readBlocks(blocks, names) : readMrkdwn(shown.text, names);
  const place = { shown, conversation };
  return {
    kind: isNote ? shown.kind : 'message',
    ts: shown.ts,
    channel: conversation.id,
    user: isNote ? (shown.kind === 'error' ? null : platform.workspace.bot.userId) : shown.user,
    fromBot: isNote ? shown.kind === 'ephemeral' : shown.fromBot,
    text: shown.text,
    rendered: [words, ...files.map(({ name }) => name)].join('\n').trim(),
    blocks: copy(blocks),
    metadata: isNote ? null : copy(shown.metadata),
    edited: !isNote && shown.edited !== null,
    files: copy(files),
    buttons: () => buttonsOf(present()),
    press: async (textOrActionId, options = {}) => {
      const { block, element } = findButton(present(), textOrActionId, options.blockId);
      if (element.confirm && options.confirm === false) return { outcome: 'not confirmed', url: null };
      const { chosen, url } = pressed(element, options);
      return { outcome: await actInMessage(shown, conversation, block, element, chosen, person, platform), url };
    },
    choose: async (labelOrActionId, given) => {
      const { block, element } = findField(present(), labelOrActionId);
      const offered = await withSuggestions(place, block, element, given, person, platform);
      const { type: _type, ...chosen } = valueFor(offered, given, initialValue(element), person.id, platform.workspace);
      return actInMessage(shown, conversation, block, element, chosen, person, platform);
    },
    suggest: async (labelOrActionId, query) => {
      const { block, element } = findField(present(), labelOrActionId);
      return optionsFor(place, block, element, query, person, platform);
    },
  };
}

/** What a press carries, and the page it opens. */
export function pressed(
  element: { type: string; url?: string; options?: { text: { text: string }; value?: string; url?: string }[] },
  options: PressOptions,
): { chosen: JsonObject; url: string | null } {
  if (element.type !== 'overflow') return { chosen: {}, url: element.url ?? null };
  const { option: name } = options;
  const option = element.options?.find((candidate) => candidate.text.text === name || candidate.value === name);
  if (!option) throw new Error(`"${name ?? ''}" is not in the menu`);
  return { chosen: { selected_option: option }, url: option.url ?? null };
}
