/** Commands and response URLs over HTTP, as the bot gets them and the person sees them. */

import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { empty, type HttpReply, json, text } from '../../http.ts';
import { createMovableClock, type MovableClock } from '../../movable-clock.ts';
import { exampleManifest } from '../example-bot.ts';
import type { JsonObject } from '../json.ts';
import { type RawBot, startRawBot } from '../raw-bot.ts';
import { createSlack, type Slack } from '../slack.ts';
import { signatureOf } from './signature.ts';

let clock: MovableClock;
let slack: Slack;
let bot: RawBot;
const ben = () => slack.person(slack.people.ben);
const never = (): Promise<HttpReply> => new Promise(() => undefined);

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

describe('a command', () => {
  it('arrives as a signed form', async () => {
    await ben().types('/order two soups', { channel: 'sales' });
    const [request] = bot.received;
    expect(request?.headers['content-type']).toBe('application/x-www-form-urlencoded');
    expect(Object.fromEntries(request?.form() ?? [])).toMatchObject({
      command: '/order',
      text: 'two soups',
      user_id: slack.people.ben,
      channel_id: slack.channels.sales,
      channel_name: 'sales',
      is_enterprise_install: 'false',
    });
    const timestamp = Number(request?.headers['x-slack-request-timestamp']);
    const signature = signatureOf(slack.signingSecret, timestamp, request?.body ?? '');
    expect(request?.headers['x-slack-signature']).toBe(signature);
  });

  it('that is not answered in three seconds, or badly, says so to the one who typed it', async () => {
    bot.answer = never;
    const waiting = ben().types('/order');
    await slack.until(() => bot.received.length === 1, 'the command arrived');
    clock.advance(3_000);
    expect(await waiting).toEqual({ outcome: 'operation_timeout' });
    bot.answer = () => text('', 500);
    expect(await ben().types('/order')).toEqual({ outcome: 'dispatch_failed' });
    bot.answer = () => json({ blocks: [{ type: 'poem' }] });
    expect(await ben().types('/order')).toEqual({ outcome: 'invalid_command_response' });
    expect(
      ben()
        .sees()
        .map(({ kind, rendered }) => [kind, rendered]),
    ).toEqual([
      ['error', '/order failed with the error "operation_timeout"'],
      ['error', '/order failed with the error "dispatch_failed"'],
      ['error', '/order failed with the error "invalid_command_response"'],
    ]);
  });

  it('that does not exist, or is typed where nothing may be typed, never leaves the client', async () => {
    const channel = slack.snapshot(slack.people.ben).conversations.find(({ kind }) => kind === 'im')?.id ?? '';
    expect(await ben().types('/dance')).toEqual({ outcome: 'unknown_command' });
    expect(await ben().types('/order', { channel })).toEqual({ outcome: 'messages_tab_read_only' });
    expect(bot.received).toEqual([]);
  });

  it('is answered with text, with an ephemeral message, or in the channel', async () => {
    bot.answer = () => text('plain');
    await ben().types('/order');
    bot.answer = () => json({ text: 'for *you*' });
    await ben().types('/order');
    bot.answer = () => json({ response_type: 'in_channel', text: 'for all' });
    await ben().types('/order');
    expect(
      ben()
        .sees()
        .map(({ rendered }) => rendered),
    ).toEqual(['plain', 'for you']);
    expect(
      slack
        .person(slack.people.chloe)
        .messages('general')
        .map(({ rendered }) => rendered),
    ).toEqual(['for all']);
  });
});

describe('a response URL', () => {
  const post = async (body: JsonObject): Promise<number> => {
    const response = await fetch(String(bot.newest('response_url')), { method: 'POST', body: JSON.stringify(body) });
    await response.text();
    return response.status;
  };

  it('works five times', async () => {
    await ben().types('/order');
    const statuses: number[] = [];
    for (let count = 0; count < 6; count += 1) statuses.push(await post({ text: `${count}` }));
    expect(statuses).toEqual([200, 200, 200, 200, 200, 404]);
    expect(
      ben()
        .sees()
        .map(({ rendered }) => rendered),
    ).toEqual(['0', '1', '2', '3', '4']);
  });

  it('works for thirty minutes', async () => {
    await ben().types('/order');
    clock.advance(30 * 60_000 + 1_000);
    expect(await post({ text: 'late' })).toBe(404);
  });

  it('replaces or deletes the ephemeral message whose button was pressed', async () => {
    const elements = [{ type: 'button', action_id: 'go', text: { type: 'plain_text', text: 'Go' } }];
    bot.answer = () => json({ text: 'press', blocks: [{ type: 'actions', elements }] });
    await ben().types('/order');
    bot.answer = () => empty(200);
    const shown = await ben().waitForEphemeral('[Go]');
    await shown.press('Go');
    expect(bot.newest('container')).toMatchObject({ is_ephemeral: true });
    expect(bot.newest('message')).toBeUndefined();
    await post({ replace_original: true, text: 'pressed' });
    expect(
      ben()
        .sees()
        .map(({ rendered }) => rendered),
    ).toEqual(['pressed']);
    await expect(shown.press('Go')).rejects.toThrow('there is no button "Go"');
    await post({ delete_original: true });
    expect(ben().sees()).toEqual([]);
    await expect(shown.press('Go')).rejects.toThrow('not there any more');
  });
});
