/** Messages that nobody waits for, hundreds of them at once, hold up nobody who has to hear of something now. */

import { afterEach, expect, test } from 'vitest';
import { alertsOf, crowd, endWell, eventually, startQuietWorld, sweepAfter } from './crowd.ts';
import { addAskers, openRoster } from './roster-steps.ts';
import type { World } from './world.ts';

let world: World;
afterEach(() => endWell(world));

test('an alert goes before the two hundred reminders that an admin asked for', async () => {
  world = await startQuietWorld();
  const [broken] = await crowd(world, 1);
  if (!broken) throw new Error('there is nobody');
  addAskers(
    world,
    Array.from({ length: 200 }, (_, index) => `Asker ${index}`),
  );
  await (await openRoster(world.ana)).press('roster:nudge_all');
  const reminders = (state: string): number =>
    world.rows("select id from messages where kind = 'nudge' and state = ?", state).length;
  await eventually(() => expect(reminders('owed') + reminders('shown')).toBe(200));

  world.composio.expire(broken.accountId);
  await sweepAfter(world);
  await eventually(() => {
    world.clock.advance(500);
    const shown = world.rows<{ waited: number }>(
      "select shown_at - created_at as waited from messages where kind = 'alert' and state = 'shown'",
    );
    expect(shown).toHaveLength(1);
    expect(shown[0]?.waited).toBeLessThan(15_000);
  });
  expect(alertsOf(broken.person)).toHaveLength(1);
  expect(reminders('owed')).toBeGreaterThan(100);
});
