/** External selects, and buttons that are alike: what the client offers, asks and refuses. */

import { afterEach, beforeEach, expect, it } from 'vitest';
import { json } from '../../http.ts';
import { createMovableClock, type MovableClock } from '../../movable-clock.ts';
import type { PersonDriver } from '../driver/person.ts';
import { exampleManifest } from '../example-bot.ts';
import { callMethod, type RawBot, startRawBot } from '../raw-bot.ts';
import { createSlack, type Slack } from '../slack.ts';

let clock: MovableClock;
let slack: Slack;
let bot: RawBot;
let ana: PersonDriver;

const plain = (text: string) => ({ type: 'plain_text', text });
const option = (text: string) => ({ text: plain(text), value: `S-${text}` });
const row = (id: string) => ({
  type: 'actions',
  block_id: id,
  elements: [{ type: 'button', action_id: 'nudge', text: plain('Nudge'), value: id }],
});
const home = {
  type: 'home',
  blocks: [
    {
      type: 'actions',
      block_id: 'who',
      elements: [{ type: 'external_select', action_id: 'group', placeholder: plain('Group') }],
    },
    row('one'),
    row('two'),
  ],
};

beforeEach(async () => {
  clock = createMovableClock();
  slack = await createSlack({ clock, manifest: exampleManifest, seed: 7 });
  bot = await startRawBot(slack);
  ana = slack.person(slack.people.ana);
  await callMethod(slack, 'views.publish', { user_id: ana.id, view: home });
});
afterEach(async () => {
  await bot.close();
  await slack.close();
  clock.stop();
});

const shown = () => ana.waitForHome(() => true);

it('the bot is asked once enough is typed, and only what it offered can be picked', async () => {
  bot.answer = () => json({ options: [option('Sales'), option('Support')] });
  expect(await (await shown()).suggest('Group', 'sa')).toEqual([]);
  expect(bot.received).toHaveLength(0);
  expect((await (await shown()).suggest('Group', 'sal')).map(({ value }) => value)).toEqual(['S-Sales', 'S-Support']);
  const asked = ['type', 'action_id', 'block_id', 'value'].map((field) => bot.newest(field));
  expect(asked).toEqual(['block_suggestion', 'group', 'who', 'sal']);
  expect(await (await shown()).fill('Group', 'Sales')).toBe('acked');
  expect(bot.newest('actions')).toMatchObject([{ action_id: 'group', selected_option: { value: 'S-Sales' } }]);
  await expect((await shown()).fill('Group', 'Marketing')).rejects.toThrow('"Marketing" is not offered');
});

it('an answer that Slack cannot use is a problem', async () => {
  bot.answer = () => json({ options: [{ text: plain('x'.repeat(76)), value: 'S1' }] });
  await expect((await shown()).suggest('Group', 'sales')).rejects.toThrow('could not be loaded');
  expect(slack.problems).toEqual([expect.stringContaining('must be less than 76 characters')]);
});

it('buttons that are alike are told apart by their blocks', async () => {
  await expect((await shown()).press('Nudge')).rejects.toThrow('more than one');
  await (await shown()).press('Nudge', { blockId: 'two' });
  expect(bot.newest('actions')).toMatchObject([{ block_id: 'two', value: 'two' }]);
});

it('a private channel is picked by its members alone, and the bot sees it once it is invited', async () => {
  const membersOf = async (channel: string) => (await callMethod(slack, 'conversations.members', { channel })).body;
  slack.grantScopes(['channels:read', 'groups:read', 'chat:write']);
  const { dealDesk } = slack.channels;
  expect(slack.snapshot(slack.people.ben).channels.map(({ name }) => name)).not.toContain('deal-desk');
  expect(await membersOf(dealDesk)).toEqual({ ok: false, error: 'channel_not_found' });
  const post = async () =>
    (await callMethod(slack, 'chat.postMessage', { channel: dealDesk, text: 'hello' })).body.error;
  expect(await post()).toBe('channel_not_found');
  expect(await ana.types('/invite @Example', { channel: 'deal-desk' })).toEqual({ outcome: 'invited' });
  expect(ana.messages('deal-desk').at(-1)?.rendered).toMatch(/was added to #deal-desk by @?Ana/);
  expect(await post()).toBeUndefined();
  for (const [line, said] of [
    ['/invite @Example', /is in #deal-desk already/],
    ['/invite @Nobody', /Nobody is not here/],
    ['/invite', /Say whom/],
  ] as const) {
    expect(await ana.types(line, { channel: 'deal-desk' })).toEqual({ outcome: 'not_invited' });
    expect(ana.sees().at(-1)?.rendered).toMatch(said);
  }
  expect(await membersOf(dealDesk)).toMatchObject({ ok: true, members: expect.arrayContaining([slack.people.emi]) });
});
