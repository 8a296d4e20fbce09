/** Socket Mode connections end all the time: the bot comes back by itself, once, and says meanwhile that it is not ready. */

import { afterEach, expect, test } from 'vitest';
import { type Bot, startBot } from '../../src/bot.ts';
import { readSettings } from '../../src/settings.ts';
import { type Sandbox, startSandbox } from '../sandbox/sandbox.ts';
import type { DisconnectReason } from '../sandbox/slack/delivery/socket-mode.ts';
import type { Fault } from '../sandbox/slack/faults.ts';

let sandbox: Sandbox;
let bot: Bot;
afterEach(async () => {
  await bot.stop();
  await sandbox.stop();
  expect(sandbox.slack.problems).toEqual([]);
});

async function start(before: (fresh: Sandbox) => void = () => undefined): Promise<void> {
  sandbox = await startSandbox();
  const settings = sandbox.settingsFor({ socket: true });
  before(sandbox);
  const reading = readSettings({ LOG_LEVEL: process.env.FLOW_LOG ?? 'silent', ...settings }, null);
  if (!reading.ok) throw new Error(reading.problems.join('\n'));
  bot = await startBot(reading.settings, sandbox.clock);
}

const opened = () => sandbox.slack.callsTo('apps.connections.open').length;
const isReady = async () => {
  const response = await fetch(`${sandbox.bot.url}/readyz`);
  return { status: response.status, why: await response.text() };
};
const connections = (count: number) =>
  sandbox.slack.until(() => sandbox.slack.socket.connections() === count, `${count} connections`);

/** Lets the bot's pauses pass until the condition holds. */
const inTime = (condition: () => boolean) =>
  expect
    .poll(
      () => {
        sandbox.clock.advance(500);
        return condition();
      },
      { interval: 20, timeout: 10_000 },
    )
    .toBe(true);

/** A command is answered, so payloads arrive and acknowledgements go back. */
async function answersCommands(): Promise<void> {
  const ben = sandbox.slack.person(sandbox.slack.people.ben);
  expect(await ben.types('/gong-connect help')).toEqual({ outcome: 'acked' });
  await ben.waitForEphemeral('Connect your Gong account');
}

test.each<DisconnectReason>(['warning', 'refresh_requested', 'too_many_websockets'])(
  'asked to go (%s), the bot connects again at once, and only once',
  async (reason) => {
    await start();
    await bot.ready;
    sandbox.slack.socket.disconnect(reason);
    await connections(0);
    await connections(1);
    await answersCommands();
    expect(opened()).toBe(2);
    expect(await isReady()).toEqual({ status: 200, why: 'ready' });
  },
);

test('a connection that is cut without a word is replaced, again and again', async () => {
  await start();
  await bot.ready;
  for (const round of [2, 3, 4]) {
    sandbox.slack.socket.drop();
    await sandbox.slack.until(() => opened() === round, 'another connection is asked for');
    await connections(1);
    await answersCommands();
    sandbox.clock.advance(31_000);
  }
  expect(opened()).toBe(4);
});

const troubles: { what: string; fault: Fault }[] = [
  { what: 'has trouble', fault: { kind: 'http', status: 503 } },
  { what: 'cannot be reached', fault: { kind: 'reset-before' } },
  { what: 'has switched Socket Mode off', fault: { kind: 'error', error: 'link_disabled' } },
  { what: 'refuses the token for a while', fault: { kind: 'error', error: 'invalid_auth' } },
  { what: 'limits the rate', fault: { kind: 'rate_limited', retryAfterSeconds: 1 } },
];

test.each(troubles)('while Slack $what, the bot is not ready, lives on, and is back by itself', async ({ fault }) => {
  await start();
  await bot.ready;
  sandbox.slack.faults.add('apps.connections.open', fault, Number.POSITIVE_INFINITY);
  sandbox.slack.socket.drop();
  await sandbox.slack.until(() => opened() === 2, 'the first try fails');
  expect(await isReady()).toEqual({ status: 503, why: 'not connected to Slack' });
  await inTime(() => opened() === 4);
  sandbox.slack.faults.clear();
  await inTime(() => sandbox.slack.socket.connections() === 1);
  await answersCommands();
  expect(await isReady()).toEqual({ status: 200, why: 'ready' });
});

test('an envelope that the SDK cannot read harms nothing', async () => {
  await start();
  await bot.ready;
  const payload = { type: 'app_rate_limited', team_id: sandbox.slack.team.id, minute_rate_limited: 1_518_467_820 };
  void sandbox.slack.socket.send({
    kind: 'events_api',
    payload,
    acceptsPayload: false,
    retry: { number: 0, reason: '' },
  });
  await answersCommands();
  expect(opened()).toBe(1);
});

test('at the start an unreachable Slack is tried again, and the server answers 503 meanwhile', async () => {
  await start((fresh) => fresh.slack.faults.add('apps.connections.open', { kind: 'http', status: 500 }, 2));
  await sandbox.slack.until(() => opened() === 1, 'the first try');
  expect((await isReady()).status).toBe(503);
  await bot.ready;
  expect(opened()).toBe(3);
  await answersCommands();
});

test('at the start a refused app token is final, in words that name the setting', async () => {
  await start((fresh) => fresh.slack.faults.add('apps.connections.open', { kind: 'error', error: 'invalid_auth' }));
  await expect(bot.ready).rejects.toThrow(/Slack refuses SLACK_APP_TOKEN \(invalid_auth\)/);
});

test('once stopped, the bot leaves no connection behind', async () => {
  await start();
  await bot.ready;
  await bot.stop();
  await connections(0);
  expect(opened()).toBe(1);
});
