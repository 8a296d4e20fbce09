/** A client secret is rotated: Composio, then the canary, and only then everybody whose connection is broken. */

import { afterEach, expect, test } from 'vitest';
import type { PersonDriver } from '../sandbox/slack/driver/person.ts';
import { allow, connectUnhurried, eventually, nextLink } from './connect-steps.ts';
import { alertsOf, crowd, member, sweepAfter } from './crowd.ts';
import { askedOf, auditOf, openRotation, regenerate, rotationBecomes, submitSecret } from './rotation-steps.ts';
import { requestsTo, slackRefusals } from './setup-steps.ts';
import { accountOf, setUp, startWorld, type World } from './world.ts';

let world: World;
afterEach(async () => {
  expect(slackRefusals(world)).toEqual([]);
  await world.end();
});

const title = 'Rotate client secret';

function patches(): unknown[] {
  const [config] = world.composio.authConfigs();
  return requestsTo(world, `PATCH /auth_configs/${config?.id}`).map(({ body }) => body);
}

test('a regenerated secret: told to Composio, proved by the canary, and only the broken are asked, in waves', async () => {
  world = await startWorld({ webhook: false });
  const { ana, ben, chloe } = world;
  const integration = await setUp(world);
  await connectUnhurried(world, ana);
  const bens = await connectUnhurried(world, ben);
  await connectUnhurried(world, chloe);
  const others = await crowd(world, 24);
  const secret = regenerate(world, integration);
  // Ben breaks first, and hears of it; then the others at once, who are held back. Chloe's tokens are still good.
  world.composio.expire(bens);
  await sweepAfter(world);
  await ben.waitForDm('stopped working');
  for (const { accountId } of others) world.composio.expire(accountId);
  await sweepAfter(world);
  await sweepAfter(world, 60_000);
  await eventually(() => world.rows("select 1 from connections where state = 'broken'").length === 25);

  const form = await openRotation(ana);
  expect(form.title).toBe(title);
  for (const said of [
    'What will happen',
    'reconnect your own connection first, as the canary',
    'Only when your connection is ACTIVE are people asked',
    'cannot be read back from Composio',
    'keep it until the canary has passed',
    'put the old secret in again by rotating once more',
    'regenerate the secret in Gong',
    'Slack shows it in clear',
  ]) {
    expect(form.text()).toContain(said);
  }
  const link = await nextLink(world, ana, () => submitSecret(world, ana, form, secret));
  expect(patches()).toEqual([{ type: 'custom', credentials: { client_secret: secret } }]);
  expect((await ana.waitForModal('the canary is next')).text()).toMatch(/The canary is @Ana’s connection/);
  const held = others.map(({ person }) => person);
  const asked = (): PersonDriver[] => [...askedOf([ben]), ...held.filter((person) => alertsOf(person).length > 0)];
  expect(asked()).toEqual([]);

  await allow(world, link);
  await rotationBecomes(world, 'waves');
  // The first wave is twenty; the next one waits for its minute.
  await eventually(() => {
    world.clock.advance(1_000);
    return asked().length === 20;
  });
  await ana.waitForModal(/░ 0 of 25[\s\S]*Asked: 20 · Reconnected: 0 · Still to go: 25 \(5 wait to be asked\)/);
  const dm = await ana.waitForDm('The new client secret works');
  expect(dm.buttons().map(({ text }) => text)).toEqual(['Ask everybody', 'Stop asking']);

  // The bot is replaced in the middle of the waves: nobody is asked twice, and nobody is forgotten.
  await world.restart();
  world.clock.advance(60_000);
  await eventually(() => {
    world.clock.advance(1_000);
    return asked().length === 25;
  });
  expect(askedOf([ana, chloe])).toEqual([]);
  // Told once: those who were held back by their alert, Ben by a message of its own.
  for (const person of held) {
    expect(alertsOf(person)).toHaveLength(1);
    expect(askedOf([person])).toEqual([]);
  }
  expect(alertsOf(ben)).toHaveLength(1);

  const request = await ben.waitForDm('Gong can be reconnected now');
  await allow(world, await nextLink(world, ben, () => request.press('Reconnect')));
  await ben.waitForDm('You have reconnected Gong');
  expect(accountOf(world, ben)).not.toBe(bens);
  await ana.waitForDm(/1 of 25[\s\S]*Reconnected: 1 · Still to go: 24/);

  // One leaves, one comes back by itself, the rest are not waited for.
  await world.slack.deactivate(member(others, 0).person.id);
  await ana.waitForDm(/Still to go: 23 · Disconnected or left: 1/);
  await (await ana.waitForDm('The new client secret works')).press('Stop asking');
  await ana.waitForDm('some people have not reconnected');
  await rotationBecomes(world, 'done');
  expect(auditOf(world)).toEqual([
    'rotation.began',
    'rotation.secret_replaced',
    'rotation.canary_began',
    'rotation.canary_passed',
    'reconnect.wave',
    'reconnect.wave',
    'reconnect.ended',
  ]);
});

test('with nobody broken nobody is asked; an admin may ask everybody, and who breaks meanwhile is counted in', async () => {
  world = await startWorld({ webhook: false });
  const { ana, ben } = world;
  const integration = await setUp(world);
  await connectUnhurried(world, ana);
  const bens = await connectUnhurried(world, ben);
  const others = await crowd(world, 2);
  const secret = regenerate(world, integration);
  const form = await openRotation(ana);
  await allow(world, await nextLink(world, ana, () => submitSecret(world, ana, form, secret)));
  await rotationBecomes(world, 'waves');
  const shown = await ana.waitForModal((modal) => {
    world.clock.advance(1_000);
    return /The new client secret works/.test(modal.text());
  });
  expect(shown.text()).toContain('Nobody had to be asked to reconnect');
  const people = [ana, ben, ...others.map(({ person }) => person)];
  expect(askedOf(people)).toEqual([]);

  // Ben's connection breaks after that: his alert asks him, and it counts.
  world.composio.expire(bens);
  await sweepAfter(world);
  await ben.waitForDm('stopped working');
  await ana.waitForDm('0 of 1');
  expect(shown.buttons().find(({ text }) => text === 'Ask everybody')?.confirm).toMatch(/There is no need to/);
  await shown.press('Ask everybody');
  for (const { person } of others) await person.waitForDm(/Please reconnect Gong[\s\S]*goes on working/);
  await ana.waitForDm('0 of 3');
  expect(askedOf(people)).toEqual(others.map(({ person }) => person));
  const alert = await ben.waitForDm('stopped working');
  await allow(world, await nextLink(world, ben, () => alert.press('Reconnect')));
  for (const { person } of others) {
    const request = await person.waitForDm('Please reconnect Gong');
    await allow(world, await nextLink(world, person, () => request.press('Reconnect')));
    await person.waitForDm('You have reconnected Gong');
  }
  await ana.waitForDm('3 of 3');
  world.clock.advance(15 * 60_000);
  await rotationBecomes(world, 'done');
  await ana.waitForDm(/The client secret is rotated[\s\S]*Everybody who had to has reconnected/);
  await ana.waitForModal('The client secret is rotated');
});
