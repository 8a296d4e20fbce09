/** How an admin chooses how to hear of trouble: what stories about notices begin with. */

import { expect } from 'vitest';
import type { PersonDriver } from '../sandbox/slack/driver/person.ts';
import { botId, inTime } from './incident-steps.ts';
import type { World } from './world.ts';

/** Opens the form of the notices from the hub. */
export async function openNotices(person: PersonDriver) {
  await person.modal()?.close(true);
  person.reloads();
  await person.types('/gong-setup');
  const hub = await person.waitForEphemeral('Gong is set up.');
  await hub.press('Notices');
  return person.waitForModal(/How the admins of Gong hear/);
}

/** Opens the form from the hub, fills it in, and gives what it answers. */
export async function chooseNotices(
  world: World,
  person: PersonDriver,
  fields: Readonly<Record<string, string | null>>,
): Promise<string> {
  const form = await openNotices(person);
  for (const [label, value] of Object.entries(fields)) await form.fill(label, value);
  const { outcome, errors } = await form.submit();
  if (Object.keys(errors).length > 0) return JSON.stringify(errors);
  expect(outcome).toBe('updated');
  await inTime(world, () => expect(person.modal()?.text()).toMatch(/Saved\.|Not saved/), 500);
  return person.modal()?.text() ?? '';
}

/** A new public channel that the bot is in. Gives its ID. */
export async function noticeChannel(
  world: World,
  name: string,
  members: readonly PersonDriver[],
  isBotIn = true,
): Promise<string> {
  const channel = world.slack.addChannel(name, { members: members.map(({ id }) => id), isPrivate: false });
  if (isBotIn) world.slack.inviteTo(channel, await botId(world));
  return channel;
}

/** What is written in a channel that this person is in. */
export function channelNews(person: PersonDriver, channel: string): string[] {
  return person.messages(channel).map(({ rendered }) => rendered);
}
