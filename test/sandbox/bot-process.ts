/** Starts the real bot in a process of its own, where it can be killed and its clock moved. */

import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { FromBot, ToBot } from './bot-messages.ts';

export interface BotProcessOptions {
  /** Where its clock starts, in milliseconds away from the machine's. */
  clockOffsetMs?: number;
  /** It dies by SIGKILL right after this many commits. */
  dieAfterCommit?: number;
  /** Another program than the bot, for tests of this file. */
  entry?: URL;
}

/** How a process ended. */
export interface Ending {
  code: number | null;
  signal: NodeJS.Signals | null;
}

export interface BotProcess {
  child: ChildProcess;
  /** Resolves once `/readyz` answers 200; rejects, with what it logged, when it ended or took longer than `limitMs`. */
  ready(limitMs?: number): Promise<void>;
  /** Moves its clock forward. */
  advance(ms: number): Promise<void>;
  /** How many commits it has made. */
  commits(): Promise<number>;
  /** It dies by SIGKILL right after this many more commits. */
  dieAfter(commits: number): Promise<void>;
  kill9(): Promise<Ending>;
  /** Asks it to stop by SIGTERM. */
  stop(): Promise<Ending>;
  /** Resolves when it has ended, however that came. */
  ended: Promise<Ending>;
  /** Everything on its stdout and stderr. */
  logs(): string;
}

/** The bot did not do what was asked of it; the message holds what it logged. */
export class BotProcessError extends Error {
  override name = 'BotProcessError';
}

const ownEntry = new URL('./bot-process-entry.ts', import.meta.url);
// Settings of whoever runs the tests must not reach the bot; these only make Node itself work.
const inherited = ['PATH', 'HOME', 'TMPDIR', 'NODE_V8_COVERAGE', 'NODE_COMPILE_CACHE'];
const keptLog = 2_000_000;
/** The tests start the bot many times, and a third of a start is the reading of the same files. */
export const compileCache = join(tmpdir(), 'gong-connect-compile-cache');

function environment(settings: Readonly<Record<string, string>>): Record<string, string> {
  const kept = inherited.flatMap((name) => {
    const value = process.env[name];
    return value === undefined ? [] : [[name, value] as const];
  });
  return { NODE_COMPILE_CACHE: compileCache, ...Object.fromEntries(kept), ...settings };
}

function argumentsFor({ clockOffsetMs, dieAfterCommit }: BotProcessOptions): string[] {
  return [
    ...(clockOffsetMs === undefined ? [] : [`--clock-offset-ms=${Math.round(clockOffsetMs)}`]),
    ...(dieAfterCommit === undefined ? [] : [`--die-after-commit=${dieAfterCommit}`]),
  ];
}

/** Starts the bot with these settings, as `Sandbox.settingsFor` gives them. Resolve `ready()` before relying on it. */
export function startBotProcess(
  settings: Readonly<Record<string, string>>,
  options: BotProcessOptions = {},
): BotProcess {
  const child = fork(fileURLToPath(options.entry ?? ownEntry), argumentsFor(options), {
    // A stray .env of the working directory must not be read.
    cwd: dirname(settings.DATABASE_PATH ?? '.'),
    env: environment(settings),
    execArgv: [],
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  let log = '';
  const keep = (chunk: Buffer): void => {
    log = (log + chunk.toString('utf8')).slice(-keptLog);
  };
  child.stdout?.on('data', keep);
  child.stderr?.on('data', keep);
  const ended = once(child, 'exit').then(([code, signal]): Ending => ({ code, signal }));
  const isOver = (): boolean => child.exitCode !== null || child.signalCode !== null;
  const fail = (what: string): BotProcessError => new BotProcessError(`${what}; it logged:\n${log}`);

  const waiting: ((message: FromBot) => void)[] = [];
  child.on('message', (message: FromBot) => waiting.shift()?.(message));
  const ask = async (message: ToBot): Promise<FromBot> => {
    if (!child.connected) throw fail('the bot has ended');
    // Answers come in the order of the questions.
    const answer = new Promise<FromBot>((resolve) => waiting.push(resolve));
    // A bot that dies at this moment takes nothing any more: its end is the answer.
    child.send(message, () => undefined);
    const over = ended.then(() => Promise.reject(fail('the bot ended before it answered')));
    return Promise.race([answer, over]);
  };
  const signal = async (name: NodeJS.Signals): Promise<Ending> => {
    if (!isOver()) child.kill(name);
    return ended;
  };

  return {
    child,
    ended,
    logs: () => log,
    ready: async (limitMs = 15_000) => {
      const until = Date.now() + limitMs;
      const address = `http://127.0.0.1:${settings.PORT}/readyz`;
      for (;;) {
        if (isOver()) throw fail('the bot ended before it was ready');
        const status = await fetch(address).then(
          (response) => response.status,
          () => null,
        );
        if (status === 200) return;
        if (Date.now() > until) throw fail(`the bot was not ready after ${limitMs} ms`);
        await pause(25);
      }
    },
    advance: async (ms) => {
      await ask({ type: 'advance', ms });
    },
    commits: async () => {
      const answer = await ask({ type: 'commits' });
      return answer.type === 'commits' ? answer.count : 0;
    },
    dieAfter: async (commits) => {
      await ask({ type: 'die-after', commits });
    },
    kill9: () => signal('SIGKILL'),
    stop: () => signal('SIGTERM'),
  };
}
