/**
 * Slack, Composio and Gong on this machine, on one clock that can be moved, and the settings with which the bot takes
 * them for the real ones. Flow tests start here, and so does the demo.
 */

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Composio, type ComposioOptions, createComposio } from './composio/composio.ts';
import { freePort } from './free-port.ts';
import { createGong, type Gong, type GongOptions } from './gong/gong.ts';
import { createMovableClock, type MovableClock } from './movable-clock.ts';
import type { SlackOptions } from './slack/settings.ts';
import { createSlack, type Slack } from './slack/slack.ts';

export interface SandboxPorts {
  slack: number;
  composio: number;
  gong: number;
  bot: number;
}

export interface SandboxOptions {
  /** Makes identifiers and secrets the same in every run. */
  seed?: number;
  /** Left out: free ones. */
  ports?: SandboxPorts;
  /** Where the folder of the database is made; left out: where the system keeps temporary files. */
  folder?: string;
  slack?: Partial<Omit<SlackOptions, 'clock' | 'port' | 'seed'>>;
  composio?: Partial<Omit<ComposioOptions, 'clock' | 'gong' | 'port' | 'seed'>>;
  gong?: Partial<Omit<GongOptions, 'clock' | 'port' | 'seed'>>;
}

export interface BotWishes {
  /** Socket Mode instead of HTTP. */
  socket?: boolean;
  /** Off: no `PUBLIC_URL`, so that the browser ends on Composio's own page. On when left out. */
  publicUrl?: boolean;
  /** Off: no `COMPOSIO_WEBHOOK_SECRET`, and Composio sends nothing. On when left out. */
  webhook?: boolean;
  /** More settings, or others. */
  more?: Readonly<Record<string, string>>;
}

export interface Sandbox {
  clock: MovableClock;
  slack: Slack;
  composio: Composio;
  gong: Gong;
  /** Where the bot is told to listen. */
  bot: { port: number; url: string };
  databasePath: string;
  /**
   * Points Slack's deliveries and Composio's webhooks at the bot, and gives the environment variables, as in production,
   * with which it finds everything here.
   */
  settingsFor(wishes?: BotWishes): Record<string, string>;
  /** Stops the three services and the clock, and deletes the database. Stop the bot first. */
  stop(): Promise<void>;
}

/** Starts the three services and resolves once they listen; rejects with Node's error when a port is taken. */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const { seed, ports } = options;
  const clock = createMovableClock();
  const started: { close(): Promise<void> }[] = [];
  const closeAll = async (): Promise<void> => {
    for (const service of started.reverse()) await service.close();
    clock.stop();
  };
  const seeds = seed === undefined ? {} : { seed: String(seed) };
  try {
    const gong = await createGong({ clock, ...seeds, ...options.gong, ...(ports && { port: ports.gong }) });
    started.push(gong);
    const composio = await createComposio({
      clock,
      gong,
      ...seeds,
      ...options.composio,
      ...(ports && { port: ports.composio }),
    });
    started.push(composio);
    const slack = await createSlack({
      clock,
      ...(seed === undefined ? {} : { seed }),
      ...options.slack,
      ...(ports && { port: ports.slack }),
    });
    started.push(slack);
    const folder = await mkdtemp(join(options.folder ?? tmpdir(), 'gong-connect-sandbox-'));
    const port = ports?.bot ?? (await freePort());
    const bot = { port, url: `http://127.0.0.1:${port}` };
    const databasePath = join(folder, 'gong-connect.db');
    return {
      clock,
      slack,
      composio,
      gong,
      bot,
      databasePath,
      settingsFor: (wishes = {}) => settings({ slack, composio, bot, databasePath }, wishes),
      stop: async () => {
        await closeAll();
        await rm(folder, { recursive: true, force: true });
      },
    };
  } catch (error) {
    await closeAll();
    throw error;
  }
}

function settings(
  { slack, composio, bot, databasePath }: Pick<Sandbox, 'slack' | 'composio' | 'bot' | 'databasePath'>,
  { socket = false, publicUrl = true, webhook = true, more = {} }: BotWishes,
): Record<string, string> {
  slack.deliverTo(socket ? null : `${bot.url}/slack/events`);
  if (webhook) composio.webhookTo(`${bot.url}/composio/webhook`);
  return {
    SLACK_BOT_TOKEN: slack.botToken,
    ...(socket ? { SLACK_APP_TOKEN: slack.appToken } : { SLACK_SIGNING_SECRET: slack.signingSecret }),
    SLACK_API_URL: slack.apiUrl,
    COMPOSIO_API_KEY: composio.apiKey,
    COMPOSIO_BASE_URL: composio.url,
    ...(webhook ? { COMPOSIO_WEBHOOK_SECRET: composio.webhookSecret } : {}),
    ...(publicUrl ? { PUBLIC_URL: bot.url } : {}),
    DATABASE_PATH: databasePath,
    HOST: '127.0.0.1',
    PORT: String(bot.port),
    LINK_POLL_SECONDS: '0.2',
    CHECK_INTERVAL_SECONDS: '300',
    ...more,
  };
}
