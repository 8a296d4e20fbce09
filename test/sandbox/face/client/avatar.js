/// <reference lib="dom" />
/** A person's initial on a colour of their own. */

import { el } from './dom.js';

const colours = 6;

/**
 * @param {string} name which decides the colour, too
 */
export function avatar(name) {
  const number = [...name].reduce((sum, character) => sum + (character.codePointAt(0) ?? 0), 0) % colours;
  return el('span', { class: `avatar colour-${number}`, 'aria-hidden': 'true' }, name.slice(0, 1).toUpperCase());
}

/** The bot's own picture. */
export function botAvatar() {
  return el('img', { class: 'avatar', src: '/face/icon.svg', alt: '' });
}
