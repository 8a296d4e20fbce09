/// <reference lib="dom" />
/// <reference lib="dom.iterable" />
/** Builds elements, and redraws parts of the page without losing the focus. Text is always text, never markup. */

/**
 * @typedef {Record<string, string | number | boolean | null | undefined | ((event: never) => void)>} Attributes
 * @typedef {Node | string | null | undefined | false} Child
 */

/**
 * An element. Attributes that are false, null or undefined are left out, functions become listeners.
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {Attributes} [attributes]
 * @param {...(Child | Child[])} children
 * @returns {HTMLElementTagNameMap[Tag]}
 */
export function el(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === 'function') element.addEventListener(name, /** @type {EventListener} */ (value));
    else if (value !== false && value !== null && value !== undefined) {
      element.setAttribute(name, value === true ? '' : String(value));
    }
  }
  element.append(...solid(children));
  return element;
}

/**
 * @param {(Child | Child[])[]} children
 * @returns {(Node | string)[]}
 */
function solid(children) {
  /** @type {Child[]} */
  const all = children.flat();
  return all.flatMap((child) =>
    child === null || child === undefined || child === false || child === '' ? [] : [child],
  );
}

/** @type {WeakMap<Element, string>} */
const drawn = new WeakMap();

/**
 * Draws `container` anew, unless what it shows (`key`) is still the same. The focus, the caret and the scroll position
 * stay where they were: elements are found again by `data-focus`, scrolling parts by `data-scroll`.
 * @param {Element} container
 * @param {unknown} shown anything that JSON can write
 * @param {() => (Child | Child[])[]} build
 * @returns {boolean} whether it was drawn
 */
export function redraw(container, shown, build) {
  const key = JSON.stringify(shown);
  if (drawn.get(container) === key) return false;
  drawn.set(container, key);
  const active = document.activeElement;
  const name = active && container.contains(active) ? active.getAttribute('data-focus') : null;
  const caret =
    active instanceof HTMLInputElement || active instanceof HTMLTextAreaElement ? selectionOf(active) : null;
  const scrolls = new Map(
    [...container.querySelectorAll('[data-scroll]')].map((part) => [
      part.getAttribute('data-scroll'),
      { top: part.scrollTop, left: part.scrollLeft },
    ]),
  );
  container.replaceChildren(...solid(build()));
  for (const part of container.querySelectorAll('[data-scroll]')) {
    const { top, left } = scrolls.get(part.getAttribute('data-scroll')) ?? { top: 0, left: 0 };
    part.scrollTop = top;
    part.scrollLeft = left;
  }
  if (name === null) return true;
  const again = container.querySelector(`[data-focus="${CSS.escape(name)}"]`);
  if (again instanceof HTMLElement) again.focus({ preventScroll: true });
  if (caret && (again instanceof HTMLInputElement || again instanceof HTMLTextAreaElement)) {
    again.setSelectionRange(...caret);
  }
  return true;
}

/**
 * @param {HTMLInputElement | HTMLTextAreaElement} field
 * @returns {[number, number] | null}
 */
function selectionOf(field) {
  const { selectionStart: start, selectionEnd: end } = field;
  return start === null || end === null ? null : [start, end];
}

/**
 * Scrolls a row that is too long for the window so far that this one of its elements is seen.
 * @param {string} selector
 */
export function bringIntoSight(selector) {
  document.querySelector(selector)?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
}

/**
 * An element of the page that is always there.
 * @param {string} id
 */
export function byId(id) {
  const element = document.getElementById(id);
  if (!element) throw new Error(`the page has no #${id}`);
  return element;
}
