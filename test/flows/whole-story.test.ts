/** The product in one breath: set up, connect, break, alert, repair. */

import { afterEach, expect, test } from 'vitest';
import { checkMessage } from '../sandbox/slack/block-kit/checker.ts';
import { connect, linkOf, setUp, startWorld, type World } from './world.ts';

let world: World;
afterEach(() => world.end());

test('an admin sets Gong up, a rep connects, hears that it broke, and repairs it with one press', async () => {
  world = await startWorld();
  const { ben, composio } = world;

  await setUp(world);
  const [setup] = world.rows('select state, auth_config_id, created_by from setups');
  expect(setup).toMatchObject({ state: 'saved', created_by: world.ana.id });

  const first = await connect(world, ben);
  expect(world.rows('select state, owner from connections')).toEqual([{ state: 'active', owner: ben.id }]);

  composio.expire(first);
  const alert = await ben.waitForDm((message) => /stopped working/.test(message.rendered));
  expect(alert.metadata).toMatchObject({ event_type: 'gong_connect_alert' });
  expect(checkMessage(alert)).toEqual([]);

  await alert.press('Reconnect');
  await composio.follow(await linkOf(ben), { as: 'technical-admin', decision: 'allow' });
  await ben.waitForDm((message) => /works again/.test(message.rendered));
  expect(world.rows('select state from connections')).toEqual([{ state: 'active' }]);
  expect(world.slack.problems).toEqual([]);
});
