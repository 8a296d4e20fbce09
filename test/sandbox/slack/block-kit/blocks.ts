/** Rules for Block Kit's blocks, and on which surface each of them may stand. */

import { isObject } from '../json.ts';
import { anyText, plainText } from './composition.ts';
import { contextElement, elementIn } from './elements.ts';
import { imageWith } from './image.ts';
import { limits } from './limits.ts';
import { richTextPart } from './rich-text.ts';
import {
  anything,
  boolean,
  byType,
  list,
  needed,
  oneOf,
  optional,
  type Rule,
  type Surface,
  shape,
  string,
} from './rules.ts';

const id = { type: needed(anything), block_id: optional(string(limits.blockId, 1)) };

const section = shape(
  {
    ...id,
    text: optional(anyText(limits.section.text)),
    fields: optional(list(anyText(limits.section.field), 1, limits.section.fields)),
    accessory: optional(elementIn.accessory),
    expand: optional(boolean),
  },
  (value, pointer, findings) => {
    if (value.text === undefined && value.fields === undefined) {
      findings.add('missing required field: text', pointer);
    }
  },
);

const image = imageWith({ block_id: id.block_id, title: optional(plainText(limits.image.title)) });

const input = shape(
  {
    ...id,
    label: needed(plainText(limits.input.label)),
    element: needed(elementIn.input),
    hint: optional(plainText(limits.input.hint)),
    optional: optional(boolean),
    dispatch_action: optional(boolean),
  },
  (value, pointer, findings) => {
    if (!isObject(value.element)) return;
    if (value.element.type === 'file_input' && value.dispatch_action === true) {
      findings.add('unsupported type: file_input', `${pointer}/element/type`);
    }
    if (value.element.response_url_enabled !== undefined && findings.surface !== 'modal') {
      findings.add('response_url_enabled is only allowed in modals', `${pointer}/element`);
    }
  },
);

const everywhere: Surface[] = ['message', 'modal', 'home'];

const blocks: Record<string, { rule: Rule; surfaces: Surface[] }> = {
  section: { surfaces: everywhere, rule: section },
  header: {
    surfaces: everywhere,
    rule: shape({ ...id, text: needed(plainText(limits.header)) }),
  },
  context: {
    surfaces: everywhere,
    rule: shape({ ...id, elements: needed(list(contextElement, 1, limits.context)) }),
  },
  actions: {
    surfaces: everywhere,
    rule: shape({ ...id, elements: needed(list(elementIn.actions, 1, limits.actions)) }),
  },
  divider: { surfaces: everywhere, rule: shape(id) },
  image: { surfaces: everywhere, rule: image },
  input: { surfaces: everywhere, rule: input },
  rich_text: {
    surfaces: everywhere,
    rule: shape({ ...id, elements: needed(list(richTextPart, 1, Number.MAX_SAFE_INTEGER)) }),
  },
  markdown: { surfaces: ['message'], rule: shape({ ...id, text: needed(string(limits.message.markdown, 1)) }) },
  alert: {
    surfaces: ['modal'],
    rule: shape({
      ...id,
      text: needed(anyText(limits.alert)),
      level: optional(oneOf('default', 'info', 'warning', 'error', 'success')),
    }),
  },
};

/** A block, held to the surfaces where its type may stand. */
export const blockOn: Record<Surface, Rule> = {
  message: onSurface('message'),
  modal: onSurface('modal'),
  home: onSurface('home'),
};

function onSurface(surface: Surface): Rule {
  const allowed = Object.entries(blocks).filter(([, { surfaces }]) => surfaces.includes(surface));
  return byType(Object.fromEntries(allowed.map(([type, { rule }]) => [type, rule])));
}
