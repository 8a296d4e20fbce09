/** The roster's modal: found, filtered, sorted, turned over, nudged, disconnected; by admins alone. */

import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ShownModal } from '../sandbox/slack/driver/shown-view.ts';
import { accountsOf, connectUnhurried, startReadyWorld } from './connect-steps.ts';
import { addAskers, blockOf, listed, openRoster, rowOf } from './roster-steps.ts';
import { eventually, slackRefusals } from './setup-steps.ts';
import type { World } from './world.ts';

let world: World;
const crowd = Array.from({ length: 50 }, (_, index) => `Rep ${String(index + 1).padStart(2, '0')}`);
const odd = [
  '50%_off Olaf',
  '*Stella* <b>',
  '=HYPERLINK("http://evil.example","click")',
  'Zoë O’Neil',
  'back`tick & co',
];

beforeAll(async () => {
  world = await startReadyWorld();
});
afterAll(async () => {
  expect(slackRefusals(world)).toEqual([]);
  await world.end();
});

/** What the modal shows once it says this. */
function shows(expected: RegExp): Promise<ShownModal> {
  return world.ana.waitForModal(expected);
}

function shown(): ShownModal {
  const modal = world.ana.modal();
  if (!modal) throw new Error('no modal');
  return modal;
}

test('with nobody in it yet, it says how people come into it', async () => {
  const roster = await openRoster(world.ana);
  expect(roster.text()).toMatch(/Nobody is here yet\. Everybody who is invited or asks for a connection appears here/);
  expect(roster.buttons().map(({ text }) => text)).toEqual(['Invite people']);
  await roster.press('Invite people');
  await world.ana.waitForModal('Invite');
});

test('fifty-five people are paged through forth and back, in the chosen order', async () => {
  addAskers(world, [...crowd, ...odd]);
  await openRoster(world.ana);
  expect(listed(await shows(/1–20 of 55/))).toHaveLength(20);
  await world.ana.modal()?.fill('roster:sort', 'name');
  await eventually(() => listed(shown())[0] === '*Stella* <b>', 'sorted by name');
  const names: string[] = [];
  names.push(...listed(await shows(/1–20 of 55/)));
  expect(
    world.ana
      .modal()
      ?.buttons()
      .map(({ text }) => text),
  ).not.toContain('Previous');
  await world.ana.modal()?.press('Next');
  names.push(...listed(await shows(/21–40 of 55/)));
  await world.ana.modal()?.press('Next');
  names.push(...listed(await shows(/41–55 of 55/)));
  expect(
    world.ana
      .modal()
      ?.buttons()
      .map(({ text }) => text),
  ).not.toContain('Next');
  expect(new Set(names).size).toBe(55);
  expect(names.filter((name) => name.startsWith('Rep'))).toEqual(crowd);
  await world.ana.modal()?.press('Previous');
  expect(listed(await shows(/21–40 of 55/))).toEqual(names.slice(20, 40));
  await world.ana.modal()?.press('Previous');
  expect(listed(await shows(/1–20 of 55/))).toEqual(names.slice(0, 20));
});

test.each([
  ['50%_o', '50%_off Olaf'],
  ['*st', '*Stella* <b>'],
  ['<b', '*Stella* <b>'],
  ['=hyper', '=HYPERLINK("http://evil.example","click")'],
  ['zoe oneil', null],
  ['zoe neil', 'Zoë O’Neil'],
  ['%', null],
  ['_', null],
  ['back`', 'back`tick & co'],
])('a search for %s finds %s', async (typed, name) => {
  await world.ana.modal()?.fill('Search', typed);
  const shown = await shows(name === null ? /Nobody matches/ : /1–1 of 1/);
  expect(listed(shown)).toEqual(name === null ? [] : [name]);
  await shown.press('Clear the search');
  const all = await shows(/1–20 of 55/);
  expect(all.values().Search).toBeNull();
});

test('the search can be submitted, too', async () => {
  await shown().fill('roster:filter', 'Not connected');
  await eventually(() => shown().privateMetadata.includes('"state":"not_connected"'), 'filtered');
  await shown().fill('Search', 'rep 07');
  expect((await shown().submit()).outcome).toBe('updated');
  expect(listed(await shows(/1–1 of 1/))).toEqual(['Rep 07']);
});

test('somebody is found by state, nudged once a day, and disconnected with a word about who did it', async () => {
  const { ana, ben } = world;
  const account = await connectUnhurried(world, ben);
  await openRoster(ana);
  await ana.modal()?.fill('roster:filter', 'Connected');
  const connected = await shows(/1–1 of 1/);
  expect(rowOf(connected, 'Ben')).toMatch(/Connected · since .* · last looked at /);

  world.composio.expire(account);
  await ben.waitForDm('stopped working');
  await ana.modal()?.fill('roster:filter', 'Not working');
  const broken = await shows(/Not working: Gong no longer accepts the permission/);
  await broken.press('Nudge', blockOf(ben.id));
  await shows(/A reminder is on its way to @Ben/);
  const nudge = await ben.waitForDm('asks you to reconnect your Gong');
  expect(nudge.rendered).toContain('@Ana');
  expect(nudge.buttons().map(({ text }) => text)).toEqual(['Reconnect']);
  await ana.modal()?.press('Nudge', blockOf(ben.id));
  await shows(/@Ben was invited or reminded in the last day, so no reminder was sent/);

  expect(await ana.modal()?.press('Disconnect', { ...blockOf(ben.id), confirm: false })).toMatchObject({
    outcome: 'not confirmed',
  });
  await ana.modal()?.press('Disconnect', blockOf(ben.id));
  const after = await shows(/@Ben is disconnected and is told that it was you[\s\S]*Nobody matches/);
  expect(after.text()).toContain('Not connected: 56');
  const told = await ben.waitForDm('disconnected your Gong');
  expect(told.rendered).toMatch(/@Ana disconnected your Gong[\s\S]*ask @Ana/);
  await eventually(() => accountsOf(world, ben).length === 0, 'the account is deleted');
  expect(
    world.rows("select action, actor from audit where subject = ? and action like '%n%' order by id", ben.id),
  ).toEqual([
    { action: 'connection.active', actor: ben.id },
    { action: 'connection.broken', actor: 'bot' },
    { action: 'person.nudged', actor: ana.id },
    { action: 'connection.disconnected', actor: ana.id },
  ]);
});

test('a row that changed meanwhile is shown as it is now', async () => {
  const { ana, chloe } = world;
  await connectUnhurried(world, chloe);
  await openRoster(ana);
  await ana.modal()?.fill('roster:filter', 'Connected');
  const stale = await shows(/1–1 of 1/);
  await chloe.types('/gong-connect disconnect');
  await stale.press('Disconnect', blockOf(chloe.id));
  await shows(/@Chloe had nothing to disconnect any more[\s\S]*Nobody matches/);
  expect(chloe.dm().some(({ rendered }) => rendered.includes('disconnected your Gong'))).toBe(false);
});

test('all who are not connected are nudged at once, whoever was reminded before left out', async () => {
  const { ana } = world;
  await openRoster(ana);
  const all = await shows(/1–20 of 57/);
  const button = all.buttons().find(({ actionId }) => actionId === 'roster:nudge_all');
  expect(button).toMatchObject({
    text: 'Nudge all who are not connected (57)',
    confirm: expect.stringContaining('57 people are not connected. Those of them get one direct message who'),
  });
  await all.press('roster:nudge_all');
  const done = await shows(/Reminders are on their way to 57 people/);
  expect(done.text()).not.toContain('Left out');
  await ana.modal()?.press('roster:nudge_all');
  await shows(/Reminders are on their way to 0 people\. Left out: 57 people invited or reminded in the last day/);
  expect(world.rows("select recipient from messages where kind = 'nudge'")).toHaveLength(57);
});

test('an admin who is demoted is refused at every button, and nothing is done', async () => {
  const { ana, slack } = world;
  const roster = await openRoster(ana);
  const [person] = world.rows<{ slack_user_id: string }>("select slack_user_id from roster where name = 'Rep 01'");
  const audited = world.rows('select id from audit').length;
  await roster.fill('roster:sort', 'name');
  await shows(/1–20 of 57/);
  const before = slack.callsTo('files.getUploadURLExternal').length;
  for (const press of [
    (shown: ShownModal) => shown.fill('Search', 'rep'),
    (shown: ShownModal) => shown.fill('roster:filter', 'Connected'),
    (shown: ShownModal) => shown.fill('roster:sort', 'since'),
    (shown: ShownModal) => shown.press('Next'),
    (shown: ShownModal) => shown.press('Nudge', blockOf(String(person?.slack_user_id))),
    (shown: ShownModal) => shown.press('roster:nudge_all'),
    (shown: ShownModal) => shown.press('roster:send_file'),
  ]) {
    await slack.changePerson(ana.id, { isAdmin: true });
    await openRoster(ana);
    const drawn = slack.callsTo('views.update').length;
    await ana.modal()?.fill('roster:sort', 'name');
    await eventually(() => slack.callsTo('views.update').length > drawn, 'sorted by name');
    const shown = await shows(/1–20 of 57[\s\S]*Rep 01/);
    await slack.changePerson(ana.id, { isAdmin: false });
    await press(shown);
    const refused = await shows(/Only admins/);
    expect(refused.text()).not.toMatch(/Rep \d\d/);
  }
  await slack.changePerson(ana.id, { isAdmin: true });
  expect(slack.callsTo('files.getUploadURLExternal')).toHaveLength(before);
  expect(world.rows('select id from audit')).toHaveLength(audited);
});

test('a new name in Slack is in the roster after the daily look, and who left Slack is one of the left', async () => {
  const { ana, slack, clock } = world;
  const [person] = world.rows<{ slack_user_id: string }>("select slack_user_id from roster where name = 'Rep 02'");
  await slack.changePerson(String(person?.slack_user_id), { displayName: 'Renata Renamed' });
  const [leaver] = world.rows<{ slack_user_id: string }>("select slack_user_id from roster where name = 'Rep 03'");
  await slack.deactivate(String(leaver?.slack_user_id));
  clock.advance(24 * 3_600_000);
  await eventually(
    () => world.rows("select 1 from roster where name = 'Renata Renamed'").length === 1,
    'the member list is read',
  );
  await openRoster(ana);
  await shown().fill('Search', 'renamed');
  expect(listed(await shows(/1–1 of 1/))).toEqual(['Renata Renamed']);
  await shown().press('Clear the search');
  await eventually(() => /1–20 of 57/.test(shown().text()), 'everybody again');
  await shown().fill('roster:filter', 'Left Slack');
  expect(rowOf(await shows(/1–1 of 1/), 'Rep 03')).toMatch(/Left Slack · since /);
});
