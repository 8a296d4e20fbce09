/** Rules for elements that are pressed and hold no value. */

import { overflowOption, plainText } from './composition.ts';
import { confirm, type ElementKind, id } from './element-parts.ts';
import { limits } from './limits.ts';
import { anything, list, needed, oneOf, optional, shape, string, url } from './rules.ts';

const fields = {
  ...id,
  ...confirm,
  text: needed(plainText(limits.button.text)),
  style: optional(oneOf('primary', 'danger')),
  accessibility_label: optional(string(limits.button.accessibilityLabel, 1)),
};

export const buttonElements: Record<string, ElementKind> = {
  button: {
    places: ['accessory', 'actions'],
    rule: shape({
      ...fields,
      value: optional(string(limits.button.value, 1)),
      url: optional(url(limits.button.url)),
    }),
  },
  workflow_button: {
    places: ['accessory', 'actions'],
    rule: shape({ ...fields, workflow: needed(anything) }),
  },
  overflow: {
    places: ['accessory', 'actions'],
    rule: shape({ ...id, ...confirm, options: needed(list(overflowOption, 1, limits.overflowOptions)) }),
  },
};
