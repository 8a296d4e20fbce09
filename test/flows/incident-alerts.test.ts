/** People's own alerts and reminders while an incident holds them: of those who were told before it, and of the others. */

import { afterEach, expect, test } from 'vitest';
import {
  alertsOf,
  crowd,
  delivered,
  endWell,
  eventually,
  type Member,
  member,
  startQuietWorld,
  sweepAfter,
} from './crowd.ts';
import { alerted, inTime, nowSaid, sweepTwice } from './incident-steps.ts';
import type { World } from './world.ts';

let world: World;
afterEach(() => endWell(world));

const hourMs = 3_600_000;

/** What somebody's one alert says now. */
function alertOf({ person }: Member): string {
  const [alert, more] = person.dm().filter(({ metadata }) => metadata?.event_type === 'gong_connect_alert');
  expect(more).toBeUndefined();
  return alert?.rendered ?? '';
}

test('their alerts say that a reconnect has to wait, and then that it works; the admins read how many they are', async () => {
  world = await startQuietWorld({ webhook: true });
  const members = await crowd(world, 12);
  // One after the other, by webhooks: the first few are each told at once.
  for (const { accountId } of members.slice(0, 9)) {
    world.composio.expire(accountId);
    await world.composio.webhooksSettled();
    await eventually(() =>
      expect(world.rows('select message_id from webhook_deliveries where done_at is null').length).toBeLessThanOrEqual(
        4,
      ),
    );
  }
  await eventually(() => expect(alerted(members)).toBe(5));
  const told = members.filter(({ person }) => alertsOf(person).length > 0);
  for (const one of told) expect(alertOf(one)).toMatch(/It takes less than a minute/);

  await inTime(world, () => expect(world.ana.dm()).not.toEqual([]));
  const notice = await world.ana.waitForDm(/9 Gong connections/);
  await inTime(world, () =>
    expect(nowSaid(world.ana, notice)).toMatch(/4 others have not been told.*5 were told before this was noticed/s),
  );
  for (const one of told) {
    await eventually(() => expect(alertOf(one)).toMatch(/A reconnect would fail until they have repaired it/));
    expect(alertOf(one)).not.toMatch(/less than a minute/);
  }

  await notice.press('Ask everybody to reconnect');
  await world.ana.waitForEphemeral(/4 people get a direct message/);
  await eventually(() => expect(alerted(members)).toBe(9));
  for (const one of members.slice(0, 9)) {
    await eventually(() => expect(alertOf(one)).toMatch(/The admins say that reconnecting works now/));
  }
  // The first reminder counts from then.
  await sweepAfter(world, 23 * hourMs);
  await delivered(world);
  for (const { person } of members.slice(0, 9)) expect(alertsOf(person)).toHaveLength(1);
  world.clock.advance(2 * hourMs);
  await member(told, 0).person.waitForDm(/still does not work/);
});

test('nobody is reminded while they are held back; once they are told, the first reminder counts from then', async () => {
  world = await startQuietWorld({ more: { REMINDER_HOURS: '1,2' } });
  const members = await crowd(world, 8);
  const held = members.slice(0, 7);
  for (const { accountId } of held) world.composio.expire(accountId);
  await sweepTwice(world);
  const notice = await world.ana.waitForDm(/7 Gong connections/);
  await sweepAfter(world, 3 * hourMs);
  await letPass(60_000);
  expect(alerted(members)).toBe(0);
  expect(world.rows('select id from outages where reminders > 0')).toEqual([]);

  await notice.press('Ask everybody to reconnect');
  await eventually(() => expect(alerted(members)).toBe(7));
  await sweepAfter(world, hourMs - 10 * 60_000);
  await letPass(60_000);
  for (const { person } of held) expect(alertsOf(person)).toHaveLength(1);
  await sweepAfter(world, 15 * 60_000);
  for (const { person } of held) {
    await eventually(() => expect(alertsOf(person)).toHaveLength(2));
    expect(person.dm().at(-1)?.rendered).toMatch(/still does not work/);
  }
});

/** Time goes on in small steps, so that everything that runs by itself does. */
async function letPass(ms: number): Promise<void> {
  const until = world.clock.now() + ms;
  await inTime(world, () => expect(world.clock.now()).toBeGreaterThanOrEqual(until));
}
