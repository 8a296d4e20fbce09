/** A bot that was stopped does nothing any more, whenever it was stopped and however much time passes. */

import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Bot, startBot } from '../../src/bot.ts';
import { readSettings } from '../../src/settings.ts';
import { type BotWishes, type Sandbox, startSandbox } from '../sandbox/sandbox.ts';

let sandbox: Sandbox;
beforeEach(async () => {
  sandbox = await startSandbox();
});
afterEach(() => sandbox.stop());

async function start(wishes: BotWishes = {}): Promise<Bot> {
  const reading = readSettings({ LOG_LEVEL: 'silent', ...sandbox.settingsFor(wishes) }, null);
  if (!reading.ok) throw new Error(reading.problems.join('\n'));
  return startBot(reading.settings, sandbox.clock);
}

const requests = () => sandbox.slack.calls.length + sandbox.composio.requests.length;

/** Two weeks pass, with every timer that is left; a promise that is rejected meanwhile fails the test run. */
async function expectSilence(): Promise<void> {
  const before = requests();
  for (let hours = 0; hours < 14 * 24; hours += 8) {
    sandbox.clock.advance(8 * 3_600_000);
    await new Promise((resolve) => setImmediate(resolve));
  }
  await expect(fetch(`${sandbox.bot.url}/healthz`)).rejects.toThrow();
  expect(requests()).toBe(before);
  expect(sandbox.slack.socket.connections()).toBe(0);
}

test.each([
  ['HTTP', false],
  ['Socket Mode', true],
])('ready over %s, then stopped', async (_mode, socket) => {
  const bot = await start({ socket });
  await bot.ready;
  await bot.stop();
  await expectSilence();
});

test('stopped twice, it ends once, and both wait for that', async () => {
  const bot = await start();
  await bot.ready;
  const both = [bot.stop(), bot.stop()];
  expect(both[0]).toBe(both[1]);
  await Promise.all(both);
  await bot.stop();
  await expectSilence();
});

test.each([
  ['HTTP', false],
  ['Socket Mode', true],
])('stopped over %s before Slack has answered the first call', async (_mode, socket) => {
  sandbox.slack.faults.add('auth.test', { kind: 'delay', ms: 5_000 });
  const bot = await start({ socket });
  await expect.poll(() => sandbox.slack.faults.list().length).toBe(0);
  await bot.stop();
  sandbox.clock.advance(5_000);
  await bot.ready;
  await expectSilence();
});

test('a token that is refused after the stop is no failure of the stop', async () => {
  sandbox.slack.faults.add('auth.test', { kind: 'delay', ms: 5_000 });
  const bot = await start();
  await expect.poll(() => sandbox.slack.faults.list().length).toBe(0);
  await bot.stop();
  sandbox.slack.refuseToken('token_revoked');
  sandbox.clock.advance(5_000);
  await expect(bot.ready).resolves.toBeUndefined();
});

test('stopped while Slack cannot be reached', async () => {
  sandbox.slack.faults.add('auth.test', { kind: 'reset-before' }, Number.POSITIVE_INFINITY);
  const bot = await start();
  await expect.poll(() => sandbox.slack.callsTo('auth.test').length).toBeGreaterThan(0);
  await bot.stop();
  await expectSilence();
  await bot.ready;
});

test('stopped while Slack does not open the socket', async () => {
  sandbox.slack.faults.add('apps.connections.open', { kind: 'http', status: 503 }, Number.POSITIVE_INFINITY);
  const bot = await start({ socket: true });
  await expect.poll(() => sandbox.slack.callsTo('apps.connections.open').length).toBeGreaterThan(0);
  await bot.stop();
  await expectSilence();
  await bot.ready;
});
