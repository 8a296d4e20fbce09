/** The Home tab of admins: led into the wizard at first, then the hub and the roster, for as long as they are admins. */

import { afterAll, beforeAll, expect, test } from 'vitest';
import { checkView } from '../sandbox/slack/block-kit/checker.ts';
import type { ShownHome } from '../sandbox/slack/driver/shown-view.ts';
import { connectUnhurried } from './connect-steps.ts';
import { addAskers, blockOf, listed, rowOf } from './roster-steps.ts';
import { eventually, slackRefusals } from './setup-steps.ts';
import { setUp, startWorld, type World } from './world.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(async () => {
  expect(slackRefusals(world)).toEqual([]);
  await world.end();
});

const published = (id: string): number =>
  world.slack.callsTo('views.publish').filter(({ args }) => args.user_id === id).length;

async function shows(expected: RegExp): Promise<ShownHome> {
  const home = await world.ana.waitForHome(expected);
  expect(checkView({ type: 'home', blocks: home.blocks })).toEqual([]);
  return home;
}

test('a newcomer who is an admin is led into the wizard, a rep to the admins, and both on from there', async () => {
  const { ana, ben } = world;
  await ben.opensHome();
  const rep = await ben.waitForHome('Gong is not set up in this workspace yet.');
  expect(rep.text()).toContain('Welcome. This app connects your Gong account');
  expect(rep.buttons().map(({ text }) => text)).toEqual(['Ask the admins']);

  await ana.opensHome();
  const lead = await shows(/Welcome\. Gong is not set up in this workspace yet, and you can do it\./);
  expect(lead.buttons().map(({ text }) => text)).toEqual(['Set up Gong']);
  await world.slack.changePerson(ana.id, { isAdmin: false });
  await lead.press('Set up Gong');
  await ana.waitForModal('Only admins');
  await ana.modal()?.close(true);
  await world.slack.changePerson(ana.id, { isAdmin: true });
  await ana.home()?.press('Set up Gong');
  await ana.waitForModal('Set up Gong');
  await ana.modal()?.close(true);
  await setUp(world);
  await shows(
    /Not connected\.[\s\S]*Gong in this workspace[\s\S]*Gong is set up\.[\s\S]*Roster[\s\S]*Nobody is here yet/,
  );
  // The tab does not wait for Composio, and says nothing of what nobody has asked yet.
  expect(ana.home()?.text()).not.toContain('Composio did not say');
  await ben.waitForHome(/Welcome[\s\S]*Not connected\.[\s\S]*What it is used for[\s\S]*Read call transcripts/);

  expect(
    ana
      .home()
      ?.buttons()
      .map(({ text }) => text),
  ).not.toContain('Set up Gong');
});

test('the roster is searched, filtered and turned over on the tab, and follows what happens', async () => {
  const { ana, ben } = world;
  addAskers(
    world,
    Array.from({ length: 54 }, (_, index) => `Rep ${String(index + 1).padStart(2, '0')}`),
  );
  await ana.opensHome();
  await shows(/1–20 of 54/);
  await connectUnhurried(world, ben);
  await eventually(() => {
    world.clock.advance(1_000);
    return /1–20 of 55/.test(ana.home()?.text() ?? '');
  }, 'the tab follows');
  await ana.home()?.fill('roster:sort', 'name');
  await eventually(() => listed(ana.home() ?? { text: () => '' })[0] === 'Ben', 'sorted by name');
  await ana.home()?.press('Next');
  expect(listed(await shows(/21–40 of 55/))[0]).toBe('Rep 20');
  await ana.home()?.press('Next');
  await shows(/41–55 of 55/);
  await ana.home()?.press('Previous');
  await shows(/21–40 of 55/);
  await ana.home()?.fill('Search', '*');
  await shows(/Nobody matches/);
  await ana.home()?.fill('Search', 'be');
  expect(listed(await shows(/1–1 of 1/))).toEqual(['Ben']);
  await ana.home()?.press('Clear the search');
  await shows(/1–20 of 55/);
  await ana.home()?.fill('roster:filter', 'Connected');
  expect(rowOf(await shows(/1–1 of 1/), 'Ben')).toMatch(/Connected · since /);
});

test('however much happens within five seconds, the tab is published once for it', async () => {
  const { ana } = world;
  world.clock.advance(6_000);
  await connectUnhurried(world, world.olga);
  await eventually(() => {
    world.clock.advance(1_000);
    return /1–2 of 2/.test(ana.home()?.text() ?? '');
  }, 'the tab follows');
  const before = published(ana.id);
  for (let times = 0; times < 15; times += 1) await world.olga.types('/gong-connect status');
  await world.olga.types('/gong-connect disconnect');
  expect(published(ana.id)).toBe(before);
  world.clock.advance(5_000);
  await shows(/1–1 of 1/);
  expect(published(ana.id)).toBe(before + 1);
});

test('somebody is disconnected from there, and hears who did it', async () => {
  const { ana, ben } = world;
  const home = await shows(/1–1 of 1/);
  await home.press('Disconnect', blockOf(ben.id));
  await shows(/@Ben is disconnected and is told that it was you[\s\S]*Nobody matches/);
  await ben.waitForDm('@Ana disconnected your Gong');
  await ben.waitForHome(/Not connected\.[\s\S]*History[\s\S]*@Ana disconnected it[\s\S]*connected/);
  await ana.home()?.press('Send me the list as CSV');
  await shows(/The list of 56 people is in your direct messages/);
  expect((await ana.waitForDm('The roster as you asked for it')).files).toHaveLength(1);
});

test('who is an admin no longer is refused at every press, and the tab becomes a rep’s', async () => {
  const { ana, chloe, slack } = world;
  await connectUnhurried(world, chloe);
  for (const press of [
    (home: ShownHome) => home.press('Disconnect', blockOf(chloe.id)),
    (home: ShownHome) => home.press('roster:nudge_all'),
    (home: ShownHome) => home.press('roster:send_file'),
    (home: ShownHome) => home.fill('Search', 'rep'),
    (home: ShownHome) => home.fill('roster:filter', 'Left Slack'),
  ]) {
    await slack.changePerson(ana.id, { isAdmin: true });
    world.clock.advance(61_000);
    await ana.modal()?.close(true);
    await ana.opensHome();
    const home = await shows(/Roster[\s\S]*1–1 of 1/);
    await slack.changePerson(ana.id, { isAdmin: false });
    await press(home);
    await ana.waitForModal('Only admins');
    await eventually(() => !/Roster/.test(ana.home()?.text() ?? 'Roster'), 'the roster goes');
    expect(ana.home()?.text()).not.toContain('Gong in this workspace');
  }
  await slack.changePerson(ana.id, { isAdmin: true });
  expect(world.rows('select state from connections where owner = ?', chloe.id)).toEqual([{ state: 'active' }]);
});
