/** Rules for elements that something is typed into or dropped on. */

import { dispatchActionConfig } from './composition.ts';
import { type ElementKind, focus, id, placeholder } from './element-parts.ts';
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

type Also = (value: Record<string, unknown>, pointer: string, findings: Findings) => void;

const numeric = pattern(/^-?\d+(\.\d+)?$/, 'a number written as a string');
const text = optional(string(limits.plainTextInput));
const lines = optional(integer(1, limits.richTextInputLines));

function typed(fields: Record<string, Field>, also?: Also): Rule {
  const dispatch = { dispatch_action_config: optional(dispatchActionConfig) };
  return shape({ ...id, ...focus, ...placeholder, ...dispatch, ...fields }, also);
}

const lengthsAgree: Also = ({ min_length: min, max_length: max }, pointer, findings) => {
  if (typeof min === 'number' && typeof max === 'number' && min > max) {
    findings.add('min_length must not be more than max_length', pointer);
  }
};

export const typedElements: Record<string, ElementKind> = {
  plain_text_input: {
    places: ['input'],
    rule: typed(
      {
        multiline: optional(boolean),
        min_length: optional(integer(0, limits.plainTextInput)),
        max_length: optional(integer(1, limits.plainTextInput)),
        initial_value: text,
      },
      lengthsAgree,
    ),
  },
  number_input: {
    places: ['input'],
    rule: typed({
      is_decimal_allowed: needed(boolean),
      initial_value: optional(numeric),
      min_value: optional(numeric),
      max_value: optional(numeric),
    }),
  },
  email_text_input: { places: ['input'], rule: typed({ initial_value: text }) },
  url_text_input: { places: ['input'], rule: typed({ initial_value: text }) },
  rich_text_input: {
    places: ['actions', 'input'],
    rule: typed({ initial_value: optional(anything), min_lines: lines, max_lines: lines }),
  },
  file_input: {
    places: ['input'],
    rule: shape({
      ...id,
      filetypes: optional(list(string(255, 1), 1, 100)),
      max_files: optional(integer(1, limits.files)),
    }),
  },
};
