/** Keeps the demo's bot running: starts it, starts it again when it dies, and moves its clock with the sandbox's. */

import { type BotProcess, type Ending, startBotProcess } from './bot-process.ts';
import type { Sandbox } from './sandbox.ts';

export interface BotKeeper {
  state(): 'starting' | 'running' | 'down';
  /** How often it was started again. */
  restarts(): number;
  /** Resolves when the bot is ready, or rejects when it was not after the first start. */
  ready(): Promise<void>;
  /** Moves the bot's clock; a bot that is down starts at the right time anyway. */
  advance(ms: number): Promise<void>;
  /** Ends the bot the hard way, as a power cut does; it is started again. */
  kill9(): Promise<void>;
  /** Ends it for good and resolves when it is gone. */
  stop(): Promise<void>;
}

export interface KeeperOptions {
  socket: boolean;
  /** Told, in a sentence, when the bot died and when it is back. */
  say: (sentence: string) => void;
  /** Pause before it is started again, in milliseconds; doubles up to ten times that while it keeps dying. */
  restartAfterMs?: number;
}

const endingInWords = ({ code, signal }: Ending): string =>
  signal === null ? `exit code ${String(code)}` : `signal ${signal}`;

/** Starts the bot for this sandbox and looks after it. */
export function keepBot(sandbox: Sandbox, { socket, say, restartAfterMs = 500 }: KeeperOptions): BotKeeper {
  // The quick pace of the tests would fill the list of requests while somebody reads a page.
  const settings = sandbox.settingsFor({ socket, more: { LINK_POLL_SECONDS: '2' } });
  let current: BotProcess;
  let isReady = false;
  let isStopping = false;
  let restarts = 0;
  let diedInARow = 0;
  let restart: NodeJS.Timeout | undefined;

  const start = (): Promise<void> => {
    const bot = startBotProcess(settings, { clockOffsetMs: sandbox.clock.now() - Date.now() });
    current = bot;
    isReady = false;
    void bot.ended.then((ending) => onEnd(bot, ending));
    return bot.ready().then(() => {
      isReady = true;
      diedInARow = 0;
      sandbox.slack.changed.notify();
    });
  };
  const onEnd = (bot: BotProcess, ending: Ending): void => {
    isReady = false;
    sandbox.slack.changed.notify();
    if (isStopping) return;
    const lastWords = bot.logs().trim().split('\n').at(-1) ?? '';
    const quote = ending.signal === 'SIGKILL' || lastWords === '' ? '' : ` Its last words: ${lastWords}`;
    say(`The bot ended (${endingInWords(ending)}) and is started again.${quote}`);
    const pauseMs = restartAfterMs * Math.min(2 ** diedInARow, 10);
    diedInARow += 1;
    restart = setTimeout(() => {
      restarts += 1;
      start().then(
        () => say('The bot is back.'),
        // onEnd has said why, and has ordered the next start.
        () => undefined,
      );
    }, pauseMs);
  };
  const first = start();

  return {
    state: () => (isReady ? 'running' : current.child.exitCode === null && !current.child.killed ? 'starting' : 'down'),
    restarts: () => restarts,
    ready: () => first,
    advance: async (ms) => {
      const bot = current;
      if (!bot.child.connected) return;
      await bot.advance(ms).catch((error: unknown) => {
        // It died instead: the next one starts at the right time.
        if (bot.child.exitCode === null && bot.child.signalCode === null) throw error;
      });
    },
    kill9: async () => {
      await current.kill9();
    },
    stop: async () => {
      isStopping = true;
      clearTimeout(restart);
      await current.stop();
    },
  };
}
