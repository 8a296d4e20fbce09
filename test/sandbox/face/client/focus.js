/// <reference lib="dom" />
/** Where the focus goes in a modal. */

const stops = 'a[href], button:not([disabled]), input:not([disabled]), select, textarea, summary, [tabindex="0"]';

/**
 * Everything in it that can have the focus and is shown.
 * @param {Element} frame
 * @returns {HTMLElement[]}
 */
function stopsIn(frame) {
  return [...frame.querySelectorAll(stops)]
    .filter((stop) => stop instanceof HTMLElement && stop.getClientRects().length > 0)
    .map((stop) => /** @type {HTMLElement} */ (stop));
}

/**
 * Makes Tab go round inside of the element that listens.
 * @param {KeyboardEvent} event
 */
export function keepInside(event) {
  const { currentTarget: frame } = event;
  if (event.key !== 'Tab' || !(frame instanceof HTMLElement)) return;
  const all = stopsIn(frame);
  const edge = event.shiftKey ? all[0] : all.at(-1);
  const other = event.shiftKey ? all.at(-1) : all[0];
  if (document.activeElement !== edge && document.activeElement !== frame) return;
  if (document.activeElement === frame && !event.shiftKey) return;
  event.preventDefault();
  other?.focus();
}

/**
 * The first field of a modal that has just opened; otherwise, the dialog itself.
 * @param {Element} frame
 * @param {boolean} hasJustOpened
 * @returns {HTMLElement | null}
 */
export function firstField(frame, hasJustOpened) {
  const field = hasJustOpened ? frame.querySelector('.modal-body .input .field') : null;
  const dialog = frame.querySelector('[role="dialog"]');
  const target = field ?? dialog;
  return target instanceof HTMLElement ? target : null;
}
