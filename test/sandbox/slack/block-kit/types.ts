/**
 * Blocks as the sandbox reads them once the checker has passed them: one loose shape for every block and one for every
 * element, with the fields that some type has.
 */

export interface TextObject {
  type: 'plain_text' | 'mrkdwn';
  text: string;
  emoji?: boolean;
  verbatim?: boolean;
}

export interface Option {
  text: TextObject;
  value?: string;
  description?: TextObject;
  url?: string;
}

export interface OptionGroup {
  label: TextObject;
  options: Option[];
}

export interface ConfirmDialog {
  title: TextObject;
  text: TextObject;
  confirm: TextObject;
  deny: TextObject;
  style?: 'primary' | 'danger';
}

export interface Element {
  type: string;
  action_id: string;
  text?: TextObject;
  value?: string;
  url?: string;
  style?: string;
  accessibility_label?: string;
  confirm?: ConfirmDialog;
  placeholder?: TextObject;
  options?: Option[];
  option_groups?: OptionGroup[];
  initial_option?: Option;
  initial_options?: Option[];
  initial_value?: string;
  initial_date?: string;
  initial_time?: string;
  initial_date_time?: number;
  initial_user?: string;
  initial_users?: string[];
  initial_channel?: string;
  initial_channels?: string[];
  initial_conversation?: string;
  initial_conversations?: string[];
  max_selected_items?: number;
  min_query_length?: number;
  multiline?: boolean;
  min_length?: number;
  max_length?: number;
  min_value?: string;
  max_value?: string;
  is_decimal_allowed?: boolean;
  timezone?: string;
  image_url?: string;
  alt_text?: string;
  focus_on_load?: boolean;
}

/** A part of a rich_text block: a section, list, quote or preformatted part, or one of their inline elements. */
export interface RichTextPart {
  type: string;
  elements?: RichTextPart[];
  style?: unknown;
  text?: string;
  url?: string;
  user_id?: string;
  channel_id?: string;
  name?: string;
  fallback?: string;
  indent?: number;
}

export interface Block {
  type: string;
  block_id: string;
  text?: TextObject;
  fields?: TextObject[];
  accessory?: Element;
  /** Elements of `actions` and `context`, or the parts of `rich_text`. */
  elements?: (Element | TextObject | RichTextPart)[];
  label?: TextObject;
  hint?: TextObject;
  element?: Element;
  optional?: boolean;
  dispatch_action?: boolean;
  title?: TextObject;
  image_url?: string;
  alt_text?: string;
  level?: string;
}

/** A view as an app writes it, once the checker has passed it. */
export interface ViewInput {
  type: 'modal' | 'home';
  title?: TextObject;
  submit?: TextObject;
  close?: TextObject;
  blocks: Block[];
  private_metadata?: string;
  callback_id?: string;
  external_id?: string;
  clear_on_close?: boolean;
  notify_on_close?: boolean;
  submit_disabled?: boolean;
}

/** The interactive elements of a block, in the order they are drawn. */
export function elementsOf(block: Block): Element[] {
  if (block.type === 'input' && block.element) return [block.element];
  if (block.type === 'section' && block.accessory) return [block.accessory];
  if (block.type === 'actions') return (block.elements ?? []) as Element[];
  return [];
}
