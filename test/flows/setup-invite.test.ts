/** Inviting people: a DM each with one button, once a day, and a report of who gets none. */

import { afterEach, expect, test } from 'vitest';
import type { ShownModal } from '../sandbox/slack/driver/shown-view.ts';
import { chooseScopes, registerInGong, saveWith, slackRefusals } from './setup-steps.ts';
import { connect, linkOf, setUp, startWorld, type World } from './world.ts';

let world: World;
afterEach(async () => {
  expect(slackRefusals(world)).toEqual([]);
  await world.end();
});

async function openInvite(): Promise<ShownModal> {
  await world.ana.modal()?.close();
  world.ana.reloads();
  await world.ana.types('/gong-setup');
  await (await world.ana.waitForEphemeral('Gong is set up.')).press('Invite people');
  return world.ana.waitForModal('Each gets a direct message');
}

async function invite(...people: string[]): Promise<ShownModal> {
  const form = await openInvite();
  await form.fill('People', people);
  expect((await form.submit()).outcome).toBe('updated');
  return world.ana.waitForModal((shown) => !/Sending invitations…/.test(shown.text()));
}

test('who is invited gets one DM with one button that leads to the form', async () => {
  world = await startWorld();
  await setUp(world);
  const report = await invite(world.ben.id, world.chloe.id);
  expect(report.text()).toMatch(/On the way to\s+@Ben and @Chloe/);
  const dm = await world.ben.waitForDm('invites you to connect your Gong account');
  expect(dm.rendered).toMatch(/@Ana[\s\S]*Technical Admin/);
  expect(dm.buttons().map(({ text }) => text)).toEqual(['Connect Gong']);
  await world.chloe.waitForDm('invites you');
  await dm.press('Connect Gong');
  await (await world.ben.waitForModal('Connect Gong')).submit();
  await linkOf(world.ben);
  expect(world.rows("select actor, detail from audit where action = 'people.invited'")).toEqual([
    { actor: world.ana.id, detail: JSON.stringify({ people: [world.ben.id, world.chloe.id] }) },
  ]);
});

test('who is connected is left in peace, and nobody is invited twice a day', async () => {
  world = await startWorld();
  await setUp(world);
  await connect(world, world.ben);
  await invite(world.chloe.id);
  await world.chloe.waitForDm('invites you');
  const report = await invite(world.ben.id, world.chloe.id, world.olga.id);
  expect(report.text()).toMatch(/On the way to\s+@Olga/);
  expect(report.text()).toMatch(/Connected already\s+@Ben/);
  expect(report.text()).toMatch(/Invited earlier today\s+@Chloe/);
  await world.olga.waitForDm('invites you');
  expect(world.chloe.dm().filter(({ rendered }) => rendered.includes('invites you'))).toHaveLength(1);
  expect(world.ben.dm().some(({ rendered }) => rendered.includes('invites you'))).toBe(false);

  world.clock.advance(24 * 3_600_000);
  expect((await invite(world.chloe.id)).text()).toMatch(/On the way to\s+@Chloe/);
  await world.slack.until(
    () => world.chloe.dm().filter(({ rendered }) => rendered.includes('invites you')).length === 2,
    'the second invitation',
  );
});

test('bots and deactivated people are named and not invited', async () => {
  world = await startWorld();
  await setUp(world);
  const robot = world.slack.addPerson({ realName: 'Robot', isBot: true });
  const gone = world.slack.addPerson({ realName: 'Gone Girl' });
  const form = await openInvite();
  await form.fill('People', [robot.id, gone.id, world.ben.id]);
  await world.slack.deactivate(gone.id);
  await form.submit();
  const report = await world.ana.waitForModal('Bots or deactivated, so not invited');
  expect(report.text()).toMatch(/not invited\s+@Robot and @Gone/);
  expect(report.text()).toMatch(/On the way to\s+@Ben/);
  expect(world.rows("select recipient from messages where kind = 'invitation'")).toEqual([{ recipient: world.ben.id }]);
});

test('many people are looked up in the member list, and all of them hear of it', async () => {
  world = await startWorld();
  await setUp(world);
  const crowd = Array.from({ length: 30 }, (_, index) => world.slack.addPerson({ realName: `Rep ${index}` }).id);
  const asked = world.slack.callsTo('users.info').length;
  await invite(...crowd);
  // One look at who is an admin for each of: command, button, form.
  expect(world.slack.callsTo('users.info').length - asked).toBe(3);
  expect(world.rows("select recipient from messages where kind = 'invitation'")).toHaveLength(30);
});

test('while Slack says nothing about people, they are invited all the same', async () => {
  world = await startWorld();
  await world.restart({ more: { GONG_ADMINS: world.ana.id } });
  await setUp(world);
  const form = await openInvite();
  await form.fill('People', [world.ben.id]);
  world.slack.faults.add('users.info', { kind: 'http', status: 503 }, Number.POSITIVE_INFINITY);
  await form.submit();
  await world.ana.waitForModal('On the way to');
  await world.ben.waitForDm('invites you');
});

test('the button of the last screen of the wizard leads to the same form', async () => {
  world = await startWorld();
  const register = await chooseScopes(world.ana);
  const done = await saveWith(world, world.ana, register, registerInGong(world, register));
  await done.press('Invite people');
  await world.ana.waitForModal('Each gets a direct message with one button');
});
