/** What a chat client gets to draw. */

import { afterEach, beforeEach, expect, it } from 'vitest';
import { createMovableClock, type MovableClock } from '../movable-clock.ts';
import { exampleManifest } from './example-bot.ts';
import { callMethod, type RawBot, startRawBot } from './raw-bot.ts';
import { createSlack, type Slack } from './slack.ts';

let clock: MovableClock;
let slack: Slack;
let bot: RawBot;

beforeEach(async () => {
  clock = createMovableClock();
  slack = await createSlack({ clock, manifest: exampleManifest, seed: 7 });
  bot = await startRawBot(slack);
});
afterEach(async () => {
  await bot.close();
  await slack.close();
  clock.stop();
});

it('holds what one person sees, in order, and nothing of anybody else', async () => {
  const { ben, chloe } = slack.people;
  await callMethod(slack, 'chat.postMessage', { channel: ben, text: 'for Ben' });
  await slack.person(ben).types('/dance');
  const snapshot = slack.snapshot(ben);
  const general = snapshot.conversations.find(({ name }) => name === 'general');
  const dm = snapshot.conversations.find(({ kind }) => kind === 'im');
  expect(snapshot.people.map(({ realName }) => realName)).toEqual([
    'Ana Admin',
    'Ben Baker',
    'Chloe Carter',
    'Olga Owner',
    'Dirk de Boer',
    'Emi Endo',
    'Frank Fox',
  ]);
  expect(snapshot.commands).toEqual(exampleManifest.commands);
  expect(general?.messages.map(({ kind, rendered }) => [kind, rendered])).toEqual([
    ['error', '/dance is not a valid command.'],
  ]);
  expect(dm?.messages.map(({ fromBot, rendered }) => [fromBot, rendered])).toEqual([[true, 'for Ben']]);
  const others = slack.snapshot(chloe).conversations.flatMap(({ messages }) => messages);
  expect(others).toEqual([]);
  expect(JSON.parse(JSON.stringify(snapshot))).toEqual(snapshot);
});

it('is worth taking again after every change', async () => {
  let changes = 0;
  const unsubscribe = slack.changed.subscribe(() => {
    changes += 1;
  });
  await callMethod(slack, 'chat.postMessage', { channel: slack.people.ben, text: 'one' });
  const before = changes;
  expect(before).toBeGreaterThan(0);
  unsubscribe();
  await callMethod(slack, 'chat.postMessage', { channel: slack.people.ben, text: 'two' });
  expect(changes).toBe(before);
});

it('is the same in every run with the same seed, but for the time', async () => {
  const again = await createSlack({ clock, manifest: exampleManifest, seed: 7 });
  expect([again.people, again.team, again.bot]).toEqual([slack.people, slack.team, slack.bot]);
  await again.close();
});
