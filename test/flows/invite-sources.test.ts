/** People, channels and user groups, chosen together: who is meant, what cannot be read, and how the sending goes. */

import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { PersonDriver } from '../sandbox/slack/driver/person.ts';
import { eventually } from './connect-steps.ts';
import { startQuietWorld, writing } from './crowd.ts';
import { filledIn, fillIn, invitationsOf, openInvite, preview, reportOf, send } from './invite-steps.ts';
import { slackRefusals } from './setup-steps.ts';
import { connect, type World } from './world.ts';

let world: World;
let dirk: PersonDriver;
let emi: PersonDriver;
let frank: PersonDriver;

const invitedRows = (): string[] =>
  world
    .rows<{ recipient: string }>("select recipient from messages where kind = 'invitation'")
    .map((row) => row.recipient);

describe('in a workspace of seven', () => {
  beforeAll(async () => {
    world = await startQuietWorld();
    dirk = world.slack.person(world.slack.people.dirk);
    emi = world.slack.person(world.slack.people.emi);
    frank = world.slack.person(world.slack.people.frank);
  });
  afterEach(() => expect(slackRefusals(world)).toEqual([]));
  afterAll(() => world.end());

  test('a channel that the app is not in is named with what to do, and the others go on', async () => {
    const shown = await preview(world, { people: [frank.id], channels: ['deal-desk'] });
    expect(shown.text()).toMatch(/1 person will get a direct message\s+@Frank/);
    expect(shown.text()).toMatch(/#deal-desk: This app is not in that private channel[\s\S]*\/invite/);
    await shown.close();
    const nobody = await preview(world, { channels: ['deal-desk'] });
    expect(nobody.text()).toContain('Nobody will get a direct message.');
    expect(nobody.submitText).toBeNull();
  });

  test('somebody who is no admin is refused at the button, the user groups, the form and the preview', async () => {
    const { ana } = world;
    const isAdmin = (yes: boolean) => world.slack.changePerson(ana.id, { isAdmin: yes });
    const form = await openInvite(world);
    expect((await form.suggest('User groups', '')).map(({ text }) => text.text)).toEqual([
      '@sales-team · Sales team (5)',
      '@sales-leads · Sales leads (2)',
    ]);
    expect((await form.suggest('User groups', '@sales-l')).map(({ text }) => text.text)).toEqual([
      '@sales-leads · Sales leads (2)',
    ]);
    await isAdmin(false);
    expect(await form.suggest('User groups', '')).toEqual([]);
    await form.fill('People', [frank.id]);
    await form.submit();
    const refused = await filledIn(world, 'Looking…');
    expect(refused.text()).toMatch(/Only admins can set Gong up[\s\S]*Nobody was invited/);
    await isAdmin(true);
    const shown = await preview(world, { people: [frank.id] });
    await isAdmin(false);
    expect((await send(world, shown)).text()).toMatch(/Only admins can set Gong up[\s\S]*Nobody was invited/);
    const hub = ana.sees().at(-1);
    await ana.modal()?.close(true);
    await hub?.press('Invite people');
    await ana.waitForEphemeral('Only admins can set Gong up');
    expect(ana.modal()).toBeNull();
    expect(invitedRows()).toEqual([]);
    await isAdmin(true);
  });

  test('the same person in several sources is invited once, and each who is not is named with the reason', async () => {
    const { ana, ben, chloe, slack } = world;
    await connect(world, ben);
    slack.inviteTo(slack.channels.dealDesk, slack.bot.userId);
    const robot = slack.addPerson({ realName: 'Robot', isBot: true });
    slack.inviteTo(slack.channels.dealDesk, robot.id);
    const left = slack.addPerson({ realName: 'Lena Left' });
    slack.inviteTo(slack.channels.dealDesk, left.id);
    await slack.deactivate(left.id);
    // deal-desk: Ana, Chloe, Emi and the three above; sales-team: Ben, Chloe, Dirk, Emi, Frank.
    const shown = await preview(world, {
      people: [chloe.id],
      channels: ['deal-desk'],
      userGroups: ['@sales-team · Sales team (5)'],
    });
    expect(shown.text()).toMatch(/5 people will get a direct message\s+@Chloe, @Ana, @Emi, @Dirk and @Frank/);
    expect(shown.text()).toMatch(/Connected already \(1\)\s+@Ben/);
    expect(shown.text()).toMatch(/Deactivated in Slack \(1\)\s+@Lena/);
    expect(shown.text()).toMatch(/Bots and apps \(2\)/);
    expect(shown.text()).toContain('2 people chosen more than once, counted once.');
    expect(shown.submitText).toBe('Send 5 invitations');
    expect(invitedRows()).toEqual([]);

    // Between preview and sending, Frank is deactivated: Slack refuses.
    await slack.deactivate(frank.id);
    const report = await send(world, shown);
    expect(report.text()).toMatch(/4 people invited\s+@Chloe, @Ana, @Emi and @Dirk/);
    expect(report.text()).toMatch(/Could not be invited \(1\): Deactivated in Slack\.\s+@Frank/);
    expect(report.text()).toMatch(/Connected already \(1\)\s+@Ben[\s\S]*Bots and apps \(2\)[\s\S]*Roster/);
    for (const person of [chloe, ana, emi, dirk]) expect(invitationsOf(person)).toHaveLength(1);
    // Seen in the modal, the report is not sent as well.
    world.clock.advance(10_000);
    expect(ana.dm().filter(({ rendered }) => rendered.includes('Your invitations are out'))).toEqual([]);
    expect(world.rows('select state, next_nudge_at from invitations where slack_user_id = ?', frank.id)).toEqual([
      { state: 'undelivered', next_nudge_at: null },
    ]);
  });

  test.each([
    ['the plan has none', () => world.slack.offerUserGroups(false), /User groups: This workspace has none/],
    [
      'the scope is missing',
      () => {
        world.slack.offerUserGroups(true);
        world.slack.grantScopes(['commands', 'chat:write', 'im:write', 'im:history', 'users:read', 'channels:read']);
      },
      /User groups: The Slack app was installed without the scope usergroups:read/,
    ],
  ])('the form says why there are no user groups to choose: %s', async (_why, arrange, words) => {
    arrange();
    world.clock.advance(60_000);
    const form = await openInvite(world);
    expect(form.text()).toMatch(words);
    expect(form.labels()).toEqual(['People', 'Channels']);
  });
});

test('a long batch shows its progress in place, and its report comes by DM once the modal is closed', async () => {
  world = await startQuietWorld();
  const crowd = Array.from({ length: 40 }, (_, index) => world.slack.addPerson({ realName: `Rep ${index}` }));
  world.slack.addChannel('reps', { members: crowd.map(({ id }) => id) });
  const shown = await preview(world, { channels: ['reps'] });
  const viewId = shown.id;
  await shown.submit();
  await world.ana.waitForModal(/\d of 40/);
  const seen = new Set<string>();
  await eventually(() => {
    const [, done] = /(\d+) of 40/.exec(world.ana.modal()?.text() ?? '') ?? [];
    if (done) seen.add(done);
    if (Number(done) > 19) return true;
    world.clock.advance(3_000);
    return false;
  });
  expect(world.ana.modal()?.text()).toMatch(/▓{10}[▓░]{10} \d+ of 40\n\d+ sent/);
  expect(world.ana.modal()?.id).toBe(viewId);
  const last = crowd.at(-1)?.id ?? '';
  writing(world, (insert) => {
    const at = world.clock.now();
    insert('people', { team_id: world.slack.team.id, slack_user_id: last, external_user_id: 'x', created_at: at });
    insert('connections', { id: 'c1', team_id: world.slack.team.id, owner: last, state: 'active', since: at });
  });
  expect(seen.size).toBeGreaterThan(2);
  await world.ana.modal()?.close();
  await eventually(() => {
    world.clock.advance(3_000);
    return world.ana.dm().some(({ rendered }) => rendered.includes('Your invitations are out'));
  });
  const report = await world.ana.waitForDm('Your invitations are out: 39 people invited.');
  expect(report.rendered).toMatch(/39 people invited\s+@Rep[\s\S]*Connected already \(1\)\s+@Rep/);
  expect(crowd.map((person) => invitationsOf(person).length)).toEqual(crowd.map(({ id }) => (id === last ? 0 : 1)));
  expect(slackRefusals(world)).toEqual([]);
  await world.end();
});

test('a restart in the middle of a batch loses nobody, sends nothing twice, and reports', async () => {
  world = await startQuietWorld();
  const crowd = Array.from({ length: 40 }, (_, index) => world.slack.addPerson({ realName: `Rep ${index}` }));
  const shown = await preview(world, { people: crowd.map(({ id }) => id) });
  await world.restart();
  expect((await shown.submit()).outcome).toBe('updated');
  // One whose answer never comes, and one that never leaves.
  await eventually(() => crowd.some((person) => invitationsOf(person).length > 0));
  world.slack.faults.add('chat.postMessage', { kind: 'reset' });
  world.slack.faults.add('chat.postMessage', { kind: 'reset-before' });
  world.clock.advance(2_000);
  await world.restart();
  expect(crowd.filter((person) => invitationsOf(person).length === 0).length).toBeGreaterThan(0);
  await world.ana.modal()?.close(true);
  await eventually(() => {
    world.clock.advance(2_000);
    return world.ana.dm().some(({ rendered }) => rendered.includes('Your invitations are out: 40 people invited.'));
  });
  expect(crowd.map((person) => invitationsOf(person).length)).toEqual(crowd.map(() => 1));
  await world.end();
});

test('what is removed while invitations are on their way is reported, and nobody is invited to it', async () => {
  world = await startQuietWorld();
  const crowd = Array.from({ length: 25 }, (_, index) => world.slack.addPerson({ realName: `Rep ${index}` }));
  const shown = await preview(world, { people: crowd.map(({ id }) => id) });
  await shown.submit();
  await world.ana.waitForModal(/\d of 25/);
  writing(world, (_insert, database) => {
    database.prepare("update setups set state = 'replaced'").run();
  });
  const report = await reportOf(world);
  const invited = crowd.filter((person) => invitationsOf(person).length === 1).length;
  expect(invited).toBeLessThan(25);
  expect(report.text()).toContain(`${invited} people invited`);
  expect(report.text()).toContain(
    `Could not be invited (${25 - invited}): Gong was removed from this workspace before their turn came.`,
  );
  await world.end();
});

test('two thousand people are previewed with one walk through the member list', async () => {
  world = await startQuietWorld();
  const crowd = Array.from({ length: 2_000 }, (_, index) => world.slack.addPerson({ realName: `Rep ${index}` }).id);
  world.slack.addChannel('everybody', { members: crowd });
  const calls = world.slack.calls.length;
  const form = await openInvite(world);
  await fillIn(form, { channels: ['everybody'] });
  expect((await form.submit()).outcome).toBe('updated');
  expect(world.ana.modal()?.text()).toContain('Looking…');
  const shown = await filledIn(world, 'Looking…');
  expect(shown.text()).toContain('2,000 people will get a direct message');
  expect(shown.text()).toMatch(/@Rep, .*and 1900 more/);
  expect(shown.submitText).toBe('Send 2,000 invitations');
  const made = world.slack.calls.slice(calls).map(({ method }) => method);
  expect(made.filter((method) => method === 'conversations.members')).toHaveLength(4);
  expect(made.filter((method) => method === 'users.list')).toHaveLength(11);
  expect(made.length).toBeLessThan(25);
  await shown.submit();
  const bar = await world.ana.waitForModal(/\d of 2,000/);
  await bar.close();
  expect(world.rows<{ people: number }>("select count(*) as people from messages where kind = 'invitation'")).toEqual([
    { people: 2_000 },
  ]);
  expect(slackRefusals(world)).toEqual([]);
  await world.end();
});
