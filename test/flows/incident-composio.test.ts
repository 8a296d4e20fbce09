/** Composio does not answer for a while: the admins hear of it once, nobody else does, and it is edited when it is over. */

import { afterEach, expect, test } from 'vitest';
import { buttonTexts, crowd, delivered, endWell, eventually, startQuietWorld, sweepAfter } from './crowd.ts';
import { alerted, incidents, noticesOf, nowSaid } from './incident-steps.ts';
import type { World } from './world.ts';

let world: World;
afterEach(() => endWell(world));

const minuteMs = 60_000;

test('three sweeps over five minutes have to fail; a restart in the middle changes nothing', async () => {
  world = await startQuietWorld();
  const members = await crowd(world, 8);
  const end = world.composio.faults.add('*', { kind: 'http', status: 503 }, Number.POSITIVE_INFINITY);
  await sweepAfter(world);
  await sweepAfter(world, minuteMs);
  expect(incidents(world)).toEqual([]);
  await world.restart();
  await sweepAfter(world, 4 * minuteMs);
  const notice = await world.ana.waitForDm(/Composio does not answer\./);
  expect(notice.rendered).toMatch(/looks at all connections failed one after the other/);
  expect(notice.rendered).toMatch(/Nobody’s connection is thought broken meanwhile/);
  expect(buttonTexts(notice)).toEqual(['Check again']);
  world.ana.reloads();
  await world.ana.types('/gong-setup');
  await eventually(() => {
    world.clock.advance(1_000);
    expect(world.ana.sees().at(-1)?.rendered).toMatch(/Composio does not answer since/);
  });
  await sweepAfter(world, minuteMs);
  expect(noticesOf(world.ana)).toHaveLength(1);

  end();
  await notice.press('Check again');
  await sweepAfter(world, minuteMs);
  await eventually(() => expect(nowSaid(world.ana, notice)).toMatch(/Over: Composio does not answer/));
  await delivered(world);
  expect(alerted(members)).toBe(0);
  expect(noticesOf(world.ana)).toHaveLength(1);
  expect(incidents(world)).toMatchObject([{ kind: 'composio', repair: 'answers' }]);
});

test('a refused key is not called silence, and says who has to act', async () => {
  world = await startQuietWorld();
  await crowd(world, 2);
  world.composio.faults.add('*', { kind: 'http', status: 401 }, Number.POSITIVE_INFINITY);
  await sweepAfter(world);
  await sweepAfter(world, minuteMs);
  await sweepAfter(world, 4 * minuteMs);
  const notice = await world.ana.waitForDm(/Composio refuses the bot’s API key/);
  expect(notice.rendered).toMatch(/Whoever runs the bot has to check COMPOSIO_API_KEY/);
});
