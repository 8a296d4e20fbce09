/** What Slack's client refuses before it submits a modal. */

import { type Block, type Element, elementsOf } from '../block-kit/types.ts';
import type { InputValue } from '../views/input-state.ts';
import type { View } from '../views/view-store.ts';

function chosen(value: InputValue): unknown {
  const { type: _type, timezone: _timezone, ...fields } = value;
  return Object.values(fields)[0];
}

function isEmpty(value: InputValue | undefined): boolean {
  if (!value) return true;
  const inner = chosen(value);
  return inner === null || inner === undefined || inner === '' || (Array.isArray(inner) && inner.length === 0);
}

function numberError(element: Element, typed: string): string | null {
  const value = Number(typed);
  if (typed.trim() === '' || Number.isNaN(value)) return 'Please enter a number';
  if (element.is_decimal_allowed !== true && !Number.isInteger(value)) return 'Please enter a whole number';
  if (element.min_value !== undefined && value < Number(element.min_value)) {
    return `Must be at least ${element.min_value}`;
  }
  if (element.max_value !== undefined && value > Number(element.max_value)) {
    return `Must be at most ${element.max_value}`;
  }
  return null;
}

function typedError(element: Element, typed: string): string | null {
  if (element.type === 'number_input') return numberError(element, typed);
  if (element.type === 'email_text_input' && !/^\S+@\S+\.\S+$/.test(typed)) return 'Please enter an email address';
  if (element.type === 'url_text_input' && !/^https?:\/\/\S+$/.test(typed)) return 'Please enter a valid URL';
  if (element.type !== 'plain_text_input') return null;
  const { min_length: min = 0, max_length: max = 3_000 } = element;
  if (typed.length < min) return `Must be at least ${min} characters`;
  if (typed.length > max) return `Must be at most ${max} characters`;
  return null;
}

function errorOf(block: Block, element: Element, value: InputValue | undefined): string | null {
  if (isEmpty(value)) return block.optional === true ? null : 'This is a required field';
  const inner = value ? chosen(value) : null;
  if (typeof inner === 'string') return typedError(element, inner);
  const most = element.max_selected_items;
  if (Array.isArray(inner) && most !== undefined && inner.length > most) return `Choose at most ${most}`;
  return null;
}

/** One message for each input block that may not be submitted as it is, by block ID. */
export function inputErrors(view: View): Record<string, string> {
  const errors: Record<string, string> = {};
  for (const block of view.blocks) {
    if (block.type !== 'input') continue;
    for (const element of elementsOf(block)) {
      const error = errorOf(block, element, view.values[block.block_id]?.[element.action_id]);
      if (error) errors[block.block_id] = error;
    }
  }
  return errors;
}
