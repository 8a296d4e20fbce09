/** One run of the demo: the sandbox with its face, and the real bot in its own process. */

import { randomUUID } from 'node:crypto';
import { type BotKeeper, keepBot } from './bot-keeper.ts';
import { createTroubleMemory } from './control/troubleshooting/troubleshooting.ts';
import { faceRoutes } from './face/face.ts';
import { type Sandbox, type SandboxPorts, startSandbox } from './sandbox.ts';

export interface DemoOptions {
  ports?: SandboxPorts;
  socket?: boolean;
  /** Makes identifiers and secrets the same in every run. */
  seed?: number;
  /** Told, in sentences, what happens to the bot. */
  say: (sentence: string) => void;
}

export interface DemoSession {
  /** Where the page is. */
  url: string;
  /** The sandbox of now: a reset makes another. */
  sandbox(): Sandbox;
  bot(): BotKeeper;
  stop(): Promise<void>;
}

interface Running {
  sandbox: Sandbox;
  bot: BotKeeper;
}

/** Starts everything and resolves once the bot is ready; rejects when a port is taken or the bot does not start. */
export async function startDemo(options: DemoOptions): Promise<DemoSession> {
  const { socket = false, seed, say } = options;
  const memory = createTroubleMemory();
  let running = await begin(options.ports);
  // A page that is open finds the new world where the old one was.
  const { slack, composio, gong, bot } = running.sandbox;
  const ports = {
    slack: slack.port,
    composio: Number(new URL(composio.url).port),
    gong: Number(new URL(gong.url).port),
    bot: bot.port,
  };
  let resetting: Promise<void> | null = null;

  async function begin(at: SandboxPorts | undefined): Promise<Running> {
    const sandbox = await startSandbox({ ...(at && { ports: at }), ...(seed === undefined ? {} : { seed }) });
    const keeper = keepBot(sandbox, { socket, say });
    const mode = socket ? 'Socket Mode' : 'HTTP';
    sandbox.slack.routes.push(...faceRoutes({ epoch: randomUUID(), sandbox, bot: keeper, mode, reset }, memory));
    try {
      await keeper.ready();
    } catch (error) {
      await end({ sandbox, bot: keeper });
      throw error;
    }
    return { sandbox, bot: keeper };
  }
  async function end({ sandbox, bot: keeper }: Running): Promise<void> {
    await keeper.stop();
    await sandbox.stop();
  }
  function reset(): Promise<void> {
    resetting ??= end(running)
      .then(async () => {
        running = await begin(ports);
        say('Everything was reset.');
      })
      .finally(() => {
        resetting = null;
      });
    return resetting;
  }

  return {
    url: slack.url,
    sandbox: () => running.sandbox,
    bot: () => running.bot,
    stop: async () => {
      await resetting;
      await end(running);
    },
  };
}
