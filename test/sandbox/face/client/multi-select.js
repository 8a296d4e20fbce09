/// <reference lib="dom" />
/** A menu with a filter: chosen options as chips, the rest in groups. What an external one offers, the bot says. */

/** @import { Field } from './fields.js' */

/** @import { Choice } from './choices.js' */

import { groupsOf, isExternal, keepSuggestions } from './choices.js';
import { el } from './dom.js';

/** @type {Set<string>} names of the menus that are open, which a redraw must not close */
const open = new Set();

/**
 * The menu. Arrow keys walk through the options, Escape closes the list.
 * @param {Field} field
 */
export function drawMultiSelect(field) {
  const { block, element, surface, attributes } = field;
  const name = String(attributes['data-focus']);
  const value = surface.value(block, element);
  const chosen = new Set(Array.isArray(value) ? value : value === null ? [] : [value]);
  const isSingle = element.type === 'external_select';
  const asksBot = isExternal(element.type);
  const most = element.max_selected_items ?? Number.POSITIVE_INFINITY;

  const chips = el('span', { class: 'chips' });
  const toggle = el('button', {
    type: 'button',
    class: 'field multi-toggle',
    'aria-expanded': String(open.has(name)),
    ...attributes,
    'aria-labelledby': null,
    click: () => show(!open.has(name)),
  });
  const filter = el('input', {
    type: 'search',
    class: 'field',
    placeholder: 'Search',
    'aria-label': 'Search the options',
    'data-focus': `${name}/filter`,
    input: () => void (asksBot ? ask() : narrow()),
  });
  const options = el('div', { class: 'multi-options', 'data-scroll': name });
  const list = el('div', { class: 'multi-list', hidden: !open.has(name) }, filter, options);
  let rows = drawOptions();

  function drawOptions() {
    const groups = groupsOf(field, name, chosen);
    const drawn = groups.flatMap(({ choices }) => choices.map((choice) => ({ choice, row: drawRow(choice) })));
    options.replaceChildren(
      ...groups.map(({ label, choices }) =>
        el(
          'fieldset',
          {},
          label !== '' && el('legend', {}, label),
          drawn.filter(({ choice }) => choices.includes(choice)).map(({ row }) => row),
        ),
      ),
      ...(drawn.length === 0 ? [el('p', { class: 'soft' }, 'No results')] : []),
    );
    return drawn;
  }

  async function ask() {
    const query = filter.value.trim();
    if (query.length < (element.min_query_length ?? 3)) return;
    const found = await surface.suggest(block, element, query);
    // Somebody who types on waits for another answer.
    if (found === null || filter.value.trim() !== query) return;
    keepSuggestions(name, found);
    rows = drawOptions();
  }

  /** @param {Choice} choice */
  function drawRow(choice) {
    const tick = el('input', {
      type: 'checkbox',
      value: choice.value,
      checked: chosen.has(choice.value),
      'data-focus': `${name}/${choice.value}`,
      change: () => pick(choice.value, tick.checked),
    });
    return el(
      'label',
      { class: 'choice' },
      tick,
      el('span', {}, choice.text, choice.about !== '' && el('small', {}, choice.about)),
    );
  }

  /**
   * @param {string} picked
   * @param {boolean} isChosen
   */
  function pick(picked, isChosen) {
    if (isSingle) chosen.clear();
    if (isChosen) chosen.add(picked);
    else chosen.delete(picked);
    for (const { choice, row } of rows) {
      const tick = row.querySelector('input');
      if (!tick) continue;
      tick.checked = chosen.has(choice.value);
      tick.disabled = !tick.checked && chosen.size >= most;
    }
    drawChips();
    const given = rows.map(({ choice }) => choice.value).filter((each) => chosen.has(each));
    surface.give(block, element, isSingle ? (given[0] ?? null) : given, true);
  }

  function drawChips() {
    const picked = rows.filter(({ choice }) => chosen.has(choice.value));
    chips.replaceChildren(
      ...picked.map(({ choice }) =>
        el(
          'span',
          { class: 'chip' },
          choice.text,
          el(
            'button',
            { type: 'button', 'aria-label': `Remove ${choice.text}`, click: () => pick(choice.value, false) },
            '×',
          ),
        ),
      ),
    );
    const count = picked.length === 0 ? (element.placeholder?.text ?? 'Choose') : `${picked.length} chosen`;
    toggle.replaceChildren(count, el('span', { class: 'arrow', 'aria-hidden': 'true' }, open.has(name) ? '▴' : '▾'));
    toggle.setAttribute('aria-label', `${block.label?.text ?? element.placeholder?.text ?? ''}: ${count}`);
  }

  function narrow() {
    const wanted = filter.value.trim().toLowerCase();
    for (const { choice, row } of rows) {
      row.hidden = !`${choice.text} ${choice.about} ${choice.value}`.toLowerCase().includes(wanted);
    }
    for (const group of list.querySelectorAll('fieldset')) {
      group.hidden = [...group.querySelectorAll('label')].every(({ hidden }) => hidden);
    }
  }

  /** @param {boolean} isOpen */
  function show(isOpen) {
    if (isOpen) open.add(name);
    else open.delete(name);
    list.hidden = !isOpen;
    toggle.setAttribute('aria-expanded', String(isOpen));
    drawChips();
    if (isOpen && asksBot) void ask();
    (isOpen ? filter : toggle).focus();
  }

  /** @param {KeyboardEvent} event */
  function walk(event) {
    if (event.key === 'Escape' && open.has(name)) {
      event.stopPropagation();
      show(false);
    }
    if (event.key === 'Enter' && event.target instanceof HTMLInputElement) event.preventDefault();
    if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
    const stops = [filter, ...rows.filter(({ row }) => !row.hidden).map(({ row }) => row.querySelector('input'))];
    const at = stops.indexOf(/** @type {HTMLInputElement | null} */ (document.activeElement));
    if (at < 0) return;
    event.preventDefault();
    stops[Math.max(0, Math.min(stops.length - 1, at + (event.key === 'ArrowDown' ? 1 : -1)))]?.focus();
  }

  drawChips();
  return el(
    'div',
    { class: 'multi', role: 'group', 'aria-labelledby': attributes['aria-labelledby'], keydown: walk },
    chips,
    toggle,
    list,
  );
}
