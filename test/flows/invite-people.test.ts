/** Inviting people: a preview first, then a DM each with one button, once a day, and a report of who gets none. */

import { afterEach, expect, test } from 'vitest';
import { invitationsOf, invite, openInvite, preview, reportOf, send } from './invite-steps.ts';
import { chooseScopes, registerInGong, saveWith, slackRefusals } from './setup-steps.ts';
import { connect, linkOf, setUp, startWorld, type World } from './world.ts';

let world: World;
afterEach(async () => {
  expect(slackRefusals(world)).toEqual([]);
  await world.end();
});

test('who is invited gets one DM whose main button leads to the form', async () => {
  world = await startWorld();
  await setUp(world);
  const report = await invite(world, world.ben.id, world.chloe.id);
  expect(report.text()).toMatch(/2 people invited\s+@Ben and @Chloe/);
  const dm = await world.ben.waitForDm('invites you to connect your Gong account');
  expect(dm.rendered).toMatch(/@Ana[\s\S]*Technical Admin/);
  expect(dm.buttons().map(({ text }) => text)).toEqual(['Connect Gong', 'Don’t remind me']);
  await world.chloe.waitForDm('invites you');
  await dm.press('Connect Gong');
  await (await world.ben.waitForModal('Connect Gong')).submit();
  await linkOf(world.ben);
  const [audit] = world.rows<{ actor: string; detail: string }>(
    "select actor, detail from audit where action = 'people.invited'",
  );
  expect(audit?.actor).toBe(world.ana.id);
  expect(JSON.parse(audit?.detail ?? '{}').people).toEqual([world.ben.id, world.chloe.id]);
});

test('who is connected is left in peace, and nobody is invited twice a day', async () => {
  world = await startWorld();
  await setUp(world);
  await connect(world, world.ben);
  await invite(world, world.chloe.id);
  await world.chloe.waitForDm('invites you');
  const shown = await preview(world, { people: [world.ben.id, world.chloe.id, world.olga.id] });
  expect(shown.text()).toMatch(/1 person will get a direct message\s+@Olga/);
  expect(shown.text()).toMatch(/Connected already \(1\)\s+@Ben/);
  expect(shown.text()).toMatch(/Invited in the last day \(1\)\s+@Chloe/);
  expect(shown.submitText).toBe('Send 1 invitation');
  expect(invitationsOf(world.olga)).toEqual([]);
  const report = await send(world, shown);
  expect(report.text()).toMatch(/1 person invited\s+@Olga[\s\S]*Connected already \(1\)\s+@Ben/);
  await world.olga.waitForDm('invites you');
  expect(invitationsOf(world.chloe)).toHaveLength(1);
  expect(invitationsOf(world.ben)).toEqual([]);

  world.clock.advance(24 * 3_600_000);
  expect((await invite(world, world.chloe.id)).text()).toMatch(/1 person invited\s+@Chloe/);
  await world.slack.until(() => invitationsOf(world.chloe).length === 2, 'the second invitation');
});

test('bots and deactivated people are named and not invited', async () => {
  world = await startWorld();
  await setUp(world);
  const robot = world.slack.addPerson({ realName: 'Robot', isBot: true });
  const gone = world.slack.addPerson({ realName: 'Gone Girl' });
  const form = await openInvite(world);
  await form.fill('People', [robot.id, gone.id, world.ben.id]);
  await world.slack.deactivate(gone.id);
  await form.submit();
  const shown = await world.ana.waitForModal('will get a direct message');
  expect(shown.text()).toMatch(/Bots and apps \(1\)\s+@Robot/);
  expect(shown.text()).toMatch(/Deactivated in Slack \(1\)\s+@Gone/);
  expect((await send(world, shown)).text()).toMatch(/1 person invited\s+@Ben/);
  expect(world.rows("select recipient from messages where kind = 'invitation'")).toEqual([{ recipient: world.ben.id }]);
});

test.each([0, 25])('who is of another workspace gets nothing, and guests are named, among %i others', async (size) => {
  world = await startWorld();
  await setUp(world);
  const { slack } = world;
  const others = Array.from({ length: size }, (_, index) => slack.addPerson({ realName: `Rep ${index}` }).id);
  const stranger = slack.addPerson({ realName: 'Stranger', homeTeamId: 'T0OTHER', isAdmin: true });
  const guest = slack.addPerson({ realName: 'Gus', isRestricted: true });
  slack.addChannel('shared', { members: [...others, stranger.id, guest.id, world.ben.id] });
  const shown = await preview(world, { channels: ['shared'] });
  expect(shown.text()).toContain(`${size + 2} people will get a direct message`);
  expect(shown.text()).toMatch(/Guests among them \(1\)\s+@Gus\s/);
  expect(shown.text()).toMatch(/Not a member of this workspace \(1\)\s+@Stranger/);
  expect((await send(world, shown)).text()).toContain(`${size + 2} people invited`);
  await guest.waitForDm('invites you');
  expect(world.rows('select id from messages where recipient = ?', stranger.id)).toEqual([]);
});

test('many people are looked up in the member list, and all of them hear of it', async () => {
  world = await startWorld();
  await setUp(world);
  const crowd = Array.from({ length: 30 }, (_, index) => world.slack.addPerson({ realName: `Rep ${index}` }).id);
  const asked = world.slack.callsTo('users.info').length;
  const report = await invite(world, ...crowd);
  expect(report.text()).toContain('30 people invited');
  // One look at who is an admin for each of: command, button, form, preview.
  expect(world.slack.callsTo('users.info').length - asked).toBe(4);
  expect(world.slack.callsTo('users.list')).toHaveLength(1);
  expect(world.rows("select recipient from messages where kind = 'invitation'")).toHaveLength(30);
});

test('while Slack says nothing about people, they are invited all the same', async () => {
  world = await startWorld();
  await world.restart({ more: { GONG_ADMINS: world.ana.id } });
  await setUp(world);
  const form = await openInvite(world);
  const gone = world.slack.addPerson({ realName: 'Gone Girl' });
  await form.fill('People', [world.ben.id, gone.id]);
  await world.slack.deactivate(gone.id);
  world.slack.faults.add('users.info', { kind: 'http', status: 503 }, Number.POSITIVE_INFINITY);
  await form.submit();
  const shown = await world.ana.waitForModal('Slack did not say just now who of them is deactivated');
  const report = await send(world, shown);
  expect(report.text()).toMatch(/1 person invited\s+@Ben/);
  expect(report.text()).toMatch(/Could not be invited \(1\): Deactivated in Slack\.\s+@Gone/);
  await world.ben.waitForDm('invites you');
});

test('with nothing chosen, the form says so; a preview that nobody sends sends nothing', async () => {
  world = await startWorld();
  await setUp(world);
  const form = await openInvite(world);
  expect(await form.submit()).toEqual({
    outcome: 'errors',
    errors: { People: 'Choose people, channels or user groups.' },
  });
  await form.fill('People', [world.ben.id]);
  await form.submit();
  const shown = await world.ana.waitForModal('1 person will get a direct message');
  await shown.close();
  world.clock.advance(60_000);
  expect(world.rows("select id from messages where kind = 'invitation'")).toEqual([]);
});

test('the button of the last screen of the wizard leads to the same form', async () => {
  world = await startWorld();
  const register = await chooseScopes(world.ana);
  const done = await saveWith(world, world.ana, register, registerInGong(world, register));
  await done.press('Invite people');
  await world.ana.waitForModal('Each gets a direct message with the button Connect Gong');
});

test('a preview sent twice invites once', async () => {
  world = await startWorld();
  await setUp(world);
  const shown = await preview(world, { people: [world.ben.id] });
  await Promise.all([shown.submit(), shown.submit()].map((one) => one.catch(() => undefined)));
  await reportOf(world);
  await world.ben.waitForDm('invites you');
  expect(world.rows("select id from messages where kind = 'invitation'")).toHaveLength(1);
});
