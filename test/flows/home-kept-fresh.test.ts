/** The Home tab shows what is true now: after the setup was saved, after trouble with Slack, for whoever looks. */

import { afterEach, expect, test } from 'vitest';
import { eventually, startReadyWorld } from './connect-steps.ts';
import { slackRefusals } from './setup-steps.ts';
import { connect, setUp, startWorld, type World } from './world.ts';

let world: World;
afterEach(async () => {
  expect(slackRefusals(world)).toEqual([]);
  await world.end();
});

test('everybody who looked at it before Gong was set up is offered to connect afterwards', async () => {
  world = await startWorld();
  const { ben, chloe, olga } = world;
  for (const person of [ben, chloe]) {
    await person.opensHome();
    await person.waitForHome('Gong is not set up in this workspace yet.');
  }
  await setUp(world);
  for (const person of [ben, chloe]) await person.waitForHome('Not connected.');
  expect(olga.home()).toBeNull();
});

test.each([
  ['an error of Slack’s', { kind: 'http', status: 503 }],
  ['a rate limit', { kind: 'rate_limited', retryAfterSeconds: 3 }],
] as const)('%s delays it', async (_what, fault) => {
  world = await startReadyWorld();
  const { ben } = world;
  world.slack.faults.add('views.publish', fault);
  await ben.opensHome();
  await eventually(() => world.slack.callsTo('views.publish').length === 1);
  expect(ben.home()).toBeNull();
  await eventually(() => {
    world.clock.advance(500);
    return ben.home() !== null;
  });
  expect(ben.home()?.text()).toContain('Not connected.');
});

test('a failure while somebody connects leaves no old state on it', async () => {
  world = await startReadyWorld();
  const { ben } = world;
  await ben.opensHome();
  await ben.waitForHome('Not connected.');
  world.slack.faults.add('views.publish', { kind: 'http', status: 500 }, 2);
  await connect(world, ben);
  await eventually(() => {
    world.clock.advance(500);
    return /Connected since[\s\S]*Gong answers/.test(ben.home()?.text() ?? '');
  });
});

test('whom Slack does not know is not tried again', async () => {
  world = await startReadyWorld();
  const { ben } = world;
  world.slack.faults.add('views.publish', { kind: 'error', error: 'user_not_found' });
  await ben.opensHome();
  await eventually(() => world.slack.callsTo('views.publish').length === 1);
  world.clock.advance(60_000);
  await world.chloe.opensHome();
  await world.chloe.waitForHome('Not connected.');
  expect(world.slack.callsTo('views.publish').filter(({ args }) => args.user_id === ben.id)).toHaveLength(1);
  await ben.opensHome();
  await ben.waitForHome('Not connected.');
});
