/** Long work in small pieces: what is asked of the bot meanwhile is answered between them. */

import { type Clock, pause } from '../ports.ts';

/** Transactions between two breaths: each waits for the disk. */
const piece = 3;

/** Called after each step of long work: lets everything else have its turn now and then. */
export async function breathe(clock: Clock, step: number): Promise<void> {
  if (step % piece === piece - 1) await pause(clock, 0);
}
