/** The API base URL: under the name that Composio's toolkit has for it, and remembered for each person. */

import { afterEach, expect, test } from 'vitest';
import type { PersonDriver } from '../sandbox/slack/driver/person.ts';
import {
  allow,
  attemptsOf,
  buttonTexts,
  eventually,
  linkRequests,
  nextLink,
  startReadyWorld,
} from './connect-steps.ts';
import { slackRefusals } from './setup-steps.ts';
import { askForLink, linkOf, type World } from './world.ts';

let world: World;
afterEach(async () => {
  expect(slackRefusals(world)).toEqual([]);
  await world.end();
});

async function submitWith(person: PersonDriver, baseUrl: string): Promise<void> {
  await person.modal()?.close(true);
  await person.types('/gong-connect');
  const form = await person.waitForModal('API base URL');
  await form.fill('API base URL', baseUrl);
  await form.submit();
}

test.each([
  ['base_url', 'base_url'],
  ['gong_url', 'gong_url'],
  ['full', 'full'],
  ['not-said', 'base_url'],
] as const)('a toolkit that says %s is given it as %s, and nobody is asked for it again', async (said, field) => {
  world = await startReadyWorld({}, { composio: { baseUrlField: said, fullPrefill: 'skips-page' } });
  const link = await askForLink(world.ben);
  expect(linkRequests(world)[0]?.body).toMatchObject({ connection_data: { [field]: 'https://us-35894.api.gong.io' } });
  await allow(world, link);
  await world.ben.waitForDm('Gong answers. Everything works.');
});

test('each person’s own is remembered, by the form and by a new link in one press', async () => {
  world = await startReadyWorld();
  const { ben, chloe } = world;
  await submitWith(ben, 'https://eu-7.api.gong.io');
  await world.composio.follow(await linkOf(ben), { decision: 'deny' });
  const declined = await ben.waitForDm('Gong did not connect.');
  await ben.modal()?.close(true);
  await ben.types('/gong-connect');
  expect((await ben.waitForModal('API base URL')).values()).toEqual({ 'API base URL': 'https://eu-7.api.gong.io' });
  await ben.modal()?.close(true);
  await nextLink(world, ben, () => declined.press('Get a new link'));
  expect(attemptsOf(world, ben).map(({ base_url }) => base_url)).toEqual(Array(2).fill('https://eu-7.api.gong.io'));

  await chloe.types('/gong-connect');
  expect((await chloe.waitForModal('API base URL')).values()).toEqual({
    'API base URL': 'https://us-35894.api.gong.io',
  });
});

test('another one sent before the first link is made is the one that counts', async () => {
  world = await startReadyWorld();
  const { ben } = world;
  world.slack.faults.add('chat.postMessage', { kind: 'delay', ms: 1_000 });
  await submitWith(ben, 'https://wrong.api.gong.io');
  await submitWith(ben, 'https://us-35894.api.gong.io');
  await eventually(() => attemptsOf(world, ben).length === 2);
  const link = await nextLink(world, ben, async () => world.clock.advance(1_000));
  await allow(world, link);
  const connected = await ben.waitForDm('Gong answers. Everything works.');
  expect(buttonTexts(connected)).toEqual([]);
  expect(world.rows('select base_url from connections')).toEqual([{ base_url: 'https://us-35894.api.gong.io' }]);
  expect(attemptsOf(world, ben).map(({ state }) => state)).toEqual(['superseded', 'won']);
});
