/// <reference lib="dom" />
/** Draws elements that hold a value: text, menus, people, checkboxes, radio buttons, dates. */

/** @import { Block, Element, Option } from '../../slack/block-kit/types.ts' */
/** @import { Surface } from './surface.js' */

import { el } from './dom.js';
import { drawMultiSelect } from './multi-select.js';
import { drawPlain, drawText } from './texts.js';

/**
 * @typedef {object} Field
 * @property {Block} block
 * @property {Element} element
 * @property {Surface} surface
 * @property {import('./dom.js').Attributes} attributes names and descriptions for assistive technology
 */

/** @param {Option[]} options */
const drawOptions = (options) => options.map(({ text, value }) => el('option', { value }, text.text));

/** @type {Record<string, string>} */
const inputTypes = {
  email_text_input: 'email',
  url_text_input: 'url',
  number_input: 'text',
  datepicker: 'date',
  timepicker: 'time',
};

/** @param {Field} field */
function drawTyped({ block, element, surface, attributes }) {
  const value = surface.value(block, element);
  const shared = {
    ...attributes,
    class: 'field',
    placeholder: element.placeholder?.text,
    autocomplete: 'off',
    spellcheck: 'false',
    input: (/** @type {{ target: HTMLInputElement }} */ { target }) =>
      surface.give(block, element, target.value, false),
    change: (/** @type {{ target: HTMLInputElement }} */ { target }) =>
      surface.give(block, element, target.value, true),
  };
  if (element.multiline) return el('textarea', { ...shared, rows: 4 }, String(value ?? ''));
  return el('input', { ...shared, type: inputTypes[element.type] ?? 'text', value: String(value ?? '') });
}

/** @param {Field} field */
function drawMenu({ block, element, surface, attributes }) {
  const value = surface.value(block, element);
  /** @param {{ id: string, name: string }[]} entities */
  const those = (entities) => entities.map(({ id, name }) => el('option', { value: id }, name));
  const groups = (element.option_groups ?? []).map((group) =>
    el('optgroup', { label: group.label.text }, drawOptions(group.options)),
  );
  const options =
    element.type === 'users_select'
      ? those(surface.people)
      : /^(conversations|channels)_select$/.test(element.type)
        ? those(surface.channels)
        : [...drawOptions(element.options ?? []), ...groups];
  const select = el(
    'select',
    {
      ...attributes,
      class: 'field',
      change: () => surface.give(block, element, select.value === '' ? null : select.value, true),
    },
    el('option', { value: '' }, element.placeholder?.text ?? 'Choose'),
    options,
  );
  select.value = typeof value === 'string' ? value : '';
  return select;
}

/** @param {Field} field */
function drawChoices({ block, element, surface, attributes }) {
  const isRadio = element.type === 'radio_buttons';
  const value = surface.value(block, element);
  const chosen = new Set(Array.isArray(value) ? value : [value]);
  const name = `${surface.name}/${block.block_id}/${element.action_id}`;
  const box = el('div', {
    role: isRadio ? 'radiogroup' : 'group',
    class: 'choices',
    ...attributes,
    'data-focus': null,
  });
  const changed = () => {
    const ticked = [...box.querySelectorAll('input')].filter(({ checked }) => checked).map((input) => input.value);
    surface.give(block, element, isRadio ? (ticked[0] ?? null) : ticked, true);
  };
  for (const option of element.options ?? []) {
    box.append(
      el(
        'label',
        { class: 'choice' },
        el('input', {
          type: isRadio ? 'radio' : 'checkbox',
          name,
          value: option.value,
          checked: chosen.has(option.value ?? null),
          'data-focus': `${name}/${option.value}`,
          change: changed,
        }),
        el(
          'span',
          {},
          option.text.type === 'mrkdwn' ? drawText(option.text, surface.reader) : drawPlain(option.text),
          option.description && el('small', {}, drawText(option.description, surface.reader)),
        ),
      ),
    );
  }
  return box;
}

/**
 * The field of one element.
 * @param {Block} block
 * @param {Element} element
 * @param {Surface} surface
 * @param {{ labelledBy?: string, describedBy?: string }} given
 * @returns {HTMLElement}
 */
export function drawField(block, element, surface, { labelledBy, describedBy }) {
  const field = {
    block,
    element,
    surface,
    attributes: {
      'aria-labelledby': labelledBy,
      'aria-label': labelledBy === undefined ? (element.placeholder?.text ?? element.action_id) : null,
      'aria-describedby': describedBy,
      'aria-invalid': surface.errorOf(block) === undefined ? null : 'true',
      'data-focus': `${surface.name}/${block.block_id}/${element.action_id}`,
    },
  };
  switch (element.type) {
    case 'static_select':
    case 'users_select':
    case 'conversations_select':
    case 'channels_select':
      return drawMenu(field);
    case 'multi_static_select':
    case 'multi_users_select':
    case 'multi_conversations_select':
    case 'multi_channels_select':
    case 'multi_external_select':
    case 'external_select':
      return drawMultiSelect(field);
    case 'checkboxes':
    case 'radio_buttons':
      return drawChoices(field);
    default:
      return drawTyped(field);
  }
}
