/** What is chosen or typed in a view: `state.values`, by block ID and action ID. */

import { type Block, type Element, elementsOf } from '../block-kit/types.ts';
import type { JsonObject } from '../json.ts';

/** One element's value, in the form Slack sends it: `{type, value}`, `{type, selected_option}`, … */
export type InputValue = { type: string } & JsonObject;

export type StateValues = Record<string, Record<string, InputValue>>;

const initialValues: Record<string, (element: Element) => JsonObject> = {
  plain_text_input: (element) => ({ value: element.initial_value || null }),
  email_text_input: (element) => ({ value: element.initial_value || null }),
  url_text_input: (element) => ({ value: element.initial_value || null }),
  number_input: (element) => ({ value: element.initial_value || null }),
  static_select: (element) => ({ selected_option: element.initial_option ?? null }),
  external_select: (element) => ({ selected_option: element.initial_option ?? null }),
  radio_buttons: (element) => ({ selected_option: element.initial_option ?? null }),
  multi_static_select: (element) => ({ selected_options: element.initial_options ?? [] }),
  multi_external_select: (element) => ({ selected_options: element.initial_options ?? [] }),
  checkboxes: (element) => ({ selected_options: element.initial_options ?? [] }),
  users_select: (element) => ({ selected_user: element.initial_user ?? null }),
  multi_users_select: (element) => ({ selected_users: element.initial_users ?? [] }),
  channels_select: (element) => ({ selected_channel: element.initial_channel ?? null }),
  multi_channels_select: (element) => ({ selected_channels: element.initial_channels ?? [] }),
  conversations_select: (element) => ({ selected_conversation: element.initial_conversation ?? null }),
  multi_conversations_select: (element) => ({ selected_conversations: element.initial_conversations ?? [] }),
  datepicker: (element) => ({ selected_date: element.initial_date ?? null }),
  timepicker: (element) => ({
    selected_time: element.initial_time ?? null,
    ...(element.timezone ? { timezone: element.timezone } : {}),
  }),
  datetimepicker: (element) => ({ selected_date_time: element.initial_date_time ?? null }),
  rich_text_input: () => ({ rich_text_value: null }),
  file_input: () => ({ files: [] }),
};

/** True for elements that hold a value; buttons and overflow menus do not. */
export function holdsValue(element: Element): boolean {
  return element.type in initialValues;
}

/** The value an element has before anybody touched it. */
export function initialValue(element: Element): InputValue {
  return { type: element.type, ...initialValues[element.type]?.(element) };
}

/** The values of freshly drawn blocks; what was typed before stays where both IDs and the type are the same. */
export function stateOf(blocks: Block[], before: StateValues): StateValues {
  const values: StateValues = {};
  for (const block of blocks) {
    for (const element of elementsOf(block).filter(holdsValue)) {
      const kept = before[block.block_id]?.[element.action_id];
      const value = kept?.type === element.type ? kept : initialValue(element);
      values[block.block_id] = { ...values[block.block_id], [element.action_id]: value };
    }
  }
  return values;
}
