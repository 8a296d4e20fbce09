/** What was typed into a modal and not submitted yet. */

/** @import { Block, Element } from '../../slack/block-kit/types.ts' */
/** @import { ViewSnapshot } from '../../slack/snapshot.ts' */
/** @import { Given } from './surface.js' */

import { givenOf } from './values.js';

/** @type {Map<string, { blockId: string, actionId: string, given: Given }>} */
const drafts = new Map();

/**
 * @param {string} viewId
 * @param {string} blockId
 * @param {string} actionId
 */
const nameOf = (viewId, blockId, actionId) => `${viewId}/${blockId}/${actionId}`;

/**
 * @param {string} viewId
 * @param {Block} block
 * @param {Element} element
 * @param {Given} given
 */
export function keepDraft(viewId, block, element, given) {
  const { block_id: blockId } = block;
  const { action_id: actionId } = element;
  drafts.set(nameOf(viewId, blockId, actionId), { blockId, actionId, given });
}

/**
 * What stands in a field: what was typed, or what the bot put there.
 * @param {ViewSnapshot} view
 * @param {Block} block
 * @param {Element} element
 * @returns {Given}
 */
export function draftOf(view, block, element) {
  const draft = drafts.get(nameOf(view.id, block.block_id, element.action_id));
  return draft ? draft.given : givenOf(view.values[block.block_id]?.[element.action_id]);
}

/**
 * Everything typed into the inputs that the view has now.
 * @param {ViewSnapshot} view
 */
export function draftsOf(view) {
  return view.blocks.flatMap(({ type, block_id: blockId, element }) => {
    const draft = type === 'input' && element ? drafts.get(nameOf(view.id, blockId, element.action_id)) : undefined;
    return draft ? [draft] : [];
  });
}
