/** Files in three steps, and what is refused on the way; user groups as they are listed. */

import { afterEach, beforeEach, expect, it } from 'vitest';
import { createMovableClock, type MovableClock } from '../../movable-clock.ts';
import { exampleManifest } from '../example-bot.ts';
import type { JsonObject } from '../json.ts';
import { callMethod } from '../raw-bot.ts';
import { createSlack, type Slack } from '../slack.ts';

let clock: MovableClock;
let slack: Slack;
let dm: string;
const call = async (method: string, args: JsonObject = {}): Promise<JsonObject> =>
  (await callMethod(slack, method, args)).body;
const begin = (content: string): Promise<JsonObject> =>
  call('files.getUploadURLExternal', { filename: 'a.txt', length: content.length });
const send = async (place: JsonObject, body: string): Promise<number> =>
  (await fetch(String(place.upload_url), { method: 'POST', body })).status;
const share = (place: JsonObject, channel: string): Promise<JsonObject> =>
  call('files.completeUploadExternal', { files: [{ id: place.file_id }], channel_id: channel });

beforeEach(async () => {
  clock = createMovableClock();
  const scopes = [...exampleManifest.scopes, 'files:write', 'usergroups:read'];
  slack = await createSlack({ clock, manifest: exampleManifest, scopes, seed: 7 });
  const { channel } = await call('conversations.open', { users: slack.people.ben });
  dm = (channel as { id: string }).id;
});
afterEach(async () => {
  await slack.close();
  clock.stop();
});

it('a file is shared once, in a channel that the bot is in, and can be read there', async () => {
  const place = await begin('hello');
  expect(await send(place, 'hello')).toBe(200);
  expect(await share(place, slack.people.ben)).toMatchObject({ error: 'channel_not_found' });
  expect(await share(place, slack.channels.general)).toMatchObject({ error: 'not_in_channel' });
  expect(await share(place, dm)).toMatchObject({ ok: true, files: [{ id: place.file_id, title: 'a.txt', size: 5 }] });
  expect(await share(place, dm)).toMatchObject({ error: 'file_not_found' });
  const { messages } = await call('conversations.history', { channel: dm });
  const [{ files: [file] = [] } = {}] = messages as { files?: { url_private: string }[] }[];
  expect(await (await fetch(String(file?.url_private))).text()).toBe('hello');
});

it('a file of another length than announced, or without content, is none', async () => {
  const place = await begin('hello');
  expect(await send(place, 'hello, you')).toBe(400);
  expect(await share(place, dm)).toMatchObject({ error: 'file_not_found' });
  expect(await call('files.getUploadURLExternal', { filename: 'a.txt', length: 0 })).toMatchObject({
    error: 'invalid_arguments',
  });
});

it('user groups say how many are in them, and who, when they are asked to', async () => {
  const old = slack.addUserGroup({ name: 'Old', handle: 'old', users: [slack.people.ben], isDisabled: true });
  const handles = async (args: JsonObject) =>
    ((await call('usergroups.list', args)).usergroups as JsonObject[]).map(({ handle, user_count, users }) => [
      handle,
      user_count,
      (users as string[] | undefined)?.length,
    ]);
  expect(await handles({})).toEqual([
    ['sales-team', undefined, undefined],
    ['sales-leads', undefined, undefined],
  ]);
  expect((await handles({ include_count: true, include_users: true, include_disabled: true })).at(-1)).toEqual([
    'old',
    '1',
    1,
  ]);
  expect(await call('usergroups.users.list', { usergroup: old.id })).toMatchObject({ error: 'no_such_subteam' });
  slack.offerUserGroups(false);
  expect(await call('usergroups.list')).toMatchObject({ error: 'plan_upgrade_required' });
});
