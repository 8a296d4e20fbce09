/** The value of a field in a snapshot, as it was given. Pure. */

/** @import { Given } from './surface.js' */

/**
 * @param {unknown} picked an option, an ID or a text
 * @returns {string}
 */
function nameOf(picked) {
  return typeof picked === 'object' && picked !== null && 'value' in picked ? String(picked.value) : String(picked);
}

/**
 * `{type, value}`, `{type, selected_option}`, … as typed text, an option's value, or a list; null when empty.
 * @param {Readonly<Record<string, unknown>> | undefined} value
 * @returns {Given}
 */
export function givenOf(value) {
  const inner = Object.entries(value ?? {}).find(([field]) => field !== 'type' && field !== 'timezone')?.[1];
  if (Array.isArray(inner)) return inner.map(nameOf);
  return inner === null || inner === undefined ? null : nameOf(inner);
}
