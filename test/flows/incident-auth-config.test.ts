/** The auth config is disabled at Composio: one message with a button that enables it, and nobody else is bothered. */

import { afterEach, expect, test } from 'vitest';
import {
  alertsOf,
  authConfigOf,
  buttonTexts,
  crowd,
  delivered,
  endWell,
  eventually,
  member,
  startQuietWorld,
  sweepAfter,
} from './crowd.ts';
import { alerted, incidents, inTime, noticesOf, nowSaid, refusedTo } from './incident-steps.ts';
import type { World } from './world.ts';

let world: World;
afterEach(() => endWell(world));

test.each([true, false])(
  'an admin enables it by the button; people hear nothing of it, but who broke on their own meanwhile does (inactivates: %s)',
  async (inactivates) => {
    world = await startQuietWorld({}, { composio: { disablingInactivates: inactivates } });
    const members = await crowd(world, 3);
    world.composio.disableAuthConfig(authConfigOf(world));
    await sweepAfter(world);
    const notice = await world.ana.waitForDm(/auth config is disabled/);
    expect(notice.rendered).toMatch(/The cause: the auth config is disabled in Composio/);
    expect(notice.rendered).toContain(authConfigOf(world));
    expect(buttonTexts(notice)).toEqual(['Enable the auth config', 'Check again']);
    await sweepAfter(world);
    await eventually(() => expect(nowSaid(world.ana, notice)).toMatch(/0 of 3 are back\. They have not been told/));
    expect(alerted(members)).toBe(0);
    expect(incidents(world)).toMatchObject([
      { kind: 'auth_config', cause: 'auth_config_disabled', confidence: 'certain' },
    ]);
    world.ana.reloads();
    await world.ana.types('/gong-setup');
    await world.ana.waitForEphemeral(/The auth config is disabled in Composio/);

    world.composio.setStatus(member(members, 0).accountId, 'EXPIRED', null);
    await notice.press('Enable the auth config');
    await world.ana.waitForEphemeral(/The auth config is enabled\. Everybody is looked at now/);
    expect(world.composio.authConfigs()[0]?.enabled).toBe(true);
    await inTime(world, () =>
      expect(nowSaid(world.ana, notice)).toMatch(/Over: The Gong auth config.*2 of 2 are back/s),
    );
    await member(members, 0).person.waitForDm(/stopped working.*no longer accepts/s);
    for (const { person } of members.slice(1)) expect(person.dm()).toEqual([]);
    expect(alertsOf(member(members, 0).person)).toHaveLength(1);
    expect(noticesOf(world.ana)).toHaveLength(1);
    expect(world.rows("select actor, subject from audit where action = 'auth_config.enabled'")).toEqual([
      { actor: world.ana.id, subject: authConfigOf(world) },
    ]);
  },
);

test('enabled in Composio itself, it is over by itself; a refusal by Composio is said and nothing is done', async () => {
  world = await startQuietWorld();
  const members = await crowd(world, 3);
  world.composio.disableAuthConfig(authConfigOf(world));
  await sweepAfter(world);
  const notice = await world.ana.waitForDm(/auth config is disabled/);
  const end = world.composio.faults.add('PATCH /auth_configs/:id/:status', { kind: 'http', status: 500 }, 5);
  await notice.press('Enable the auth config');
  await world.ana.waitForEphemeral(/Composio cannot be reached.*Press the button again/s);
  end();
  await refusedTo(world.ben, () => world.ben.types('/gong-setup'));
  await world.restart();
  world.composio.enableAuthConfig(authConfigOf(world));
  await sweepAfter(world);
  await inTime(world, () => expect(nowSaid(world.ana, notice)).toMatch(/Over: The Gong auth config.*3 of 3 are back/s));
  await delivered(world);
  for (const { person } of members) expect(person.dm()).toEqual([]);
  expect(noticesOf(world.ana)).toEqual([expect.objectContaining({ ts: notice.ts })]);
});

test('disabled again before everybody was looked at, it is not repaired: nobody is told that it was', async () => {
  world = await startQuietWorld();
  const members = await crowd(world, 3);
  world.composio.disableAuthConfig(authConfigOf(world));
  await sweepAfter(world);
  const notice = await world.ana.waitForDm(/auth config is disabled/);
  await notice.press('Enable the auth config');
  await world.ana.waitForEphemeral(/The auth config is enabled/);
  expect(world.rows('select repair from incidents')).toEqual([{ repair: 'enabled' }]);
  world.composio.disableAuthConfig(authConfigOf(world));
  await sweepAfter(world);
  await inTime(world, () => expect(world.rows('select repair from incidents')).toEqual([{ repair: null }]));
  await sweepAfter(world);
  expect(world.rows('select id from incidents where released_at is not null')).toEqual([]);
  expect(alerted(members)).toBe(0);
  expect(nowSaid(world.ana, notice)).not.toMatch(/enabled again/);
  world.ana.reloads();
  const open = world.ana.dm().find(({ ts }) => ts === notice.ts);
  expect(open && buttonTexts(open)).toContain('Enable the auth config');

  world.composio.enableAuthConfig(authConfigOf(world));
  await sweepAfter(world);
  await inTime(world, () => expect(nowSaid(world.ana, notice)).toMatch(/Over: The Gong auth config/));
  for (const { person } of members) expect(person.dm()).toEqual([]);
});

test('switched off and on again and again, it is one message to admins; ten minutes later it is a new one', async () => {
  world = await startQuietWorld();
  const members = await crowd(world, 3);
  const switchedOff = async (): Promise<void> => {
    world.composio.disableAuthConfig(authConfigOf(world));
    await sweepAfter(world);
    await inTime(world, () =>
      expect(noticesOf(world.ana).filter(({ rendered }) => /0 of 3 are back/.test(rendered))).toHaveLength(1),
    );
    world.composio.enableAuthConfig(authConfigOf(world));
    await sweepAfter(world, 120_000);
    await inTime(world, () => expect(noticesOf(world.ana).every((one) => /Over/.test(one.rendered))).toBe(true));
  };
  for (let round = 0; round < 4; round += 1) await switchedOff();
  expect(noticesOf(world.ana)).toHaveLength(1);
  expect(world.rows("select action from audit where action like 'incident.began%' order by id")).toEqual([
    { action: 'incident.began' },
    ...Array(3).fill({ action: 'incident.began_again' }),
  ]);
  await sweepAfter(world, 11 * 60_000);
  await switchedOff();
  expect(noticesOf(world.ana)).toHaveLength(2);
  expect(alerted(members)).toBe(0);
});

test('what an admin pauses on purpose is told to nobody, however long it lasts', async () => {
  world = await startQuietWorld();
  const members = await crowd(world, 3);
  await world.ana.types('/gong-setup');
  await (await world.ana.waitForEphemeral('Gong is set up.')).press('Pause');
  await world.ana.waitForModal(/Gong is paused/);
  await sweepAfter(world);
  await sweepAfter(world, 25 * 3_600_000);
  await inTime(world, () => {
    const held = world.rows<{ left: number }>('select held_until - ? as left from incidents', world.clock.now());
    expect(held[0]?.left).toBeGreaterThan(0);
  });
  expect(alerted(members)).toBe(0);
  await world.ana.modal()?.close(true);
  world.ana.reloads();
  await world.ana.types('/gong-setup');
  await (await world.ana.waitForEphemeral(/Paused by/)).press('Resume');
  await world.ana.waitForModal(/Gong goes on/);
  await sweepAfter(world);
  await inTime(world, () => expect(incidents(world)[0]?.ended_at).not.toBeNull());
  await delivered(world);
  for (const person of [world.ana, ...members.map((one) => one.person)]) expect(person.dm()).toEqual([]);
});
