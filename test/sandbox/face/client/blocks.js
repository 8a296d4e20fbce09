/// <reference lib="dom" />
/** Draws blocks, in messages, modals and on the Home tab alike. */

/** @import { Block, Element, RichTextPart, TextObject } from '../../slack/block-kit/types.ts' */
/** @import { Surface } from './surface.js' */

import { el } from './dom.js';
import { drawElement } from './elements.js';
import { drawRichText } from './rich-text.js';
import { drawPlain, drawText } from './texts.js';

/**
 * @param {Block} block
 * @param {Surface} surface
 */
function drawSection(block, surface) {
  const { text, fields = [], accessory } = block;
  const textId = `${surface.name}/${block.block_id}/text`;
  return el(
    'div',
    { class: accessory ? 'section with-accessory' : 'section' },
    el(
      'div',
      { id: textId, class: 'section-text' },
      drawText(text, surface.reader),
      fields.length > 0 &&
        el(
          'div',
          { class: 'section-fields' },
          fields.map((field) => drawText(field, surface.reader)),
        ),
    ),
    accessory && el('div', { class: 'accessory' }, drawElement(block, accessory, surface, { labelledBy: textId })),
  );
}

/**
 * @param {Block} block
 * @param {Surface} surface
 */
function drawContext(block, surface) {
  const items = /** @type {(Element | TextObject)[]} */ (block.elements ?? []);
  return el(
    'div',
    { class: 'context' },
    items.map((item) =>
      'image_url' in item
        ? el('img', { src: item.image_url, alt: item.alt_text ?? '' })
        : drawText(/** @type {TextObject} */ (item), surface.reader),
    ),
  );
}

/**
 * @param {Block} block
 * @param {Surface} surface
 */
function drawInput(block, surface) {
  const { element } = block;
  if (!element) return null;
  const id = `${surface.name}/${block.block_id}`;
  const error = surface.errorOf(block);
  const described = [error === undefined ? '' : `${id}/error`, block.hint ? `${id}/hint` : ''].filter(
    (part) => part !== '',
  );
  return el(
    'div',
    { class: 'input', 'data-input': block.block_id },
    el(
      'span',
      { class: 'label', id: `${id}/label` },
      drawPlain(block.label),
      block.optional && el('span', { class: 'soft' }, ' (optional)'),
    ),
    drawElement(block, element, surface, {
      labelledBy: `${id}/label`,
      ...(described.length > 0 ? { describedBy: described.join(' ') } : {}),
    }),
    error !== undefined && el('p', { class: 'error', id: `${id}/error` }, error),
    block.hint && el('p', { class: 'hint', id: `${id}/hint` }, drawPlain(block.hint)),
  );
}

/**
 * @param {Block} block
 * @param {Surface} surface
 * @returns {Node | null}
 */
function drawBlock(block, surface) {
  switch (block.type) {
    case 'header':
      return el('h3', { class: 'block-header' }, drawPlain(block.text));
    case 'section':
      return drawSection(block, surface);
    case 'context':
      return drawContext(block, surface);
    case 'divider':
      return el('hr');
    case 'actions':
      return el(
        'div',
        { class: 'buttons' },
        /** @type {Element[]} */ (block.elements ?? []).map((element) => drawElement(block, element, surface)),
      );
    case 'input':
      return drawInput(block, surface);
    case 'image':
      return el(
        'figure',
        {},
        block.title && el('figcaption', {}, drawPlain(block.title)),
        el('img', { class: 'picture', src: block.image_url, alt: block.alt_text ?? '' }),
      );
    case 'rich_text':
      return el(
        'div',
        { class: 'text' },
        /** @type {RichTextPart[]} */ (block.elements ?? []).map((part) => drawRichText(part, surface.reader)),
      );
    default:
      return drawText(block.text, surface.reader);
  }
}

/**
 * All of them, in order.
 * @param {Block[]} blocks
 * @param {Surface} surface
 */
export function drawBlocks(blocks, surface) {
  return el(
    'div',
    { class: 'blocks' },
    blocks.map((block) => drawBlock(block, surface)),
  );
}
