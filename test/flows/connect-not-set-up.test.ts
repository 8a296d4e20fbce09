/** Nothing is set up: what people are told, and who is asked. */

import { afterEach, expect, test } from 'vitest';
import { buttonTexts } from './connect-steps.ts';
import { slackRefusals } from './setup-steps.ts';
import { setUp, startWorld, type World } from './world.ts';

let world: World;
afterEach(async () => {
  expect(slackRefusals(world)).toEqual([]);
  await world.end();
});

test('the command says so, and its button asks the owners when nobody else is known, once a day', async () => {
  world = await startWorld();
  const { ana, ben, olga } = world;
  await ben.types('/gong-connect');
  const answer = await ben.waitForEphemeral('Gong is not set up in this workspace yet.');
  expect(ben.modal()).toBeNull();
  expect(buttonTexts(answer)).toEqual(['Ask the admins']);
  await answer.press('Ask the admins');
  await ben.waitForEphemeral('Asked');
  const asked = await olga.waitForDm('would like to connect Gong');
  expect(asked.rendered).toMatch(/Ben[\s\S]*\/gong-setup/);
  expect(ana.dm()).toEqual([]);

  ben.reloads();
  await ben.types('/gong-connect status');
  await (await ben.waitForEphemeral('not set up')).press('Ask the admins');
  await ben.waitForEphemeral('today already');
  world.clock.advance(24 * 3_600_000);
  ben.reloads();
  await ben.types('/gong-connect');
  await (await ben.waitForEphemeral('not set up')).press('Ask the admins');
  await world.slack.until(() => olga.dm().length === 2, 'the owner is asked on the next day');
  expect(world.rows("select id from messages where kind = 'asked'")).toHaveLength(2);
});

test('once Gong is set up, whoever asked is told once, and the message to the admins says that it is done', async () => {
  world = await startWorld();
  const { ben, chloe, olga } = world;
  for (const _day of [1, 2]) {
    ben.reloads();
    await ben.types('/gong-connect');
    await (await ben.waitForEphemeral('not set up')).press('Ask the admins');
    await ben.waitForEphemeral('Asked');
    world.clock.advance(24 * 3_600_000);
  }
  await chloe.types('/gong-connect');
  await world.slack.until(() => olga.dm().length === 2, 'the owner was asked on both days');
  expect(ben.dm()).toEqual([]);

  await setUp(world);
  const told = await ben.waitForDm('Gong is set up now.');
  await world.slack.until(
    () => olga.dm().every(({ rendered }) => /@Ben asked for Gong to be set up\. It is now/.test(rendered)),
    'both messages say that it is done',
  );
  expect(ben.dm()).toHaveLength(1);
  expect(chloe.dm()).toEqual([]);
  await told.press('Connect Gong');
  await ben.waitForModal('Connect Gong');
});

test('GONG_ADMINS are asked instead of the owners', async () => {
  world = await startWorld({ more: { GONG_ADMINS: 'U0CHLOE' } });
  const admin = world.slack.addPerson({ id: 'U0CHLOE', realName: 'Cleo Chosen' });
  await world.ben.types('/gong-connect');
  await (await world.ben.waitForEphemeral('not set up')).press('Ask the admins');
  await admin.waitForDm('would like to connect Gong');
  expect(world.olga.dm()).toEqual([]);
});

test('an admin who would ask only themselves is told what to type', async () => {
  world = await startWorld();
  await world.olga.types('/gong-connect');
  await (await world.olga.waitForEphemeral('not set up')).press('Ask the admins');
  await world.olga.waitForEphemeral('You look after Gong in this workspace yourself: type /gong-setup');
  await setUp(world);
  expect(world.olga.dm()).toEqual([]);
});

test('the Home tab says so and asks; once Gong is set up the old button leads to connecting', async () => {
  world = await startWorld();
  const { ben, olga } = world;
  await ben.opensHome();
  const home = await ben.waitForHome('Gong is not set up in this workspace yet.');
  await home.press('Ask the admins');
  await olga.waitForDm('would like to connect Gong');
  const said = await ben.waitForModal('Asked');
  expect(said.text()).toContain('Olga');
  await said.close();

  await ben.types('/gong-connect');
  const answer = await ben.waitForEphemeral('not set up');
  await setUp(world);
  await answer.press('Ask the admins');
  await (await ben.waitForEphemeral('Gong is set up now.')).press('Connect Gong');
  await ben.waitForModal('Connect Gong');
  expect(olga.dm()).toHaveLength(1);
});

test('nobody to ask is said in words', async () => {
  world = await startWorld();
  await world.slack.changePerson(world.olga.id, { isOwner: false, isPrimaryOwner: false });
  await world.ben.types('/gong-connect');
  await (await world.ben.waitForEphemeral('not set up')).press('Ask the admins');
  await world.ben.waitForEphemeral('No admin could be found to ask.');
});
