/** Messages, conversations and people, as the Web API changes and lists them. */

import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createMovableClock, type MovableClock } from '../../movable-clock.ts';
import { exampleManifest } from '../example-bot.ts';
import type { JsonObject } from '../json.ts';
import { callMethod, type RawAnswer } from '../raw-bot.ts';
import { createSlack, type Slack } from '../slack.ts';

let clock: MovableClock;
let slack: Slack;
let ben: string;
const call = (method: string, args: JsonObject = {}, token?: string): Promise<RawAnswer> =>
  callMethod(slack, method, args, token);
const bodyOf = async (method: string, args: JsonObject = {}, token?: string): Promise<JsonObject> =>
  (await call(method, args, token)).body;
const openDm = async (user: string): Promise<string> => {
  const { channel } = await bodyOf('conversations.open', { users: user });
  return (channel as { id: string }).id;
};
const messagesOf = async (channel: string, args: JsonObject = {}): Promise<JsonObject[]> =>
  (await bodyOf('conversations.history', { channel, ...args })).messages as JsonObject[];

beforeEach(async () => {
  clock = createMovableClock();
  slack = await createSlack({ clock, manifest: exampleManifest, seed: 7 });
  ben = slack.people.ben;
});
afterEach(async () => {
  await slack.close();
  clock.stop();
});

describe('messages', () => {
  it('keep their metadata, also when an update leaves it out', async () => {
    const channel = await openDm(ben);
    const metadata = { event_type: 'order', event_payload: { id: '1' } };
    const { ts } = await bodyOf('chat.postMessage', { channel, text: 'one', metadata });
    await call('chat.update', { channel, ts: String(ts), text: 'two' });
    const shown = { text: 'two', metadata, edited: { user: slack.bot.userId } };
    expect(await messagesOf(channel, { include_all_metadata: true })).toMatchObject([shown]);
    expect(await messagesOf(channel)).not.toHaveProperty('0.metadata');
  });

  it('go to the DM of a user ID, but are updated by channel ID alone', async () => {
    const { ts, channel } = await bodyOf('chat.postMessage', { channel: ben, text: 'hi' });
    expect(channel).toMatch(/^D/);
    expect(await bodyOf('chat.update', { channel: ben, ts, text: 'x' })).toMatchObject({ error: 'channel_not_found' });
    expect(
      slack
        .person(ben)
        .dm()
        .map(({ rendered }) => rendered),
    ).toEqual(['hi']);
  });

  it('are refused where they cannot go or say nothing', async () => {
    const post = async (args: JsonObject): Promise<unknown> => (await bodyOf('chat.postMessage', args)).error;
    slack.rateLimits.enabled = false;
    expect(await post({ channel: 'C999', text: 'x' })).toBe('channel_not_found');
    expect(await post({ channel: slack.channels.general, text: 'x' })).toBe('not_in_channel');
    expect(await post({ channel: ben })).toBe('no_text');
    const closed = slack.addChannel('closed', { members: [ben, slack.bot.userId] });
    const { ts } = await bodyOf('chat.postMessage', { channel: closed, text: 'x' });
    slack.archive(closed);
    expect(await post({ channel: closed, text: 'x' })).toBe('is_archived');
    expect(await bodyOf('chat.update', { channel: closed, ts, text: 'y' })).toMatchObject({ error: 'is_inactive' });
    expect(await post({ channel: ben, text: 't', blocks: 'nonsense' })).toBe('invalid_blocks_format');
    expect(await post({ channel: ben, text: 't', blocks: [{ type: 'poem' }] })).toBe('invalid_blocks');
    expect(await post({ channel: ben, blocks: [{ type: 'divider' }] })).toBe('no_text');
    await slack.deactivate(ben);
    expect(await post({ channel: ben, text: 'x' })).toBe('channel_not_found');
    expect(await bodyOf('conversations.open', { users: ben })).toMatchObject({ error: 'user_disabled' });
  });

  it('are listed newest first, page by page, and found by their time', async () => {
    const channel = await openDm(ben);
    const sent: unknown[] = [];
    for (const text of ['a', 'b', 'c']) sent.push((await bodyOf('chat.postMessage', { channel, text })).ts);
    const first = await bodyOf('conversations.history', { channel, limit: 2 });
    expect((first.messages as JsonObject[]).map(({ text }) => text)).toEqual(['c', 'b']);
    const cursor = (first.response_metadata as JsonObject).next_cursor;
    expect((await messagesOf(channel, { limit: 2, cursor })).map(({ text }) => text)).toEqual(['a']);
    expect((await messagesOf(channel, { oldest: sent[1] })).map(({ text }) => text)).toEqual(['c']);
    const around = { oldest: sent[1], latest: sent[1], inclusive: true };
    expect((await messagesOf(channel, around)).map(({ text }) => text)).toEqual(['b']);
  });

  it('shown to one person are not in the history and cannot be updated', async () => {
    const channel = await openDm(ben);
    const { message_ts: ts } = await bodyOf('chat.postEphemeral', { channel, user: ben, text: 'psst' });
    expect(await messagesOf(channel)).toEqual([]);
    expect(await bodyOf('chat.update', { channel, ts, text: 'x' })).toMatchObject({ error: 'message_not_found' });
    expect(
      slack
        .person(ben)
        .sees()
        .map(({ rendered }) => rendered),
    ).toEqual(['psst']);
  });

  it('have permalinks on this server', async () => {
    const { channel, ts } = await bodyOf('chat.postMessage', { channel: ben, text: 'hi' });
    const { permalink } = await bodyOf('chat.getPermalink', { channel, message_ts: ts });
    expect(permalink).toBe(`${slack.url}/archives/${String(channel)}/p${String(ts).replace('.', '')}`);
  });
});

describe('people', () => {
  it('are listed with bots and deactivated ones, page by page', async () => {
    await slack.deactivate(slack.people.chloe);
    const first = await bodyOf('users.list', { limit: 5 });
    const cursor = (first.response_metadata as JsonObject).next_cursor;
    const second = await bodyOf('users.list', { limit: 5, cursor });
    const members = [...(first.members as JsonObject[]), ...(second.members as JsonObject[])];
    expect(members.map(({ real_name, deleted, is_bot }) => [real_name, deleted, is_bot])).toEqual([
      ['Example', false, true],
      ['Slackbot', false, false],
      ['Ana Admin', false, false],
      ['Ben Baker', false, false],
      ['Chloe Carter', true, false],
      ['Olga Owner', false, false],
      ['Dirk de Boer', false, false],
      ['Emi Endo', false, false],
      ['Frank Fox', false, false],
    ]);
    expect(second.response_metadata).toEqual({ next_cursor: '' });
  });

  it('have roles while they are active, and an address only for users:read.email', async () => {
    const ana = (await bodyOf('users.info', { user: slack.people.ana })).user as JsonObject;
    expect(ana).toMatchObject({ is_admin: true, is_owner: false, tz: 'Europe/Amsterdam' });
    expect(ana.profile).not.toHaveProperty('email');
    await slack.deactivate(slack.people.ana);
    expect((await bodyOf('users.info', { user: slack.people.ana })).user).not.toHaveProperty('is_admin');
    expect(await bodyOf('users.info', { user: 'U999' })).toMatchObject({ error: 'user_not_found' });
  });
});
