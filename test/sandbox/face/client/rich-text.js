/// <reference lib="dom" />
/** Draws the parts of rich_text blocks. */

/** @import { RichTextPart } from '../../slack/block-kit/types.ts' */
/** @import { Reader } from './texts.js' */

import { el } from './dom.js';
import { emoji } from './emoji.js';

/**
 * @param {RichTextPart} part
 * @param {Node | string} inner
 */
function styled(part, inner) {
  const style = typeof part.style === 'object' && part.style !== null ? part.style : {};
  let drawn = inner;
  if ('code' in style) drawn = el('code', {}, drawn);
  if ('bold' in style) drawn = el('b', {}, drawn);
  if ('italic' in style) drawn = el('i', {}, drawn);
  if ('strike' in style) drawn = el('s', {}, drawn);
  return drawn;
}

/**
 * One part and everything in it.
 * @param {RichTextPart} part
 * @param {Reader} reader
 * @returns {Node | string}
 */
export function drawRichText(part, reader) {
  const inner = () => (part.elements ?? []).map((each) => drawRichText(each, reader));
  switch (part.type) {
    case 'rich_text_list':
      return el(
        part.style === 'ordered' ? 'ol' : 'ul',
        {},
        inner().map((item) => el('li', {}, item)),
      );
    case 'rich_text_quote':
      return el('blockquote', {}, inner());
    case 'rich_text_preformatted':
      return el('pre', {}, el('code', {}, inner()));
    case 'rich_text_section':
      return el('p', {}, inner());
    case 'link':
      return el(
        'a',
        { href: reader.addressOf(part.url ?? ''), target: '_blank', rel: 'noopener', title: part.url },
        part.text ?? part.url,
      );
    case 'user':
      return el('span', { class: 'mention' }, `@${reader.nameOf(part.user_id ?? '')}`);
    case 'channel':
      return el('span', { class: 'mention' }, `#${reader.nameOf(part.channel_id ?? '')}`);
    case 'emoji':
      return emoji(part.name ?? '');
    default:
      return styled(part, part.text ?? part.fallback ?? '');
  }
}
