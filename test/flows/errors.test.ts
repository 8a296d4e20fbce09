/** A request that fails: the person reads calm words with a reference, and the log has the story under it. */

import Database from 'better-sqlite3';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type BotProcess, startBotProcess } from '../sandbox/bot-process.ts';
import { type Sandbox, startSandbox } from '../sandbox/sandbox.ts';
import { checkMessage } from '../sandbox/slack/block-kit/checker.ts';
import type { PersonDriver } from '../sandbox/slack/driver/person.ts';
import { askForLink, setUp, type World } from './world.ts';

let sandbox: Sandbox;
let bot: BotProcess;
let ana: PersonDriver;
let ben: PersonDriver;

beforeEach(async () => {
  sandbox = await startSandbox();
  bot = startBotProcess(sandbox.settingsFor());
  await bot.ready();
  ana = sandbox.slack.person(sandbox.slack.people.ana);
  ben = sandbox.slack.person(sandbox.slack.people.ben);
});
afterEach(async () => {
  await bot.stop();
  await sandbox.stop();
  expect(sandbox.slack.problems).toEqual([]);
});

/** Takes a table away from under the bot, or gives it back. */
function rename(from: string, to: string): void {
  const database = new Database(sandbox.databasePath);
  database.pragma('legacy_alter_table = ON');
  database.exec(`alter table ${from} rename to ${to}`);
  database.close();
}

interface Line {
  error?: { message?: string };
}

/** The log's line about the reference that the person reads. */
async function lineFor(words: string): Promise<Line> {
  const reference = /reference: `?([0-9a-f]{8})/.exec(words)?.[1] ?? 'none';
  await expect.poll(() => bot.logs()).toContain(`"reference":"${reference}"`);
  const line = bot
    .logs()
    .split('\n')
    .find((one) => one.includes(`"reference":"${reference}"`));
  return JSON.parse(line ?? '{}') as Line;
}

const story = () => setUp({ ...sandbox, ana } as World);

test('a command that fails before its acknowledgement is answered with words', async () => {
  rename('setups', 'taken_away');
  expect((await ben.types('/gong-connect status')).outcome).toBe('acked');
  const answer = await ben.waitForEphemeral('Something went wrong');
  expect(answer.rendered).toContain('Please try again in a minute.');
  expect(checkMessage({ text: answer.text, blocks: answer.blocks })).toEqual([]);
  expect((await lineFor(answer.text)).error?.message).toMatch(/no such table/);
});

test('a command that fails after its acknowledgement is answered with words', async () => {
  rename('setups', 'taken_away');
  expect((await ana.types('/gong-setup')).outcome).toBe('acked');
  const answer = await ana.waitForEphemeral('Something went wrong');
  expect((await lineFor(answer.rendered)).error?.message).toMatch(/no such table/);
  rename('taken_away', 'setups');
  await ana.types('/gong-setup');
  await ana.waitForModal('Set up Gong');
});

test('a form whose submission fails stays under the words, with what was typed in it', async () => {
  await story();
  await ben.types('/gong-connect');
  const form = await ben.waitForModal('Connect Gong');
  await form.fill('API base URL', 'https://us-77.api.gong.io');
  rename('attempts', 'taken_away');
  await form.submit();
  const words = await ben.waitForModal('Something went wrong');
  expect((await lineFor(words.text())).error?.message).toMatch(/no such table/);
  await words.close();
  rename('taken_away', 'attempts');
  const again = await ben.waitForModal('Connect Gong');
  expect(again.values()).toMatchObject({ 'API base URL': 'https://us-77.api.gong.io' });
  await again.submit();
  await ben.waitForDm((message) => message.buttons().some(({ url }) => url !== null));
});

test('a button that fails says so where it was pressed: in a message, and over the Home tab', async () => {
  await story();
  await askForLink(ben);
  expect(await ben.opensHome()).toBe(true);
  const home = await ben.waitForHome('waiting for you');
  await ben.types('/gong-connect status');
  const card = await ben.waitForEphemeral('not connected');
  rename('setups', 'taken_away');
  await card.press('Send another link');
  const answer = await ben.waitForEphemeral('Something went wrong');
  expect((await lineFor(answer.rendered)).error?.message).toMatch(/no such table/);
  await home.press('Send another link');
  const view = await ben.waitForModal('Something went wrong');
  expect((await lineFor(view.text())).error?.message).toMatch(/no such table/);
});
