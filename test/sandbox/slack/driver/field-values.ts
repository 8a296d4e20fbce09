/** Turns what a person types or picks into the value Slack sends, refusing what the client does not offer. */

import type { Element, Option } from '../block-kit/types.ts';
import type { JsonObject } from '../json.ts';
import type { InputValue } from '../views/input-state.ts';
import type { Conversation, Workspace } from '../workspace.ts';

/** Typed text, an option's text or value, a list of them, a date, a user's name or ID; null or an empty list clears. */
export type Given = string | string[] | number | null;

function optionNamed(element: Element, name: string): Option {
  const options = element.options ?? (element.option_groups ?? []).flatMap((group) => group.options);
  const found = options.find((option) => option.value === name) ?? options.find((option) => option.text.text === name);
  if (found) return found;
  throw new Error(`"${name}" is not offered; offered are: ${options.map((option) => option.text.text).join(', ')}`);
}

function personNamed(name: string, { people }: Workspace): string {
  const found = [...people.values()].find(
    (person) => !person.deleted && (person.id === name || person.realName === name || person.name === name),
  );
  if (!found) throw new Error(`nobody here is called ${name}`);
  return found.id;
}

/** The channels that somebody can pick: public ones, and private ones that they are in. */
export function channelsFor(personId: string, { conversations }: Workspace): Conversation[] {
  return [...conversations.values()].filter(
    ({ kind, isPrivate, members }) => kind === 'channel' && (!isPrivate || members.has(personId)),
  );
}

function conversationNamed(name: string, personId: string, workspace: Workspace): string {
  const plain = name.replace(/^#/, '');
  const found = channelsFor(personId, workspace).find(({ id, name: own }) => id === plain || own === plain);
  if (!found) throw new Error(`there is no conversation called ${name}`);
  return found.id;
}

function listOf(given: Given): string[] {
  if (given === null) return [];
  return Array.isArray(given) ? given : [String(given)];
}

function one<T>(given: Given, find: (name: string) => T): T | null {
  const [first, ...more] = listOf(given);
  if (more.length > 0) throw new Error('only one can be picked here');
  return first === undefined ? null : find(first);
}

function typed(element: Element, given: Given): JsonObject {
  if (Array.isArray(given)) throw new Error('text is typed here, not picked');
  const text = given === null ? '' : String(given);
  if (text.includes('\n') && element.multiline !== true) throw new Error('this field has one line');
  return { value: text === '' ? null : text };
}

function formatted(field: string, expression: RegExp, given: Given): JsonObject {
  const value = one(given, (text) => text);
  if (value !== null && !expression.test(value)) throw new Error(`"${value}" cannot be picked here`);
  return { [field]: value };
}

/** The element's new value. `before` keeps what is not chosen by the person, such as a time zone. */
export function valueFor(
  element: Element,
  given: Given,
  before: InputValue,
  personId: string,
  workspace: Workspace,
): InputValue {
  return { ...before, ...fieldsFor(element, given, personId, workspace) };
}

function fieldsFor(element: Element, given: Given, personId: string, workspace: Workspace): JsonObject {
  const user = (name: string): string => personNamed(name, workspace);
  const conversation = (name: string): string => conversationNamed(name, personId, workspace);
  const option = (name: string): Option => optionNamed(element, name);
  switch (element.type) {
    case 'plain_text_input':
    case 'email_text_input':
    case 'url_text_input':
    case 'number_input':
      return typed(element, given);
    case 'static_select':
    case 'external_select':
    case 'radio_buttons':
      return { selected_option: one(given, option) };
    case 'multi_static_select':
    case 'multi_external_select':
    case 'checkboxes':
      return { selected_options: listOf(given).map(option) };
    case 'users_select':
      return { selected_user: one(given, user) };
    case 'multi_users_select':
      return { selected_users: listOf(given).map(user) };
    case 'conversations_select':
      return { selected_conversation: one(given, conversation) };
    case 'multi_conversations_select':
      return { selected_conversations: listOf(given).map(conversation) };
    case 'channels_select':
      return { selected_channel: one(given, conversation) };
    case 'multi_channels_select':
      return { selected_channels: listOf(given).map(conversation) };
    case 'datepicker':
      return formatted('selected_date', /^\d{4}-\d{2}-\d{2}$/, given);
    case 'timepicker':
      return formatted('selected_time', /^([01]\d|2[0-3]):[0-5]\d$/, given);
    case 'datetimepicker':
      return { selected_date_time: given === null ? null : Number(given) };
    default:
      throw new Error(`the sandbox cannot fill a ${element.type}`);
  }
}

/** A value as a person would name it: typed text, option values, IDs; null when empty. */
export function readValue(value: InputValue): Given {
  const { type: _type, timezone: _timezone, ...fields } = value;
  const inner = Object.values(fields)[0];
  if (Array.isArray(inner)) return inner.map(nameOf);
  return inner === null || inner === undefined ? null : nameOf(inner);
}

function nameOf(picked: unknown): string {
  if (typeof picked !== 'object' || picked === null || !('value' in picked)) return String(picked);
  return String(picked.value);
}
