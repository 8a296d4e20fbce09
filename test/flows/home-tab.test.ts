/** The Home tab: a person's own status and one button, shown anew when it changes. */

import { afterAll, beforeAll, expect, test } from 'vitest';
import { allow, attemptBecomes, connectUnhurried, newRep, nextLink, startReadyWorld } from './connect-steps.ts';
import { slackRefusals } from './setup-steps.ts';
import { linkOf, type World } from './world.ts';

let world: World;
beforeAll(async () => {
  world = await startReadyWorld();
});
afterAll(async () => {
  expect(slackRefusals(world)).toEqual([]);
  await world.end();
});

const texts = (shown: { buttons(): { text: string }[] }): string[] => shown.buttons().map(({ text }) => text);

test('not connected, waiting, connected, broken and repaired: one button each, without opening it again', async () => {
  const rep = newRep(world);
  await rep.opensHome();
  const none = await rep.waitForHome('Not connected.');
  expect(texts(none)).toEqual(['Connect Gong']);
  expect(none.text()).toContain('Technical Admin');

  await none.press('Connect Gong');
  await (await rep.waitForModal('Connect Gong')).submit();
  const link = await linkOf(rep);
  const waiting = await rep.waitForHome('Your personal link is waiting for you');
  expect(texts(waiting)).toEqual(['Send another link']);
  expect(JSON.stringify(waiting.blocks)).not.toContain(link);

  await allow(world, link);
  const connected = await rep.waitForHome(/Connected since[\s\S]*Gong answers\. Everything works\.[\s\S]*Last checked/);
  expect(texts(connected)).toEqual(['Test it']);

  const { account_id } = await attemptBecomes(world, rep, 'won');
  world.composio.expire(account_id ?? '');
  const broken = await rep.waitForHome(/Not working since[\s\S]*Gong no longer accepts the permission you gave/);
  expect(texts(broken)).toEqual(['Reconnect']);

  await rep.modal()?.close(true);
  await allow(world, await nextLink(world, rep, () => broken.press('Reconnect')));
  const repaired = await rep.waitForHome(/Connected since[\s\S]*Gong answers/);
  expect(repaired.text()).toMatch(/What it is used for[\s\S]*Read call transcripts/);
  const history = repaired.text().split('History')[1] ?? '';
  expect(history.match(/UTC: .*/g)).toEqual(['UTC: connected', 'UTC: stopped working', 'UTC: connected']);
  expect(repaired.text()).not.toMatch(/composio/i);
});

test('disconnecting by command is seen there, too', async () => {
  const rep = newRep(world);
  await connectUnhurried(world, rep);
  await rep.opensHome();
  await rep.waitForHome('Connected since');
  await rep.types('/gong-connect disconnect');
  await rep.waitForHome('Not connected.');
});

test('of a long history, the newest five lines are there', async () => {
  const rep = newRep(world);
  await rep.opensHome();
  const first = await rep.waitForHome('Welcome. This app connects your Gong account');
  expect(first.text()).not.toContain('History');
  for (let times = 0; times < 3; times += 1) {
    await connectUnhurried(world, rep);
    await rep.types('/gong-connect disconnect');
    await rep.waitForHome('Not connected.');
  }
  const lines = (await rep.waitForHome(/you disconnected/)).text().match(/UTC: .*/g);
  expect(lines).toEqual([
    'UTC: you disconnected',
    'UTC: connected',
    'UTC: you disconnected',
    'UTC: connected',
    'UTC: you disconnected',
  ]);
});

test('a paused connection and one in a state that nobody knows are said as such', async () => {
  const rep = newRep(world);
  const account = await connectUnhurried(world, rep);
  await rep.opensHome();
  world.composio.disable(account);
  world.clock.advance(301_000);
  const paused = await rep.waitForHome(/Not working since[\s\S]*is paused/);
  expect(texts(paused)).toEqual(['Reconnect']);
  world.composio.setStatus(account, 'MYSTERY');
  world.clock.advance(301_000);
  expect(texts(await rep.waitForHome('Nobody knows whether your connection works'))).toEqual(['Reconnect']);
});

test('Test it asks Gong and shows the answer; a wrong API base URL leads to the form', async () => {
  const rep = newRep(world);
  const account = await connectUnhurried(world, rep);
  await rep.opensHome();
  const home = await rep.waitForHome('Gong answers. Everything works.');
  await home.press('Test it');
  await (await rep.waitForModal('Tested just now: Gong answers. Everything works.')).close();
  world.composio.account(account).fields.base_url = 'https://us-35894.app.gong.io';
  world.clock.advance(1_000);
  await home.press('Test it');
  const wrong = await rep.waitForHome('did not answer at this API base URL');
  expect(texts(wrong)).toEqual(['Change the URL']);
  await rep.modal()?.close(true);
  await wrong.press('Change the URL');
  expect((await rep.waitForModal('Connect Gong')).labels()).toEqual(['API base URL']);
});

test('the Messages tab publishes nothing', async () => {
  const rep = newRep(world);
  expect(await rep.opensMessages()).toBe(true);
  expect(world.slack.callsTo('views.publish').filter(({ args }) => args.user_id === rep.id)).toEqual([]);
  expect(rep.home()).toBeNull();
});
