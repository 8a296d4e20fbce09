/** Gong is paused by an admin: whatever a person opens says so, no link is made, and nothing claims to work. */

import { afterEach, beforeEach, expect, test } from 'vitest';
import type { PersonDriver } from '../sandbox/slack/driver/person.ts';
import { connectCompany, grantBecomes, joinCompany } from './company-steps.ts';
import {
  attemptsOf,
  buttonTexts,
  connectUnhurried,
  eventually,
  linkRequests,
  linksIn,
  sweepSoon,
} from './connect-steps.ts';
import { askForLink, setUp, startWorld, type World } from './world.ts';

let world: World;
beforeEach(async () => {
  world = await startWorld();
  await setUp(world);
});
afterEach(async () => {
  expect(world.slack.problems).toEqual([]);
  await world.end();
});

async function press(which: 'Pause' | 'Resume'): Promise<void> {
  world.ana.reloads();
  await world.ana.modal()?.close(true);
  await world.ana.types('/gong-setup');
  await (await world.ana.waitForEphemeral(/Gong is set up/)).press(which);
  await world.ana.waitForModal(which === 'Pause' ? 'Gong is paused.' : 'Gong goes on.');
  await world.ana.modal()?.close(true);
}

const paused = /Gong is paused by @Ana since .*\. It works again when it is resumed\. You need not do anything\./;

async function status(person: PersonDriver) {
  person.reloads();
  await person.types('/gong-connect status');
  return person.waitForEphemeral(paused);
}

test('a connection of one’s own is shown as paused before any sweep, with nothing to press that would fail', async () => {
  const { ben } = world;
  await connectUnhurried(world, ben);
  await ben.opensHome();
  await ben.waitForHome('Everything works.');
  await press('Pause');

  const card = await status(ben);
  expect(card.rendered).not.toMatch(/Everything works|does not work|keeps working/);
  expect(buttonTexts(card)).toEqual(['Disconnect', 'Details']);
  const home = await ben.waitForHome(paused);
  expect(home.text()).not.toMatch(/Everything works/);
  expect(home.buttons()).toEqual([]);

  await press('Resume');
  expect((await ben.waitForHome('Everything works.')).buttons()).toHaveLength(1);
});

test('nobody gets a link during a pause, wherever they ask for one', async () => {
  const { ben, chloe } = world;
  const link = await askForLink(ben);
  await chloe.types('/gong-connect');
  const form = await chloe.waitForModal('Connect Gong');
  await chloe.opensHome();
  await chloe.waitForHome('Not connected.');
  const requests = linkRequests(world).length;
  await press('Pause');

  const dm = await ben.waitForDm(paused);
  expect(linksIn(dm)).toEqual([]);
  await form.submit();
  await chloe.waitForModal(paused);
  await chloe.modal()?.close(true);
  chloe.reloads();
  await chloe.types('/gong-connect');
  await chloe.waitForEphemeral(paused);
  expect(chloe.modal()).toBeNull();
  expect((await chloe.waitForHome(paused)).buttons()).toEqual([]);
  expect(attemptsOf(world, chloe)).toEqual([]);
  expect(linkRequests(world)).toHaveLength(requests);

  await press('Resume');
  await ben.waitForDm((shown) => linksIn(shown).includes(link));
  await askForLink(chloe);
});

test('a link that was asked for and not made when the pause began is not made', async () => {
  const { ben } = world;
  await ben.types('/gong-connect');
  const form = await ben.waitForModal('Connect Gong');
  // The DM comes first, and Slack is slow with it.
  world.slack.faults.add('chat.postMessage', { kind: 'http', status: 503 });
  await form.submit();
  const requests = linkRequests(world).length;
  await press('Pause');
  await eventually(() => {
    world.clock.advance(5_000);
    return attemptsOf(world, ben).at(-1)?.state === 'failed';
  });
  await ben.waitForDm(paused);
  expect(linkRequests(world)).toHaveLength(requests);
  await press('Resume');
  const dm = await ben.waitForDm(/Gong was paused just then/);
  expect(buttonTexts(dm)).toEqual(['Get a new link']);
});

test('the company’s connection is not said to work, and who joins is let in for the time after', async () => {
  const { ana, ben, olga } = world;
  await connectUnhurried(world, ana);
  await connectCompany(world, ana);
  await joinCompany(world, olga);
  await olga.opensHome();
  await olga.waitForHome('Everything works.');
  await press('Pause');

  await ben.types('/gong-connect');
  const joining = await ben.waitForEphemeral(paused);
  expect(joining.rendered).toMatch(/You are being let in/);
  await grantBecomes(world, ben, 'granted');
  const granted = await ben.waitForDm(paused);
  expect(granted.rendered).not.toMatch(/can now work/);
  expect(granted.buttons()).toEqual([]);
  for (const rep of [ben, olga]) {
    const card = await status(rep);
    expect(card.rendered).not.toMatch(/Everything works|You can use|switched off/);
    expect(buttonTexts(card)).toEqual(['Disconnect', 'Details']);
  }
  expect((await olga.waitForHome(paused)).text()).not.toMatch(/Everything works/);
  sweepSoon(world);
  await eventually(
    () => world.rows("select 1 from connections where owner = 'company' and state = 'paused'").length > 0,
  );
  expect((await status(olga)).rendered).not.toMatch(/switched off/);
  const own = await status(ana);
  expect(own.rendered).toMatch(/This one is your own; if you disconnect it/);
  expect(buttonTexts(own)).toEqual(['Disconnect', 'Details']);

  await press('Resume');
  await ben.waitForDm(/Your team’s agents and automations can now work with Gong for you/);
});
