/** Environment -> settings -> startBot -> run until a signal. The only file that reads the environment or exits. */

import { existsSync, readFileSync } from 'node:fs';
import { systemClock } from './adapters/clock.ts';
import { startBot } from './bot.ts';
import { BotError } from './errors.ts';
import type { Clock } from './ports.ts';
import { readSettings } from './settings.ts';

/** Runs the bot in the foreground. Never resolves: the process ends by itself. */
export async function main(clock: Clock = systemClock): Promise<void> {
  const reading = readSettings(process.env, existsSync('.env') ? readFileSync('.env', 'utf8') : null);
  if (!reading.ok) {
    for (const problem of reading.problems) process.stderr.write(`${problem}\n`);
    process.exit(1);
  }
  // The SDK writes to the console by itself; at `debug` that includes secrets.
  process.env.COMPOSIO_LOG_LEVEL = 'error';

  try {
    const bot = await startBot(reading.settings, clock);
    const stop = (): void => {
      bot.stop().then(
        () => process.exit(0),
        (error: unknown) => giveUp(error),
      );
    };
    process.on('SIGTERM', stop);
    process.on('SIGINT', stop);
    // The Socket Mode client drops rejections nobody can catch; one must not end a bot that would reconnect.
    process.on('unhandledRejection', (error) => bot.log.error({ error }, 'a promise was rejected and nobody listened'));
    await bot.ready;
  } catch (error) {
    giveUp(error);
  }
}

function giveUp(error: unknown): never {
  const words = error instanceof BotError || isAddressProblem(error) ? error.message : String(error);
  process.stderr.write(`${words}\n`);
  process.exit(1);
}

function isAddressProblem(error: unknown): error is Error {
  return error instanceof Error && 'code' in error && /^(EADDRINUSE|EACCES|EADDRNOTAVAIL)$/.test(String(error.code));
}
