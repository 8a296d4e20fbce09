/** Environment -> settings -> startBot -> run until a signal. Besides the export command, the only file that reads the environment. */

import { existsSync, readFileSync } from 'node:fs';
import { systemClock } from './adapters/clock.ts';
import { type Bot, startBot } from './bot.ts';
import { BotError } from './errors.ts';
import type { Clock } from './ports.ts';
import { readSettings } from './settings.ts';

const signals = ['SIGTERM', 'SIGINT'] as const;

/** Runs the bot in the foreground. Never resolves: the process ends by itself. */
export async function main(clock: Clock = systemClock): Promise<void> {
  const reading = readSettings(process.env, existsSync('.env') ? readFileSync('.env', 'utf8') : null);
  if (!reading.ok) {
    for (const problem of reading.problems) process.stderr.write(`${problem}\n`);
    process.exit(1);
  }
  // The SDK writes to the console by itself; at `debug` that includes secrets.
  process.env.COMPOSIO_LOG_LEVEL = 'error';
  // A reader of the log that is gone must not take the bot along.
  process.stdout.on('error', () => undefined);

  try {
    const starting = startBot(reading.settings, clock);
    stopOnSignal(starting);
    const bot = await starting;
    // Nothing that an SDK leaves behind unheard may end a bot that others wait for.
    process.on('unhandledRejection', (error) => bot.log.error({ error }, 'a promise was rejected and nobody listened'));
    await bot.ready;
  } catch (error) {
    giveUp(error);
  }
}

/** A second signal, as a terminal and npm send together, waits for the same end. */
function stopOnSignal(starting: Promise<Bot>): void {
  const stop = (): void => {
    starting
      .then((bot) => bot.stop())
      .then(
        () => process.exit(0),
        (error: unknown) => giveUp(error),
      );
  };
  // From here on a signal has something to finish; until now it ended the process at once. The new listener comes
  // first: while there is none, Node drops what has arrived.
  for (const signal of signals) {
    const before = process.listeners(signal);
    process.on(signal, stop);
    for (const listener of before) process.off(signal, listener);
  }
}

function giveUp(error: unknown): never {
  process.stderr.write(`${error instanceof BotError ? error.message : String(error)}\n`);
  process.exit(1);
}
