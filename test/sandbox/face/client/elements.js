/// <reference lib="dom" />
/** Draws interactive elements: buttons, overflow menus, and whatever holds a value. */

/** @import { Block, Element } from '../../slack/block-kit/types.ts' */
/** @import { Surface } from './surface.js' */

import { askFirst } from './confirm.js';
import { el } from './dom.js';
import { drawField } from './fields.js';
import { drawPlain } from './texts.js';

/**
 * A name by which a redrawn element is found again.
 * @param {Surface} surface
 * @param {Block} block
 * @param {Element} element
 */
export function focusName(surface, block, element) {
  return `${surface.name}/${block.block_id}/${element.action_id}`;
}

/**
 * Shows that something is under way, and refuses a second press until it is over.
 * @param {HTMLElement} pressed
 * @param {() => Promise<void>} act
 */
async function whileBusy(pressed, act) {
  if (pressed.getAttribute('aria-busy') === 'true') return;
  pressed.setAttribute('aria-busy', 'true');
  try {
    await act();
  } finally {
    pressed.removeAttribute('aria-busy');
  }
}

/**
 * @param {Block} block
 * @param {Element} element
 * @param {Surface} surface
 */
function drawButton(block, element, surface) {
  const { url, confirm } = element;
  const label = drawPlain(element.text);
  const attributes = {
    class: `button ${element.style ?? ''}`.trim(),
    'aria-label': element.accessibility_label,
    'data-focus': focusName(surface, block, element),
    'data-action': element.action_id,
  };
  if (url === undefined) {
    const press = async () => {
      if (confirm && !(await askFirst(confirm, surface.reader))) return;
      await whileBusy(button, () => surface.press(block, element, {}));
    };
    const button = el('button', { type: 'button', ...attributes, click: () => void press() }, label);
    return button;
  }
  const href = surface.reader.addressOf(url);
  /** @param {MouseEvent} event */
  const follow = async (event) => {
    if (confirm) {
      event.preventDefault();
      if (!(await askFirst(confirm, surface.reader))) return;
      window.open(href, '_blank', 'noopener');
    }
    await surface.press(block, element, {});
  };
  return el(
    'a',
    {
      ...attributes,
      href,
      target: '_blank',
      rel: 'noopener',
      title: url,
      click: (/** @type {MouseEvent} */ event) => void follow(event),
    },
    label,
    el('span', { class: 'hidden' }, ' (opens in a new tab)'),
  );
}

/**
 * @param {Block} block
 * @param {Element} element
 * @param {Surface} surface
 */
function drawOverflow(block, element, surface) {
  const { options = [] } = element;
  const menu = el('details', { class: 'overflow', 'data-focus': focusName(surface, block, element) });
  menu.append(
    el('summary', { class: 'button', 'aria-label': 'More' }, '···'),
    el(
      'div',
      { class: 'menu' },
      options.map((option) => {
        const pick = () => {
          menu.open = false;
          void surface.press(block, element, { option: option.value ?? option.text.text });
        };
        return option.url === undefined
          ? el('button', { type: 'button', click: pick }, drawPlain(option.text))
          : el(
              'a',
              { href: surface.reader.addressOf(option.url), target: '_blank', rel: 'noopener', click: pick },
              drawPlain(option.text),
            );
      }),
    ),
  );
  return menu;
}

/**
 * Any element that can stand in an actions block, beside a section or in an input.
 * @param {Block} block
 * @param {Element} element
 * @param {Surface} surface
 * @param {{ labelledBy?: string, describedBy?: string }} [given]
 * @returns {HTMLElement}
 */
export function drawElement(block, element, surface, given = {}) {
  switch (element.type) {
    case 'button':
      return drawButton(block, element, surface);
    case 'overflow':
      return drawOverflow(block, element, surface);
    case 'image':
      return el('img', { class: 'picture', src: element.image_url, alt: element.alt_text ?? '' });
    default:
      return drawField(block, element, surface, given);
  }
}
