/** A whole world for a story: the sandbox, the real bot in this process, and the steps that stories share. */

import { vi } from 'vitest';
import type { ComposioPatience } from '../../src/adapters/composio/client.ts';
import { type Bot, startBot } from '../../src/bot.ts';
import { readSettings } from '../../src/settings.ts';
import type { Integration } from '../sandbox/gong/integrations.ts';
import { type BotWishes, type Sandbox, type SandboxOptions, startSandbox } from '../sandbox/sandbox.ts';
import type { PersonDriver } from '../sandbox/slack/driver/person.ts';
import { type DatabaseReader, readerOf } from './database-reader.ts';
import { quickFolder } from './quick-folder.ts';

export const workspaceUrl = 'https://us-35894.app.gong.io';
export const redirectUri = 'https://backend.composio.dev/api/v1/auth-apps/add';

export interface WorldWishes extends BotWishes {
  /** Left out: the usual. */
  composioPatience?: ComposioPatience;
}

/** For stories in which Composio never answers: long enough for what it does answer, and soon over. */
export const littlePatience: ComposioPatience = { readMs: 1_500, bothReadsMs: 4_000, writeMs: 1_500 };

export interface World extends Sandbox, Pick<DatabaseReader, 'rows'> {
  ana: PersonDriver;
  ben: PersonDriver;
  chloe: PersonDriver;
  olga: PersonDriver;
  /** The bot that runs now. */
  current: { bot: Bot };
  /** Stops the bot, if it runs, and starts it on the same database. */
  restart(wishes?: WorldWishes): Promise<void>;
  end(): Promise<void>;
}

/**
 * Starts the sandbox and the bot, and resolves when the bot is ready.
 * @param before what was there before the bot started
 */
export async function startWorld(
  wishes: WorldWishes = {},
  options: SandboxOptions = {},
  before: (sandbox: Sandbox) => Promise<void> = async () => undefined,
): Promise<World> {
  const sandbox = await startSandbox({ folder: quickFolder, ...options });
  await before(sandbox);
  const { slack } = sandbox;
  const run = async (given: WorldWishes): Promise<Bot> => {
    const reading = readSettings({ LOG_LEVEL: process.env.FLOW_LOG ?? 'silent', ...sandbox.settingsFor(given) }, null);
    if (!reading.ok) throw new Error(reading.problems.join('\n'));
    const bot = await startBot(reading.settings, sandbox.clock, given.composioPatience);
    await bot.ready;
    return bot;
  };
  const current = { bot: await run(wishes) };
  const reader = readerOf(sandbox.databasePath);
  return {
    ...sandbox,
    ana: slack.person(slack.people.ana),
    ben: slack.person(slack.people.ben),
    chloe: slack.person(slack.people.chloe),
    olga: slack.person(slack.people.olga),
    current,
    restart: async (given = wishes) => {
      await current.bot.stop();
      current.bot = await run(given);
    },
    rows: reader.rows,
    end: async () => {
      reader.close();
      await current.bot.stop();
      await sandbox.stop();
    },
  };
}

/** Ana walks through the wizard, with an integration that is registered in Gong as the form says. */
export async function setUp(
  world: Pick<World, 'ana' | 'gong'> & Partial<World>,
  scopes?: readonly string[],
): Promise<Integration> {
  await world.ana.types('/gong-setup');
  const choose = await world.ana.waitForModal('Set up Gong');
  if (scopes) await choose.fill('Scopes', [...scopes]);
  await choose.fill('Gong workspace URL', workspaceUrl);
  await choose.submit();
  const register = await world.ana.waitForModal('Register in Gong');
  const memory = JSON.parse(register.privateMetadata) as { scopes: string[]; redirectUri: string };
  const integration = world.gong.registerIntegration({
    name: 'Gong Connect',
    scopes: memory.scopes,
    redirectUris: [memory.redirectUri],
  });
  await register.fill('Client ID', integration.clientId);
  await register.fill('Client secret', integration.clientSecret);
  await register.submit();
  // Only a bot in this process shares the clock.
  const { rows, clock, current } = world;
  if (rows && clock && current) await passAckDelay({ rows, clock });
  await world.ana.waitForModal('Gong is set up.');
  await world.ana.modal()?.close();
  return integration;
}

/**
 * Waits until a submitted setup is worked off, and then moves the clock past the pause that keeps its result behind the
 * acknowledgement: nobody has to sit that out.
 */
export async function passAckDelay(world: Pick<World, 'rows' | 'clock'>): Promise<void> {
  await vi.waitFor(
    () => {
      const states = world.rows<{ state: string }>('select state from setups').map(({ state }) => state);
      if (states.length === 0 || states.includes('creating')) throw new Error(`setups: ${states.join(', ') || 'none'}`);
    },
    { timeout: 10_000, interval: 10 },
  );
  world.clock.advance(500);
}

/** Somebody asks for a link and gets it by DM. */
export async function askForLink(person: PersonDriver): Promise<string> {
  await person.modal()?.close(true);
  await person.types('/gong-connect');
  const form = await person.waitForModal('Connect Gong');
  await form.submit();
  return linkOf(person);
}

/** The link in the newest DM, once it is there. */
export async function linkOf(person: PersonDriver): Promise<string> {
  const message = await person.waitForDm((one) => one.buttons().some(({ url }) => url !== null));
  const url = message.buttons().find((button) => button.url !== null)?.url;
  if (!url) throw new Error('the DM has no link');
  return url;
}

/** Somebody connects, as a Gong Technical Admin who presses Allow. */
export async function connect(world: World, person: PersonDriver): Promise<string> {
  const link = await askForLink(person);
  await world.composio.follow(link, { as: 'technical-admin', decision: 'allow' });
  await person.waitForDm(
    (message) => /Gong is connected/.test(message.rendered) && /Gong answers\./.test(message.rendered),
  );
  return accountOf(world, person);
}

/** The connected account that is somebody's now. */
export function accountOf(world: Pick<World, 'rows'>, person: PersonDriver): string {
  const [row] = world.rows<{ account_id: string }>('select account_id from connections where owner = ?', person.id);
  if (!row) throw new Error('there is no connection');
  return row.account_id;
}
