/** Rules for elements that something is picked from: menus, checkboxes, radio buttons, dates and times. */

import { choiceOption, initialOptionsAreOffered, optionGroup, selectOption } from './composition.ts';
import { confirm, type ElementKind, focus, id, type Place, placeholder } from './element-parts.ts';
import { limits } from './limits.ts';
import {
  anything,
  boolean,
  type Field,
  type Findings,
  integer,
  list,
  needed,
  optional,
  pattern,
  type Rule,
  shape,
  string,
} from './rules.ts';

const unlimited = Number.MAX_SAFE_INTEGER;
const many = { max_selected_items: optional(integer(1, unlimited)) };
const minQuery = { min_query_length: optional(integer(0, unlimited)) };
const responseUrl = { response_url_enabled: optional(boolean) };
const conversations = { default_to_current_conversation: optional(boolean), filter: optional(anything) };
const entityId = string(255, 1);
const entityIds = list(entityId, 0, unlimited);
const date = pattern(/^\d{4}-\d{2}-\d{2}$/, 'a date in the format YYYY-MM-DD');
const time = pattern(/^([01]\d|2[0-3]):[0-5]\d$/, 'a time in the format HH:mm');

type Also = (value: Record<string, unknown>, pointer: string, findings: Findings) => void;

function menu(fields: Record<string, Field>, also?: Also): Rule {
  return shape({ ...id, ...confirm, ...focus, ...placeholder, ...fields }, also);
}

function choices(fields: Record<string, Field>): Rule {
  const options = { options: needed(list(choiceOption, 1, limits.choiceOptions)) };
  return shape({ ...id, ...confirm, ...focus, ...options, ...fields }, initialOptionsAreOffered);
}

function staticMenu(fields: Record<string, Field>): Rule {
  const offer = {
    options: optional(list(selectOption, 1, limits.select.options)),
    option_groups: optional(list(optionGroup, 1, limits.select.groups)),
  };
  return menu({ ...offer, ...fields }, (value, pointer, findings) => {
    if ((value.options === undefined) === (value.option_groups === undefined)) {
      findings.add('must have exactly one of options and option_groups', pointer);
    }
    initialOptionsAreOffered(value, pointer, findings);
  });
}

const everywhere: Place[] = ['accessory', 'actions', 'input'];

const rules: Record<string, Rule> = {
  checkboxes: choices({ initial_options: optional(list(choiceOption, 1, limits.choiceOptions)) }),
  radio_buttons: choices({ initial_option: optional(choiceOption) }),
  static_select: staticMenu({ initial_option: optional(selectOption) }),
  multi_static_select: staticMenu({ ...many, initial_options: optional(list(selectOption, 1, unlimited)) }),
  external_select: menu({ ...minQuery, initial_option: optional(selectOption) }),
  multi_external_select: menu({ ...minQuery, ...many, initial_options: optional(list(selectOption, 1, unlimited)) }),
  users_select: menu({ initial_user: optional(entityId) }),
  multi_users_select: menu({ ...many, initial_users: optional(entityIds) }),
  channels_select: menu({ ...responseUrl, initial_channel: optional(entityId) }),
  multi_channels_select: menu({ ...many, initial_channels: optional(entityIds) }),
  conversations_select: menu({ ...responseUrl, ...conversations, initial_conversation: optional(entityId) }),
  multi_conversations_select: menu({ ...many, ...conversations, initial_conversations: optional(entityIds) }),
  datepicker: menu({ initial_date: optional(date) }),
  timepicker: menu({ initial_time: optional(time), timezone: optional(string(255, 1)) }),
};

export const menuElements: Record<string, ElementKind> = {
  ...Object.fromEntries(Object.entries(rules).map(([type, rule]) => [type, { rule, places: everywhere }])),
  datetimepicker: {
    places: ['actions', 'input'],
    rule: shape({ ...id, ...confirm, ...focus, initial_date_time: optional(integer(1e9, 1e10 - 1)) }),
  },
};
