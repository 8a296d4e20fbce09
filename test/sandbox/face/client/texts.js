/// <reference lib="dom" />
/** Draws mrkdwn and plain text: references by name, dates in the reader's time, emoji as pictures. */

/** @import { TextObject } from '../../slack/block-kit/types.ts' */
/** @import { Inline, Line } from './mrkdwn.js' */

import { writeDate } from './dates.js';
import { el } from './dom.js';
import { emoji } from './emoji.js';
import { readMrkdwn } from './mrkdwn.js';

/**
 * @typedef {object} Reader who reads, and what they need for it
 * @property {(id: string) => string} nameOf the name behind a user or channel ID
 * @property {string} me user ID
 * @property {number} now Unix milliseconds
 * @property {string} timeZone
 * @property {(url: string) => string} addressOf where a link leads in the sandbox
 */

/**
 * A link that opens in a new tab.
 * @param {string} url
 * @param {string} label
 * @param {Reader} reader
 */
function link(url, label, reader) {
  return el('a', { href: reader.addressOf(url), target: '_blank', rel: 'noopener', title: url }, label);
}

/**
 * @param {Inline[]} parts
 * @param {Reader} reader
 * @returns {(Node | string)[]}
 */
const drawInline = (parts, reader) => parts.map((part) => drawPart(part, reader));

/**
 * @param {Inline} part
 * @param {Reader} reader
 * @returns {Node | string}
 */
function drawPart(part, reader) {
  switch (part.type) {
    case 'text':
      return part.text;
    case 'bold':
      return el('b', {}, drawInline(part.children, reader));
    case 'italic':
      return el('i', {}, drawInline(part.children, reader));
    case 'strike':
      return el('s', {}, drawInline(part.children, reader));
    case 'code':
      return el('code', {}, part.text);
    case 'link':
      return link(part.url, part.label, reader);
    case 'user':
      return el('span', { class: part.id === reader.me ? 'mention me' : 'mention' }, `@${reader.nameOf(part.id)}`);
    case 'channel':
      return el('span', { class: 'mention' }, `#${reader.nameOf(part.id)}`);
    case 'everybody':
      return el('span', { class: 'mention' }, `@${part.name}`);
    case 'date':
      return el(
        'time',
        { datetime: new Date(part.atSeconds * 1000).toISOString(), title: part.fallback },
        writeDate(part.atSeconds, part.format, reader),
      );
    case 'emoji':
      return emoji(part.name);
  }
}

/**
 * Code, with a button that copies it.
 * @param {string} text
 */
function drawFence(text) {
  const copy = async () => {
    await navigator.clipboard.writeText(text);
    button.textContent = 'Copied';
  };
  const button = el('button', { type: 'button', class: 'copy', click: () => void copy() }, 'Copy');
  return el('div', { class: 'fence' }, el('pre', {}, el('code', {}, text)), button);
}

/**
 * @param {Line} line
 * @param {Reader} reader
 */
function drawLine(line, reader) {
  if (line.type === 'fence') return drawFence(line.text);
  const inner = drawInline(line.children, reader);
  if (line.type === 'quote') return el('blockquote', {}, inner);
  if (line.type === 'item')
    return el('p', { class: 'item' }, el('span', { class: 'marker' }, line.marker), el('span', {}, inner));
  return el('p', {}, inner.length > 0 ? inner : el('br'));
}

/**
 * mrkdwn, as paragraphs.
 * @param {string} text
 * @param {Reader} reader
 */
export function drawMrkdwn(text, reader) {
  return el(
    'div',
    { class: 'text' },
    readMrkdwn(text).map((line) => drawLine(line, reader)),
  );
}

/**
 * Plain text, in which emoji shortcodes are drawn unless it says otherwise.
 * @param {TextObject | null | undefined} text
 * @returns {(Node | string)[]}
 */
export function drawPlain(text) {
  if (!text) return [];
  if (text.emoji === false) return [text.text];
  return text.text.split(/(:[a-z0-9_+-]+:)/).map((part, index) => (index % 2 === 1 ? emoji(part.slice(1, -1)) : part));
}

/**
 * A text object of either type.
 * @param {TextObject | null | undefined} text
 * @param {Reader} reader
 */
export function drawText(text, reader) {
  if (!text) return null;
  return text.type === 'mrkdwn'
    ? drawMrkdwn(text.text, reader)
    : el('div', { class: 'text' }, el('p', {}, drawPlain(text)));
}
