/** A row of the roster: somebody, how they are, and the buttons that fit. Pure. */

import type { Button, KnownBlock } from '@slack/types';
import { actions, button, mention, section } from '../block-kit.ts';
import type { RosterEntry } from '../stores/roster.ts';
import { disconnectAction, nudgeAction, rowBlock } from './actions.ts';
import { entryInWords, nudgeableStates } from './words.ts';

const longestName = 60;

/** One button goes beside the words, two go below them. */
export function rowBlocks(entry: RosterEntry): KnownBlock[] {
  const words = `${mention(entry.slackUserId)}\n${entryInWords(entry)}`;
  const buttons = buttonsOf(entry);
  const [only] = buttons;
  const block_id = rowBlock(entry.slackUserId);
  if (buttons.length === 0) return [section(words)];
  if (only && buttons.length === 1) return [{ ...section(words), block_id, accessory: only }];
  return [section(words), { ...actions(...buttons), block_id }];
}

function buttonsOf(entry: RosterEntry): Button[] {
  const { state, through, isBlocked } = entry;
  // Only they can repair a connection of their own; the company's is an admin's, and so is a block.
  const canBeNudged =
    (nudgeableStates.includes(state) && !isBlocked) || (state === 'not_working' && through === 'personal');
  const canLose = ['connected', 'not_working', 'paused', 'unknown', 'waiting'].includes(state);
  return [
    ...(canBeNudged ? [button('Nudge', nudgeAction)] : []),
    ...(canLose ? [button('Disconnect', disconnectAction, { confirm: confirmDisconnect(entry) })] : []),
  ];
}

function confirmDisconnect({ name, through }: RosterEntry) {
  const who = name === null ? 'this person' : name.length > longestName ? `${name.slice(0, longestName)}…` : name;
  const what =
    through === 'company'
      ? 'They may no longer use the company connection.'
      : 'Their connected account is deleted and the permission is withdrawn at Gong, as far as Gong allows it.';
  return {
    title: { type: 'plain_text' as const, text: 'Disconnect?' },
    text: { type: 'plain_text' as const, text: `You disconnect ${who}. ${what} They are told that it was you.` },
    confirm: { type: 'plain_text' as const, text: 'Disconnect' },
    deny: { type: 'plain_text' as const, text: 'Keep it' },
    style: 'danger' as const,
  };
}
