import { existsSync } from 'node:fs';
import { dirname } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { readSettings } from '../../src/settings.ts';
import { freePort } from './free-port.ts';
import { type Sandbox, type SandboxOptions, startSandbox } from './sandbox.ts';

async function start(options: SandboxOptions = {}): Promise<Sandbox> {
  const sandbox = await startSandbox(options);
  onTestFinished(sandbox.stop);
  return sandbox;
}

it.each([
  ['over HTTP', {}],
  ['over Socket Mode', { socket: true }],
  ['without a public address and a webhook', { publicUrl: false, webhook: false }],
] as const)('gives settings that the bot takes, %s', async (_name, wishes) => {
  const { settingsFor, slack, composio, bot } = await start();
  const reading = readSettings(settingsFor(wishes), null);
  if (!reading.ok) throw new Error(reading.problems.join('\n'));
  const { settings } = reading;
  expect(settings.slack).toMatchObject({ botToken: slack.botToken, apiUrl: slack.apiUrl });
  expect(settings.slack.appToken).toBe('socket' in wishes ? slack.appToken : null);
  expect(settings.composio).toMatchObject({ apiKey: composio.apiKey, baseUrl: composio.url });
  expect(settings.composio.webhookSecret).toBe('webhook' in wishes ? null : composio.webhookSecret);
  expect(settings.publicUrl).toBe('publicUrl' in wishes ? null : bot.url);
  expect(settings.port).toBe(bot.port);
});

it('adds settings that somebody wishes, over its own', async () => {
  const { settingsFor } = await start();
  expect(settingsFor({ more: { LINK_POLL_SECONDS: '9', GONG_ADMINS: 'U1' } })).toMatchObject({
    LINK_POLL_SECONDS: '9',
    GONG_ADMINS: 'U1',
  });
});

it('is the same twice with a seed, and different without', async () => {
  const [one, two, three] = [await start({ seed: 4 }), await start({ seed: 4 }), await start()];
  expect(one.slack.people).toEqual(two.slack.people);
  expect(one.slack.people).not.toEqual(three.slack.people);
});

it('stops everything that it started when one port is taken, and leaves no folder behind', async () => {
  const sandbox = await start();
  const free = { gong: await freePort(), composio: await freePort(), bot: await freePort() };
  const ports = { ...free, slack: sandbox.slack.port };
  await expect(startSandbox({ ports })).rejects.toThrow('EADDRINUSE');
  expect(await freePort(free.gong)).toBe(free.gong);
  const other = await startSandbox();
  expect(existsSync(dirname(other.databasePath))).toBe(true);
  await other.stop();
  expect(existsSync(dirname(other.databasePath))).toBe(false);
});
