/** Finds what a person means by a button's text or a field's label. */

import { readText } from '../block-kit/plain-text.ts';
import { type Block, type Element, elementsOf } from '../block-kit/types.ts';
import { holdsValue } from '../views/input-state.ts';

export interface Found {
  block: Block;
  element: Element;
}

export interface Button {
  text: string;
  actionId: string;
  blockId: string;
  value: string | null;
  url: string | null;
  style: string | null;
  /** The question asked before it counts. */
  confirm: string | null;
}

const plain = (id: string): string => id;

function all(blocks: Block[]): Found[] {
  return blocks.flatMap((block) => elementsOf(block).map((element) => ({ block, element })));
}

/** Every button, in the order they are drawn. */
export function buttonsOf(blocks: Block[]): Button[] {
  return all(blocks)
    .filter(({ element }) => element.type === 'button')
    .map(({ block, element }) => ({
      text: readText(element.text, plain),
      actionId: element.action_id,
      blockId: block.block_id,
      value: element.value ?? null,
      url: element.url ?? null,
      style: element.style ?? null,
      confirm: element.confirm ? readText(element.confirm.text, plain) : null,
    }));
}

/** What a field is called: its label, the text of its section, or its placeholder. */
export function labelOf({ block, element }: Found): string {
  if (block.label) return readText(block.label, plain);
  if (block.type === 'section') return readText(block.text, plain);
  return readText(element.placeholder, plain) || element.action_id;
}

/** Everything that holds a value: inputs, and menus elsewhere. */
export function fieldsOf(blocks: Block[]): Found[] {
  return all(blocks).filter(({ element }) => holdsValue(element));
}

function onlyOne(found: Found[], what: string, offered: string[]): Found {
  const [first, second] = found;
  if (!first) throw new Error(`there is no ${what} here; there is: ${offered.join(', ') || 'nothing'}`);
  if (second) throw new Error(`there is more than one ${what} here`);
  return first;
}

/**
 * The button or overflow menu with this text or action ID, in the block with this ID where there are several alike;
 * throws when there is none or more than one.
 */
export function findButton(blocks: Block[], textOrActionId: string, blockId?: string): Found {
  const buttons = all(blocks)
    .filter(({ element }) => element.type === 'button' || element.type === 'overflow')
    .filter(({ block }) => blockId === undefined || block.block_id === blockId);
  const byText = buttons.filter(({ element }) => readText(element.text, plain) === textOrActionId);
  const byId = buttons.filter(({ element }) => element.action_id === textOrActionId);
  const offered = buttons.map(({ element }) => readText(element.text, plain) || element.action_id);
  return onlyOne(byText.length > 0 ? byText : byId, `button "${textOrActionId}"`, offered);
}

/** The field with this label or action ID; throws when there is none or more than one. */
export function findField(blocks: Block[], labelOrActionId: string): Found {
  const fields = fieldsOf(blocks);
  const byLabel = fields.filter((field) => labelOf(field) === labelOrActionId);
  const byId = fields.filter(({ element }) => element.action_id === labelOrActionId);
  return onlyOne(byLabel.length > 0 ? byLabel : byId, `field "${labelOrActionId}"`, fields.map(labelOf));
}
