/** Events and presses over HTTP, and what happens when nobody answers. */

import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { json, text } from '../../http.ts';
import { createMovableClock, type MovableClock } from '../../movable-clock.ts';
import { exampleManifest } from '../example-bot.ts';
import type { JsonObject } from '../json.ts';
import { callMethod, type RawBot, startRawBot } from '../raw-bot.ts';
import { createSlack, type Slack } from '../slack.ts';

let clock: MovableClock;
let slack: Slack;
let bot: RawBot;
const ben = () => slack.person(slack.people.ben);

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

describe('an event', () => {
  it('is tried four times, at once, after a minute and after five more', async () => {
    bot.answer = () => text('', 500);
    expect(await ben().opensHome()).toBe(false);
    await slack.until(() => slack.deliveries.length === 2, 'two tries');
    clock.advance(60_000);
    await slack.until(() => slack.deliveries.length === 3, 'three tries');
    clock.advance(300_000);
    await slack.until(() => slack.deliveries.length === 4, 'four tries');
    clock.advance(3_600_000);
    const tries = bot.received.map(({ headers }) => [headers['x-slack-retry-num'], headers['x-slack-retry-reason']]);
    expect(tries).toEqual([
      [undefined, undefined],
      ['1', 'http_error'],
      ['2', 'http_error'],
      ['3', 'http_error'],
    ]);
    const ids = new Set(bot.received.map(({ body }) => JSON.parse(body).event_id));
    expect(ids.size).toBe(1);
  });

  it('is not tried again when the bot says so', async () => {
    bot.answer = () => text('', 500, { 'x-slack-no-retry': '1' });
    expect(await ben().opensHome()).toBe(false);
    expect(bot.received).toHaveLength(1);
  });

  it('tells of people who leave and come', async () => {
    expect(await slack.deactivate(slack.people.ben)).toBe(true);
    expect(JSON.parse(bot.received[0]?.body ?? '')).toMatchObject({
      type: 'event_callback',
      team_id: slack.team.id,
      event: { type: 'user_change', user: { id: slack.people.ben, deleted: true } },
    });
    slack.addPerson({ realName: 'Dora Dane' }, true);
    await slack.until(() => bot.received.length === 2, 'the second event');
    expect(JSON.parse(bot.received[1]?.body ?? '').event).toMatchObject({
      type: 'team_join',
      user: { real_name: 'Dora Dane', name: 'dora.dane' },
    });
  });

  it('that is not subscribed is not sent', async () => {
    expect(await slack.sendEvent({ type: 'app_uninstalled' })).toBe(false);
    expect(bot.received).toEqual([]);
  });
});

it('verifies the request URL by a challenge', async () => {
  expect(await slack.verifyRequestUrl()).toBe(false);
  bot.answer = (request) => json({ challenge: (request.json() as JsonObject).challenge });
  expect(await slack.verifyRequestUrl()).toBe(true);
});

it('a press nobody answers shows an error, a link button still gives its page', async () => {
  const url = 'https://a.example/';
  const elements = [{ type: 'button', action_id: 'go', url, text: { type: 'plain_text', text: 'Go' } }];
  const blocks = [{ type: 'actions', elements }];
  await callMethod(slack, 'chat.postMessage', { channel: slack.people.ben, text: 'Go', blocks });
  const message = await ben().waitForDm('[Go]');
  slack.deliverTo(null);
  expect(await message.press('Go')).toEqual({ outcome: 'failed', url });
  expect(
    ben()
      .sees()
      .map(({ rendered }) => rendered),
  ).toEqual(['We had some trouble connecting. Try again?']);
});
