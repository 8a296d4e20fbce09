/** Steps of inviting people that its stories share. */

import { expect } from 'vitest';
import type { PersonDriver } from '../sandbox/slack/driver/person.ts';
import type { ShownMessage } from '../sandbox/slack/driver/shown-message.ts';
import type { ShownModal } from '../sandbox/slack/driver/shown-view.ts';
import { eventually } from './connect-steps.ts';
import type { World } from './world.ts';

export interface Chosen {
  people?: string[];
  channels?: string[];
  userGroups?: string[];
}

/** Ana opens the form from the hub. */
export async function openInvite(world: World): Promise<ShownModal> {
  const { ana } = world;
  await ana.modal()?.close(true);
  ana.reloads();
  await ana.types('/gong-setup');
  await (await ana.waitForEphemeral('Gong is set up.')).press('Invite people');
  return ana.waitForModal('Each gets a direct message');
}

/** Fills in the form and gives what comes of it: the preview, if there is anybody to invite. */
export async function preview(world: World, chosen: Chosen): Promise<ShownModal> {
  const form = await openInvite(world);
  await fillIn(form, chosen);
  expect(await form.submit()).toEqual({ outcome: 'updated', errors: {} });
  return filledIn(world, 'Looking…');
}

export async function fillIn(form: ShownModal, { people, channels, userGroups }: Chosen): Promise<void> {
  if (people) await form.fill('People', people);
  if (channels) await form.fill('Channels', channels);
  if (userGroups) await form.fill('User groups', userGroups);
}

/**
 * What takes the place of a view that only says that something is being done. The clock moves between the pages of a
 * list, and once the preview is written; never while Slack is asked who is an admin, which must not take long.
 */
export async function filledIn(world: World, working: string): Promise<ShownModal> {
  const batches = (): number => world.rows('select id from invitation_batches').length;
  const before = batches();
  await eventually(() => {
    if (!world.ana.modal()?.text().includes(working)) return true;
    const isPaging = /^(?:users\.list|conversations\.members)$/.test(world.slack.calls.at(-1)?.method ?? '');
    if (isPaging || batches() > before) world.clock.advance(500);
    return false;
  });
  return world.ana.waitForModal();
}

/** Sends what was previewed, and gives the report of each person, once it is there. */
export async function send(world: World, shown: ShownModal): Promise<ShownModal> {
  expect((await shown.submit()).outcome).toBe('updated');
  return reportOf(world);
}

/** The report in the modal; the clock moves as long as invitations are on their way. */
export async function reportOf(world: World): Promise<ShownModal> {
  await eventually(() => {
    if (!/Sending invitations/.test(world.ana.modal()?.text() ?? '')) return true;
    const drafts = world.rows(
      "select id from invitation_batches where state = 'draft' and id = (select id from invitation_batches order by rowid desc)",
    );
    if (drafts.length === 0) world.clock.advance(1_000);
    return false;
  });
  return world.ana.waitForModal();
}

/** From the form to the report. */
export async function invite(world: World, ...people: string[]): Promise<ShownModal> {
  return send(world, await preview(world, { people }));
}

/** The DMs of somebody that invite or remind. */
export function invitationsOf(person: PersonDriver): ShownMessage[] {
  return person.dm().filter(({ rendered }) => rendered.includes('invites you to connect'));
}

export function nudgesOf(person: PersonDriver): ShownMessage[] {
  return person.dm().filter(({ rendered }) => rendered.includes('is not connected yet'));
}
