/**
 * Says what Slack would refuse in a view or a message, in Slack's own form: `[ERROR] … [json-pointer:/…]`. The form is
 * Slack's; the exact words of most messages are not documented.
 */

import { isObject, type JsonObject } from '../json.ts';
import { blockOn } from './blocks.ts';
import { plainText } from './composition.ts';
import { limits } from './limits.ts';
import {
  anything,
  boolean,
  type Findings,
  list,
  needed,
  oneOf,
  optional,
  type Rule,
  type Surface,
  shape,
  string,
} from './rules.ts';

/** The largest number of characters in all markdown blocks of one message together. */
function markdownFits(blocks: unknown[], pointer: string, findings: Findings): void {
  const total = blocks
    .filter(isObject)
    .filter((block) => block.type === 'markdown' && typeof block.text === 'string')
    .reduce((sum, block) => sum + String(block.text).length, 0);
  if (total > limits.message.markdown) {
    findings.add(`markdown blocks must be less than ${limits.message.markdown + 1} characters together`, pointer);
  }
}

function innerElements(block: JsonObject): { element: JsonObject; path: string }[] {
  const found: { element: unknown; path: string }[] = [
    { element: block.accessory, path: 'accessory' },
    { element: block.element, path: 'element' },
  ];
  if (block.type === 'actions' && Array.isArray(block.elements)) {
    block.elements.forEach((element: unknown, index) => {
      found.push({ element, path: `elements/${index}` });
    });
  }
  return found.flatMap(({ element, path }) => (isObject(element) ? [{ element, path }] : []));
}

function idsAreUnique(blocks: unknown[], pointer: string, findings: Findings): void {
  const blockIds = new Set<unknown>();
  let focused = 0;
  blocks.forEach((block, index) => {
    if (!isObject(block)) return;
    const at = `${pointer}/${index}`;
    if (block.block_id !== undefined && blockIds.has(block.block_id)) {
      findings.add(`block_id already exists: ${String(block.block_id)}`, `${at}/block_id`);
    }
    blockIds.add(block.block_id);
    const actionIds = new Set<unknown>();
    for (const { element, path } of innerElements(block)) {
      if (element.action_id !== undefined && actionIds.has(element.action_id)) {
        findings.add(`action_id already exists: ${String(element.action_id)}`, `${at}/${path}/action_id`);
      }
      actionIds.add(element.action_id);
      if (element.focus_on_load === true) focused += 1;
      if (focused > 1) findings.add('only one element can have focus_on_load', `${at}/${path}/focus_on_load`);
    }
  });
}

function blocksOn(surface: Surface, min: number, max: number): Rule {
  const each = list(blockOn[surface], min, max);
  return (value, pointer, findings) => {
    each(value, pointer, findings);
    if (!Array.isArray(value)) return;
    idsAreUnique(value, pointer, findings);
    markdownFits(value, pointer, findings);
  };
}

const viewFields = {
  type: needed(oneOf('modal', 'home')),
  private_metadata: optional(string(limits.view.privateMetadata)),
  callback_id: optional(string(limits.view.callbackId)),
  external_id: optional(string(limits.view.externalId)),
  clear_on_close: optional(boolean),
  notify_on_close: optional(boolean),
};

const modalRule = shape(
  {
    ...viewFields,
    title: needed(plainText(limits.view.title)),
    submit: optional(plainText(limits.view.submit)),
    close: optional(plainText(limits.view.close)),
    blocks: needed(blocksOn('modal', 1, limits.view.blocks)),
    submit_disabled: optional(boolean),
  },
  (view, pointer, findings) => {
    const inputs = Array.isArray(view.blocks) && view.blocks.some((block) => isObject(block) && block.type === 'input');
    if (inputs && view.submit === undefined) findings.add('missing required field: submit', pointer);
  },
);

const homeRule = shape({
  ...viewFields,
  title: optional(plainText(limits.view.title)),
  blocks: needed(blocksOn('home', 1, limits.view.blocks)),
});

const messageRule = shape({
  text: optional(string(limits.message.text)),
  blocks: optional(blocksOn('message', 0, limits.message.blocks)),
  metadata: optional(shape({ event_type: needed(string(255, 1)), event_payload: needed(anything) })),
});

function run(rule: Rule, value: unknown, pointer: string, surface: Surface): string[] {
  const messages: string[] = [];
  rule(value, pointer, {
    surface,
    add: (message, at) => messages.push(`[ERROR] ${message} [json-pointer:${at === '' ? '/' : at}]`),
  });
  return messages;
}

/** What Slack would refuse in a modal or Home view; empty when nothing. */
export function checkView(view: unknown): string[] {
  if (isObject(view) && view.type === 'home') return run(homeRule, view, '/view', 'home');
  return run(modalRule, view, '/view', 'modal');
}

/** What Slack would refuse in a message's text, blocks and metadata; other fields are not looked at. */
export function checkMessage(message: { text?: unknown; blocks?: unknown; metadata?: unknown }): string[] {
  const { text, blocks, metadata } = message;
  return run(messageRule, { text, blocks, metadata }, '', 'message');
}

/** What is missing for people who do not see the blocks (notifications, screen readers); Slack itself only warns. */
export function checkFallbackText(message: { text?: unknown; blocks?: unknown }): string[] {
  if (message.blocks === undefined || (typeof message.text === 'string' && message.text.trim() !== '')) return [];
  return ['[ERROR] blocks need a fallback text [json-pointer:/text]'];
}
