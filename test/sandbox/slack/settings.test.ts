/** The switches for what Slack does not document, on both sides. */

import { afterEach, beforeEach, expect, it } from 'vitest';
import { json } from '../http.ts';
import { createMovableClock, type MovableClock } from '../movable-clock.ts';
import { exampleManifest } from './example-bot.ts';
import { callMethod, startRawBot } from './raw-bot.ts';
import { createSlack, type Slack } from './slack.ts';

let clock: MovableClock;
let slack: Slack | null = null;
const begin = async (options: object): Promise<Slack> => {
  slack = await createSlack({ clock, manifest: exampleManifest, ...options });
  return slack;
};

beforeEach(() => {
  clock = createMovableClock();
});
afterEach(async () => {
  await slack?.close();
  slack = null;
  clock.stop();
});

it.each([
  [true, 'missing_scope'],
  [false, undefined],
])('asks im:write of a message to a user ID: %s', async (userIdNeedsImWrite, error) => {
  const { people } = await begin({ userIdNeedsImWrite, scopes: ['chat:write'] });
  if (!slack) throw new Error('not started');
  const { body } = await callMethod(slack, 'chat.postMessage', { channel: people.ben, text: 'hi' });
  expect(body.error).toBe(error);
});

it.each([
  [true, 'no_text'],
  [false, undefined],
])('asks for a text beside blocks: %s', async (strictText, error) => {
  const started = await begin({ strictText });
  const args = { channel: started.people.ben, blocks: [{ type: 'divider' }] };
  const { body } = await callMethod(started, 'chat.postMessage', args);
  expect(body.error).toBe(error);
});

it.each([
  [true, ['new']],
  [false, ['[Go]', 'new']],
])('replaces the original when a response does not say: %s', async (replacesByDefault, seen) => {
  const started = await begin({ replacesByDefault });
  const bot = await startRawBot(started);
  const elements = [{ type: 'button', action_id: 'go', text: { type: 'plain_text', text: 'Go' } }];
  bot.answer = () => json({ text: 'old', blocks: [{ type: 'actions', elements }] });
  const ben = started.person(started.people.ben);
  await ben.types('/order');
  await (await ben.waitForEphemeral('[Go]')).press('Go');
  const body = JSON.stringify({ text: 'new' });
  await fetch(String(bot.newest('response_url')), { method: 'POST', body });
  expect(ben.sees().map(({ rendered }) => rendered)).toEqual(seen);
  await bot.close();
});

it('refuses to start on a port that is taken', async () => {
  const { port } = await begin({});
  await expect(createSlack({ clock, manifest: exampleManifest, port })).rejects.toThrow('EADDRINUSE');
});
