/// <reference lib="dom" />
/** Draws emoji. */

import { pictures } from './emoji-pictures.js';

/** @type {Record<string, string>} */
const characters = { heavy_check_mark: '✔️', arrow_right: '➡️' };

/**
 * Whether a shortcode is drawn the same on every machine.
 * @param {string} name without its colons
 */
export function isDrawn(name) {
  return Object.hasOwn(pictures, name);
}

/**
 * The emoji of a shortcode; the shortcode itself when it is not known.
 * @param {string} name without its colons
 * @returns {Node}
 */
export function emoji(name) {
  const picture = pictures[name];
  if (!picture) return document.createTextNode(characters[name] ?? `:${name}:`);
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  svg.setAttribute('viewBox', '0 0 20 20');
  svg.setAttribute('class', 'emoji');
  svg.setAttribute('role', 'img');
  svg.setAttribute('aria-label', picture.words);
  for (const [tag, attributes] of picture.shapes) {
    const shape = document.createElementNS('http://www.w3.org/2000/svg', tag);
    for (const [attribute, value] of Object.entries(attributes)) shape.setAttribute(attribute, value);
    svg.append(shape);
  }
  return svg;
}
