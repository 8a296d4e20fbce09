/** Moves time for the sandbox and for the bot. */

import { setTimeout as pause } from 'node:timers/promises';
import type { World } from '../face/world.ts';

/** After a jump of this length the bot's lease has run out, and what waits for it looks again a few seconds later. */
const longMs = 60_000;
const settlingMs = 250;
const nextLookMs = 6_000;

async function advance(ms: number, { sandbox, bot }: Pick<World, 'sandbox' | 'bot'>): Promise<void> {
  sandbox.clock.advance(ms);
  await sandbox.composio.refreshesSettled();
  await bot?.advance(ms);
  sandbox.slack.changed.notify();
}

/** The sandbox first, tokens that ran out included: the bot then finds the others at the new time. */
export async function moveTime(ms: number, world: Pick<World, 'sandbox' | 'bot'>): Promise<void> {
  await advance(ms, world);
  if (ms < longMs || !world.bot) return;
  // Nobody who watches has to sit those seconds out.
  await pause(settlingMs);
  await advance(nextLookMs, world);
}
