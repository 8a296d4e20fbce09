import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type BotKeeper, keepBot } from './bot-keeper.ts';
import { BotProcessError, startBotProcess } from './bot-process.ts';
import { type Sandbox, startSandbox } from './sandbox.ts';

let sandbox: Sandbox;
const toStop: (() => Promise<unknown>)[] = [];

beforeEach(async () => {
  sandbox = await startSandbox({ seed: 11 });
});

afterEach(async () => {
  for (const stop of toStop.splice(0).reverse()) await stop();
  await sandbox.stop();
});

function start(settings: Record<string, string>, dieAfterCommit?: number) {
  const bot = startBotProcess(settings, dieAfterCommit === undefined ? {} : { dieAfterCommit });
  toStop.push(bot.kill9);
  return bot;
}

describe.each([
  ['HTTP', false],
  ['Socket Mode', true],
])('the real bot in its own process, over %s', (_name, socket) => {
  it('answers a command, and stops by itself when asked', async () => {
    const bot = start(sandbox.settingsFor({ socket }));
    await bot.ready();
    const ben = sandbox.slack.person(sandbox.slack.people.ben);
    expect(await ben.types('/gong-connect help')).toEqual({ outcome: 'acked' });
    await ben.waitForEphemeral('/gong-connect status');
    expect(await bot.stop()).toEqual({ code: 0, signal: null });
  });
});

it('moves its clock when told to', async () => {
  const bot = start(sandbox.settingsFor());
  await bot.ready();
  const before = await bot.commits();
  // The bot writes its lease again every ten seconds: long before that on the machine's clock, when it is moved.
  await bot.advance(60_000);
  await expect.poll(() => bot.commits(), { timeout: 5_000 }).toBeGreaterThan(before);
});

it('dies right after the commit it was told to die after, from its start or from now on', async () => {
  const bot = start(sandbox.settingsFor(), 1);
  expect(await bot.ended).toEqual({ code: null, signal: 'SIGKILL' });
  const again = start(sandbox.settingsFor());
  await again.ready();
  expect(await again.commits()).toBeGreaterThan(0);
  await again.dieAfter(1);
  await expect(again.advance(3_600_000).then(() => again.ended)).resolves.toEqual({ code: null, signal: 'SIGKILL' });
});

it('refuses to be asked anything once it has ended', async () => {
  const bot = start(sandbox.settingsFor());
  await bot.kill9();
  await expect(bot.advance(1)).rejects.toThrow(BotProcessError);
});

it('says what the bot logged when it does not start', async () => {
  const bot = start({ ...sandbox.settingsFor(), SLACK_BOT_TOKEN: 'nonsense' });
  await expect(bot.ready()).rejects.toThrow('SLACK_BOT_TOKEN');
});

describe('a bot that is looked after', () => {
  let keeper: BotKeeper;
  let said: string[];

  beforeEach(async () => {
    said = [];
    keeper = keepBot(sandbox, { socket: false, say: (sentence) => said.push(sentence), restartAfterMs: 20 });
    toStop.push(keeper.stop);
    await keeper.ready();
  });

  it('is started again when it dies, saying so, and stays away when it is stopped', async () => {
    expect(keeper.state()).toBe('running');
    await keeper.kill9();
    await sandbox.slack.until(() => keeper.state() === 'running' && keeper.restarts() === 1, 'the bot is back');
    expect(said[0]).toBe('The bot ended (signal SIGKILL) and is started again.');
    const ben = sandbox.slack.person(sandbox.slack.people.ben);
    expect(await ben.types('/gong-connect help')).toEqual({ outcome: 'acked' });
    await keeper.stop();
    expect(keeper.state()).toBe('down');
    expect(keeper.restarts()).toBe(1);
  });
});
