/** The bot in its own process, as in production, and what it says of itself. */

import { readFile } from 'node:fs/promises';
import { type BotProcess, startBotProcess } from '../sandbox/bot-process.ts';
import { type Sandbox, startSandbox } from '../sandbox/sandbox.ts';

export interface RunningBot {
  sandbox: Sandbox;
  bot: BotProcess;
  /** From the start of the process to the first 200 of `/readyz`, in milliseconds. */
  readyAfterMs: number;
  residentBytes(): Promise<number>;
  stop(): Promise<void>;
}

/** Without what Node remembers of earlier starts. */
const asFirstTime = { NODE_DISABLE_COMPILE_CACHE: '1' };

export async function runBot(more: Readonly<Record<string, string>> = {}): Promise<RunningBot> {
  const sandbox = await startSandbox();
  const startedAt = performance.now();
  const bot = startBotProcess(sandbox.settingsFor({ more: { LOG_LEVEL: 'warn', ...asFirstTime, ...more } }));
  await bot.ready();
  return {
    sandbox,
    bot,
    readyAfterMs: performance.now() - startedAt,
    residentBytes: async () => {
      const status = await readFile(`/proc/${bot.child.pid}/status`, 'utf8').catch(() => '');
      return Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1] ?? Number.NaN) * 1024;
    },
    stop: async () => {
      await bot.stop();
      await sandbox.stop();
    },
  };
}
