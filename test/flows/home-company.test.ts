/** The Home tab where the company shares one connection: one card, one button, and what happened to the connection. */

import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ShownHome } from '../sandbox/slack/driver/shown-view.ts';
import { chooseCompany, companyAccount, grantBecomes } from './company-steps.ts';
import { startReadyWorld } from './connect-steps.ts';
import { slackRefusals } from './setup-steps.ts';
import type { World } from './world.ts';

let world: World;
beforeAll(async () => {
  world = await startReadyWorld();
});
afterAll(async () => {
  expect(slackRefusals(world)).toEqual([]);
  await world.end();
});

const texts = (home: ShownHome): string[] => home.buttons().map(({ text }) => text);

test('one press lets a rep in, and the tab says how the connection is', async () => {
  const { ana, ben, composio } = world;
  await chooseCompany(ana);
  await ben.opensHome();
  const before = await ben.waitForHome(/Your company has one Gong connection[\s\S]*is not there yet; ask now/);
  expect(texts(before)).toEqual(['Connect Gong']);
  await before.press('Connect Gong');
  await grantBecomes(world, ben, 'wanted');
  await ben.modal()?.close(true);
  await ben.opensHome();
  expect(texts(await ben.waitForHome('Your company’s Gong connection is not there yet.'))).toEqual([
    'Take back my request',
  ]);

  await ana.modal()?.close(true);
  await ana.types('/gong-setup');
  await (await ana.waitForEphemeral('Gong is set up')).press('How people connect');
  await (await ana.waitForModal('Now: Company')).press('I am a Technical Admin: get the link');
  const link = (await ana.waitForDm((dm) => dm.buttons().some(({ url }) => url !== null)))
    .buttons()
    .find(({ url }) => url);
  await composio.follow(String(link?.url), { as: 'technical-admin', decision: 'allow' });
  const connected = await ben.waitForHome(
    /Connected through your company’s connection since[\s\S]*What it is used for/,
  );
  expect(texts(connected)).toEqual(['Test it']);
  expect(connected.text()).toMatch(
    /History[\s\S]*the company’s connection was made[\s\S]*you asked to use the company’s/,
  );

  composio.expire(companyAccount(world));
  const broken = await ben.waitForHome(/company’s Gong connection does not work since[\s\S]*you need not do anything/);
  expect(texts(broken)).toEqual(['Stop using it']);
  expect(broken.text()).toMatch(/History[\s\S]*the company’s connection stopped working/);
  await broken.press('Stop using it');
  await ben.waitForHome(/Not connected\. Your company has one/);
  expect(ben.home()?.text()).not.toMatch(/composio/i);
});
