/** Slack gives every block and every interactive element an ID of its own where the app gave none. */

import type { Ids } from '../ids.ts';
import { copy } from '../json.ts';
import { type Block, elementsOf } from './types.ts';

/** A copy of the blocks in which every `block_id` and `action_id` is filled in. */
export function withIds(blocks: Block[], ids: Ids): Block[] {
  return copy(blocks).map((block) => {
    if (!block.block_id) block.block_id = ids.hex(5);
    for (const element of elementsOf(block)) if (!element.action_id) element.action_id = ids.hex(6);
    return block;
  });
}
