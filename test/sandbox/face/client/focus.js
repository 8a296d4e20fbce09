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
 * @param {Element} part
 * @param {Element} frame
 */
function isInSight(part, frame) {
  const [inner, outer] = [part.getBoundingClientRect(), frame.getBoundingClientRect()];
  return inner.top >= outer.top && inner.bottom <= outer.bottom;
}

/**
 * The first field of a modal that has just opened, if it is in sight: what stands above it is to be read first.
 * Otherwise, the dialog itself.
 * @param {Element} frame
 * @param {boolean} hasJustOpened
 * @returns {HTMLElement | null}
 */
export function firstField(frame, hasJustOpened) {
  const body = frame.querySelector('.modal-body');
  const field = hasJustOpened ? body?.querySelector('.input .field') : null;
  const target = body && field && isInSight(field, body) ? field : frame.querySelector('[role="dialog"]');
  return target instanceof HTMLElement ? target : null;
}
