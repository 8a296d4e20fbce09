/** How an incident ends for those who do not simply work again: they disconnect, leave, or stay broken; Gong is removed. */

import { afterEach, expect, test } from 'vitest';
import { crowd, delivered, endWell, eventually, member, startQuietWorld, sweepAfter } from './crowd.ts';
import { alerted, incidents, inTime, noticesOf, nowSaid, reconnect, sweepTwice } from './incident-steps.ts';
import type { World } from './world.ts';

let world: World;
afterEach(() => endWell(world));

const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;

/** Seven people’s connections break at once, and Ana has the message. */
async function sevenBroken() {
  world = await startQuietWorld();
  const members = await crowd(world, 7);
  for (const { accountId } of members) world.composio.expire(accountId);
  await sweepTwice(world);
  const notice = await world.ana.waitForDm(/7 Gong connections stopped working at once/);
  return { members, notice, now: () => nowSaid(world.ana, notice) };
}

test('who disconnects or leaves is not back: they are no longer counted, and the last to go end it', async () => {
  const { members, notice, now } = await sevenBroken();
  for (const { person } of members.slice(0, 2)) await person.types('/gong-connect disconnect');
  await world.slack.deactivate(member(members, 2).person.id);
  await inTime(world, () => expect(now()).toMatch(/0 of 4 are back/));
  await notice.press('Ask everybody to reconnect');
  await world.ana.waitForEphemeral(/people get a direct message/);
  await inTime(world, () => expect(alerted(members)).toBe(4));
  await reconnect(world, member(members, 3).person);
  await inTime(world, () => expect(now()).toMatch(/1 of 4 is back/));
  for (const { person } of members.slice(4)) await person.types('/gong-connect disconnect');
  await inTime(world, () => expect(now()).toMatch(/Over: A Gong connection stopped working.*1 of 1 is back/s));
});

test('when nobody of it is left, it says that and not that they are back', async () => {
  const { members, now } = await sevenBroken();
  for (const { person } of members) await person.types('/gong-connect disconnect');
  await inTime(world, () => expect(now()).toMatch(/Over: Gong connections stopped working/));
  expect(now()).toMatch(/Those whom it took have disconnected or left since/);
  expect(now()).not.toMatch(/back/);
});

test('after a week it is no longer followed, and does not pretend to be over', async () => {
  const { members, notice, now } = await sevenBroken();
  await notice.press('Ask everybody to reconnect');
  await world.ana.waitForEphemeral(/people get a direct message/);
  await inTime(world, () => expect(alerted(members)).toBe(7));
  await reconnect(world, member(members, 0).person);
  await sweepAfter(world, 7 * dayMs);
  await inTime(world, () => expect(now()).toMatch(/No longer followed: 7 Gong connections/));
  expect(now()).toMatch(/1 of 7 is back\. The 6 others still do not work/);
  expect(now()).not.toMatch(/Over|✅|white_check_mark/);
  expect(incidents(world)[0]?.ended_at).not.toBeNull();
});

test('Gong is removed while Composio is silent: that incident ends with it, and no other begins', async () => {
  world = await startQuietWorld();
  await crowd(world, 2);
  const end = world.composio.faults.add(
    'GET /connected_accounts',
    { kind: 'http', status: 503 },
    Number.POSITIVE_INFINITY,
  );
  for (const ms of [5 * minuteMs, minuteMs, 4 * minuteMs]) await sweepAfter(world, ms);
  const notice = await world.ana.waitForDm(/Composio does not answer\./);
  await world.ana.types('/gong-setup');
  await (await world.ana.waitForEphemeral(({ rendered }) => /Gong is set up/.test(rendered))).press('Remove');
  const form = await world.ana.waitForModal('This takes Gong away from everybody.');
  await form.fill('Type remove to confirm', 'remove');
  await form.submit();
  await eventually(() => expect(world.rows("select id from setups where state = 'saved'")).toEqual([]));
  await inTime(world, () => expect(nowSaid(world.ana, notice)).toMatch(/No longer followed: Composio does not answer/));
  for (let minutes = 0; minutes < 10; minutes += 1) {
    world.clock.advance(minuteMs);
    await delivered(world);
  }
  expect(world.rows('select id from incidents')).toHaveLength(1);
  expect(noticesOf(world.ana)).toHaveLength(1);
  end();
});

test('Gong is removed during an incident: nobody is said to be broken still', async () => {
  const { now } = await sevenBroken();
  await world.ana.types('/gong-setup');
  await (await world.ana.waitForEphemeral(({ rendered }) => /Gong is set up/.test(rendered))).press('Remove');
  const form = await world.ana.waitForModal('This takes Gong away from everybody.');
  await form.fill('Type remove to confirm', 'remove');
  await form.submit();
  await inTime(world, () => expect(now()).toMatch(/Over: Gong connections stopped working/));
  expect(now()).toMatch(/disconnected or left since/);
});
