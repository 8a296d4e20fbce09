/** Rules for Block Kit's composition objects: texts, options, option groups, confirmation dialogs. */

import { isDeepStrictEqual } from 'node:util';
import type { JsonObject } from '../json.ts';
import { limits } from './limits.ts';
import {
  anything,
  boolean,
  byType,
  type Findings,
  list,
  needed,
  oneOf,
  optional,
  type Rule,
  shape,
  string,
  url,
} from './rules.ts';

/** A plain_text object of 1 to `max` characters. */
export function plainText(max: number): Rule {
  return byType({
    plain_text: shape({ type: needed(anything), text: needed(string(max, 1)), emoji: optional(boolean) }),
  });
}

/** A plain_text or mrkdwn object of 1 to `max` characters. */
export function anyText(max: number): Rule {
  return byType({
    plain_text: shape({ type: needed(anything), text: needed(string(max, 1)), emoji: optional(boolean) }),
    mrkdwn: shape({ type: needed(anything), text: needed(string(max, 1)), verbatim: optional(boolean) }),
  });
}

function optionOf(text: (max: number) => Rule, withUrl: boolean): Rule {
  return shape({
    text: needed(text(limits.option.text)),
    value: needed(string(limits.option.value, 1)),
    description: optional(text(limits.option.description)),
    ...(withUrl ? { url: optional(url(limits.option.url)) } : {}),
  });
}

/** An option of a select menu. */
export const selectOption = optionOf(plainText, false);
/** An option of checkboxes or radio buttons, whose text may be mrkdwn. */
export const choiceOption = optionOf(anyText, false);
/** An option of an overflow menu, which may open a URL. */
export const overflowOption = optionOf(plainText, true);

export const optionGroup = shape({
  label: needed(plainText(limits.select.groupLabel)),
  options: needed(list(selectOption, 1, limits.select.options)),
});

export const confirmDialog = shape({
  title: needed(plainText(limits.confirm.title)),
  text: needed(anyText(limits.confirm.text)),
  confirm: needed(plainText(limits.confirm.confirm)),
  deny: needed(plainText(limits.confirm.deny)),
  style: optional(oneOf('primary', 'danger')),
});

export const dispatchActionConfig = shape({
  trigger_actions_on: needed(list(oneOf('on_enter_pressed', 'on_character_entered'), 1, 2)),
});

function offered(element: JsonObject): unknown[] {
  const groups = Array.isArray(element.option_groups) ? element.option_groups : [];
  const grouped = groups.flatMap((group: JsonObject) => (Array.isArray(group?.options) ? group.options : []));
  return Array.isArray(element.options) ? element.options : grouped;
}

/** Options that are chosen from the start must be among those offered, word for word. */
export function initialOptionsAreOffered(element: JsonObject, pointer: string, findings: Findings): void {
  const initial = Array.isArray(element.initial_options) ? element.initial_options : [];
  for (const chosen of element.initial_option === undefined ? initial : [element.initial_option]) {
    if (!offered(element).some((option) => isDeepStrictEqual(option, chosen))) {
      findings.add('initial option(s) must match an option in options or option_groups', pointer);
    }
  }
}
