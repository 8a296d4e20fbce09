/** Blocks and mrkdwn as the plain text a person reads; buttons in square brackets, one line for each thing. */

import type { Block, Element, RichTextPart, TextObject } from './types.ts';

/** Gives the name behind a user or channel ID, without its sign. */
export type Names = (id: string) => string;

const entities: Record<string, string> = { '&amp;': '&', '&lt;': '<', '&gt;': '>' };

function reference(inner: string, names: Names): string {
  const bar = inner.indexOf('|');
  const target = bar < 0 ? inner : inner.slice(0, bar);
  const label = bar < 0 ? '' : inner.slice(bar + 1);
  if (target.startsWith('@')) return `@${names(target.slice(1))}`;
  if (target.startsWith('#')) return `#${names(target.slice(1))}`;
  if (target.startsWith('!date^')) return label;
  if (target.startsWith('!')) return label || `@${target.slice(1)}`;
  return label || target.replace(/^mailto:/, '');
}

/** What mrkdwn looks like: references by name, formatting signs gone, escapes undone. */
export function readMrkdwn(text: string, names: Names): string {
  return text
    .replace(/<([^<>\n]+)>/g, (_all, inner: string) => reference(inner, names))
    .replace(/```\n?([\s\S]*?)\n?```/g, '$1')
    .replace(/(^|[\s([{"'*_~])`([^`\n]+)`/g, '$1$2')
    .replace(/(^|[\s([{"'_~])\*(\S(?:[^*\n]*\S)?)\*(?=$|[\s)\]}"'.,:;!?_~])/g, '$1$2')
    .replace(/(^|[\s([{"'*~])_(\S(?:[^_\n]*\S)?)_(?=$|[\s)\]}"'.,:;!?*~])/g, '$1$2')
    .replace(/(^|[\s([{"'*_])~(\S(?:[^~\n]*\S)?)~(?=$|[\s)\]}"'.,:;!?*_])/g, '$1$2')
    .replace(/^&gt; ?/gm, '')
    .replace(/&(?:amp|lt|gt);/g, (entity) => entities[entity] ?? entity);
}

/** A text object as it is read. */
export function readText(text: TextObject | null | undefined, names: Names): string {
  if (!text) return '';
  return text.type === 'mrkdwn' ? readMrkdwn(text.text, names) : text.text;
}

function readElement(element: Element | TextObject, names: Names): string {
  if (element.type === 'mrkdwn' || element.type === 'plain_text') return readText(element as TextObject, names);
  const drawn = element as Element;
  if (drawn.type === 'image') return drawn.alt_text ? `(${drawn.alt_text})` : '';
  if (drawn.type === 'button' || drawn.type === 'workflow_button') return `[${readText(drawn.text, names)}]`;
  if (drawn.type === 'overflow') {
    return (drawn.options ?? []).map((option) => `[${readText(option.text, names)}]`).join(' ');
  }
  if (drawn.type === 'checkboxes' || drawn.type === 'radio_buttons') {
    const lines = (drawn.options ?? []).flatMap((option) => [option.text, option.description]);
    return lines
      .filter((line) => line !== undefined)
      .map((line) => readText(line, names))
      .join('\n');
  }
  return readText(drawn.placeholder, names);
}

function readRichText(part: RichTextPart, names: Names): string {
  if (part.user_id) return `@${names(part.user_id)}`;
  if (part.channel_id) return `#${names(part.channel_id)}`;
  if (part.type === 'emoji') return `:${part.name ?? ''}:`;
  if (part.elements) {
    const items = part.elements.map((inner) => readRichText(inner, names));
    return part.type === 'rich_text_list' ? items.map((item) => `• ${item}`).join('\n') : items.join('');
  }
  return part.text ?? part.fallback ?? part.url ?? '';
}

function linesOf(block: Block, names: Names): string[] {
  switch (block.type) {
    case 'section':
      return [
        readText(block.text, names),
        ...(block.fields ?? []).map((field) => readText(field, names)),
        ...(block.accessory ? [readElement(block.accessory, names)] : []),
      ];
    case 'context':
      return [((block.elements ?? []) as (Element | TextObject)[]).map((item) => readElement(item, names)).join(' ')];
    case 'actions':
      return [((block.elements ?? []) as Element[]).map((item) => readElement(item, names)).join(' ')];
    case 'input':
      return [
        `${readText(block.label, names)}${block.optional ? ' (optional)' : ''}`,
        ...(block.element ? [readElement(block.element, names)] : []),
        readText(block.hint, names),
      ];
    case 'rich_text':
      return ((block.elements ?? []) as RichTextPart[]).map((part) => readRichText(part, names));
    case 'image':
      return [readText(block.title, names), block.alt_text ?? ''];
    case 'markdown':
      return [String(block.text ?? '')];
    default:
      return [readText(block.text, names)];
  }
}

/** All the blocks, as lines. */
export function readBlocks(blocks: Block[], names: Names): string {
  return blocks
    .flatMap((block) => linesOf(block, names))
    .filter((line) => line !== '')
    .join('\n');
}
