/**
 * The real bot in a process of its own, on a clock that its parent moves over IPC. Started by `startBotProcess`; it ends
 * when its parent does.
 */

import { flushCompileCache } from 'node:module';
import { parseArgs } from 'node:util';
import type { FromBot, ToBot } from './bot-messages.ts';
import { countCommits } from './commit-counter.ts';
import { createMovableClock } from './movable-clock.ts';

const { values } = parseArgs({
  options: { 'clock-offset-ms': { type: 'string' }, 'die-after-commit': { type: 'string' } },
});
const clock = createMovableClock(Number(values['clock-offset-ms'] ?? 0));
const commits = countCommits();
const dieAfter = values['die-after-commit'];
if (dieAfter !== undefined) commits.dieAfter(Number(dieAfter));

function answer(message: FromBot): void {
  process.send?.(message);
}

process.on('message', (message: ToBot) => {
  switch (message.type) {
    case 'advance':
      clock.advance(message.ms);
      answer({ type: 'advanced' });
      break;
    case 'die-after':
      commits.dieAfter(message.commits);
      answer({ type: 'commits', count: commits.count() });
      break;
    case 'commits':
      answer({ type: 'commits', count: commits.count() });
  }
});
// Nobody is left to stop it: it stops by itself, and ends the hard way if that takes longer than the contract allows.
function endWithParent(): void {
  process.kill(process.pid, 'SIGTERM');
  setTimeout(() => process.kill(process.pid, 'SIGKILL'), 10_000).unref();
}
process.on('disconnect', endWithParent);
if (!process.connected) endWithParent();

// Loaded late, so that the driver is wrapped before anything opens a database.
const { main } = await import('../../src/main.ts');
// Node writes it when a process ends, and the next process is there to be killed.
flushCompileCache();
await main(clock);
