/** A modal or a Home tab as the person in front of it sees it, and what they can do there. */

import { type ActionOutcome, actInView } from '../actions/block-actions.ts';
import { closeView, type SubmitOutcome, submitView } from '../actions/view-submissions.ts';
import { readBlocks, readText } from '../block-kit/plain-text.ts';
import type { Block, Option } from '../block-kit/types.ts';
import { copy } from '../json.ts';
import type { Person } from '../people.ts';
import type { Platform } from '../platform.ts';
import { initialValue } from '../views/input-state.ts';
import type { View } from '../views/view-store.ts';
import { type Button, buttonsOf, type Found, fieldsOf, findButton, findField, labelOf } from './elements.ts';
import { type Given, readValue, valueFor } from './field-values.ts';
import { namesIn, type PressOptions, type PressResult, pressed } from './shown-message.ts';
import { optionsFor, withSuggestions } from './suggested-options.ts';

export interface SubmitResult {
  outcome: SubmitOutcome;
  /** What is said under each field, by label. */
  errors: Record<string, string>;
}

export interface ShownHome {
  id: string;
  hash: string;
  blocks: Block[];
  /** Everything that is read on it. */
  text(): string;
  buttons(): Button[];
  press(textOrActionId: string, options?: PressOptions): Promise<PressResult>;
  /** Types into or picks from a field, found by its label or action ID; null clears it. */
  fill(labelOrActionId: string, given: Given): Promise<ActionOutcome | 'not sent'>;
  /** What an external select offers once `query` is typed. */
  suggest(labelOrActionId: string, query: string): Promise<Option[]>;
  /** The same two by IDs, which a face that draws the blocks knows. */
  fillById(blockId: string, actionId: string, given: Given): Promise<ActionOutcome | 'not sent'>;
  suggestById(blockId: string, actionId: string, query: string): Promise<Option[]>;
}

export interface ShownModal extends ShownHome {
  title: string;
  callbackId: string;
  privateMetadata: string;
  /** Text of the submit button, null when there is none. */
  submitText: string | null;
  /** Labels of the fields, in order. */
  labels(): string[];
  /** What is in the fields now, by label: typed text, option values, IDs. */
  values(): Record<string, Given>;
  /** What is said under each field now, by label. */
  fieldErrors(): Record<string, string>;
  /** What the client says about the modal, such as that it could not connect. */
  trouble(): string | null;
  /** How many views are on the stack. */
  depth(): number;
  submit(): Promise<SubmitResult>;
  /** Cancel; with `everything`, the x in the corner. */
  close(everything?: boolean): Promise<void>;
}

/** The Home tab, with its fields as they are now and its actions on what is there then. */
export function showHome(view: View, person: Person, platform: Platform): ShownHome {
  return { ...common(view, person, platform, () => undefined) };
}

/** The modal on top of the person's stack. */
export function showModal(view: View, person: Person, platform: Platform): ShownModal {
  const mustBeOnTop = (): void => {
    if (platform.views.stackOf(person.id).at(-1) !== view) throw new Error('that modal is not on top any more');
  };
  const shared = common(view, person, platform, mustBeOnTop);
  const errorsByLabel = (): Record<string, string> =>
    Object.fromEntries(
      fieldsOf(view.blocks).flatMap((field) => {
        const error = view.errors[field.block.block_id];
        return error === undefined ? [] : [[labelOf(field), error]];
      }),
    );
  return {
    ...shared,
    text: () =>
      [view.title?.text ?? '', shared.text(), ...Object.values(view.errors), view.trouble ?? ''].join('\n').trim(),
    title: view.title?.text ?? '',
    callbackId: view.callbackId,
    privateMetadata: view.privateMetadata,
    submitText: view.submit?.text ?? null,
    labels: () => fieldsOf(view.blocks).map(labelOf),
    values: () =>
      Object.fromEntries(
        fieldsOf(view.blocks).map((field) => [labelOf(field), readValue(current(view, field))] as const),
      ),
    fieldErrors: errorsByLabel,
    trouble: () => view.trouble,
    depth: () => platform.views.stackOf(person.id).length,
    submit: async () => {
      mustBeOnTop();
      if (!view.submit) throw new Error('this modal has no submit button');
      const labels = new Map(fieldsOf(view.blocks).map((field) => [field.block.block_id, labelOf(field)]));
      const outcome = await submitView(view, person, platform);
      const said = Object.entries(outcome === 'errors' || outcome === 'invalid' ? view.errors : {});
      return { outcome, errors: Object.fromEntries(said.map(([id, error]) => [labels.get(id) ?? id, error])) };
    },
    close: async (everything = false) => {
      mustBeOnTop();
      await closeView(view, everything, person, platform);
    },
  };
}

function current(view: View, { block, element }: Found) {
  return view.values[block.block_id]?.[element.action_id] ?? initialValue(element);
}

function fieldById(view: View, blockId: string, actionId: string): Found {
  const ids = ({ block, element }: Found): boolean => block.block_id === blockId && element.action_id === actionId;
  const field = fieldsOf(view.blocks).find(ids);
  if (!field) throw new Error(`there is no field ${blockId}/${actionId} here`);
  return field;
}

/** Inputs are sent with the submission; only menus elsewhere, and inputs that ask for it, tell the bot at once. */
async function fill(
  view: View,
  { block, element }: Found,
  given: Given,
  person: Person,
  platform: Platform,
): Promise<ActionOutcome | 'not sent'> {
  const offered = await withSuggestions({ view }, block, element, given, person, platform);
  const value = valueFor(offered, given, current(view, { block, element }), person.id, platform.workspace);
  view.values[block.block_id] = { ...view.values[block.block_id], [element.action_id]: value };
  delete view.errors[block.block_id];
  platform.changes.notify();
  if (block.type === 'input' && block.dispatch_action !== true) return 'not sent';
  const { type: _type, ...chosen } = value;
  return actInView(view, block, element, chosen, person, platform);
}

function common(view: View, person: Person, platform: Platform, check: () => void): ShownHome {
  return {
    id: view.id,
    hash: view.hash,
    blocks: copy(view.blocks),
    text: () => readBlocks(view.blocks, namesIn(platform)),
    buttons: () => buttonsOf(view.blocks),
    press: async (textOrActionId, options = {}) => {
      check();
      const { block, element } = findButton(view.blocks, textOrActionId, options.blockId);
      if (element.confirm && options.confirm === false) return { outcome: 'not confirmed', url: null };
      const { chosen, url } = pressed(element, options);
      return { outcome: await actInView(view, block, element, chosen, person, platform), url };
    },
    fill: async (labelOrActionId, given) => {
      check();
      return fill(view, findField(view.blocks, labelOrActionId), given, person, platform);
    },
    fillById: async (blockId, actionId, given) => {
      check();
      return fill(view, fieldById(view, blockId, actionId), given, person, platform);
    },
    suggest: async (labelOrActionId, query) => {
      check();
      const { block, element } = findField(view.blocks, labelOrActionId);
      return optionsFor({ view }, block, element, query, person, platform);
    },
    suggestById: async (blockId, actionId, query) => {
      check();
      const { block, element } = fieldById(view, blockId, actionId);
      return optionsFor({ view }, block, element, query, person, platform);
    },
  };
}

/** The title and text of a view, for messages about what was seen. */
export function describeView(view: View | undefined | null, platform: Platform): string {
  if (!view) return 'no modal';
  const errors = Object.values(view.errors).join(' / ');
  return `modal "${readText(view.title, (id) => id)}": ${readBlocks(view.blocks, namesIn(platform))} ${errors}`;
}
