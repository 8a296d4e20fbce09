/** The admins' own pause meets what breaks: it repairs nothing, tells nobody, and ends when Gong is switched on elsewhere. */

import { afterEach, expect, test } from 'vitest';
import { authConfigOf, buttonTexts, crowd, endWell, eventually, member, startQuietWorld, sweepAfter } from './crowd.ts';
import {
  alerted,
  grantedCrowd,
  incidents,
  inTime,
  integrationOf,
  noticesOf,
  nowSaid,
  renew,
  sweepTwice,
} from './incident-steps.ts';
import type { World } from './world.ts';

let world: World;
afterEach(() => endWell(world));

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;

/** Ana presses the hub's button. */
async function press(button: 'Pause' | 'Resume', expected: RegExp): Promise<void> {
  await world.ana.modal()?.close(true);
  world.ana.reloads();
  await world.ana.types('/gong-setup');
  const hub = await world.ana.waitForEphemeral(({ rendered }) => /Gong is set up/.test(rendered));
  await hub.press(button);
  await world.ana.waitForModal(expected);
  await world.ana.modal()?.close(true);
  world.ana.reloads();
}
const pause = (): Promise<void> => press('Pause', /Gong is paused/);
const resume = (): Promise<void> => press('Resume', /Gong goes on/);
const openPauses = (): unknown[] => world.rows('select id from pauses where ended_at is null');
/** Until the watch of incidents has run again. */
async function watched(): Promise<void> {
  for (let seconds = 0; seconds < 5; seconds += 1) {
    world.clock.advance(1_000);
    await eventually(() =>
      expect(world.rows('select name from leases where until > ?', world.clock.now())).not.toEqual([]),
    );
  }
}

test.each([true, false])(
  'a changed secret is not repaired by Pause and Resume: nobody is told that it was (inactivates: %s)',
  async (inactivates) => {
    world = await startQuietWorld({}, { composio: { disablingInactivates: inactivates } });
    const members = await grantedCrowd(world, 8);
    world.gong.regenerateSecret(integrationOf(world).id);
    await renew(world, members.slice(0, 7));
    await sweepTwice(world);
    const notice = await world.ana.waitForDm(/7 Gong connections stopped working at once/);
    await pause();
    await sweepAfter(world);
    await watched();
    expect(nowSaid(world.ana, notice)).toMatch(/The likely cause: the client secret was changed in Gong/);
    expect(nowSaid(world.ana, notice)).not.toMatch(/auth config is disabled/);

    await resume();
    await sweepAfter(world);
    await sweepAfter(world);
    await watched();
    expect(alerted(members)).toBe(0);
    expect(incidents(world)).toMatchObject([{ cause: 'secret_changed', repair: null, ended_at: null }]);
    expect(nowSaid(world.ana, notice)).toMatch(/have not been told/);
    expect(noticesOf(world.ana)).toHaveLength(1);
  },
);

test('an auth config disabled in Composio beside a changed secret is one thing more, and enabling it repairs only that', async () => {
  world = await startQuietWorld();
  const members = await grantedCrowd(world, 7);
  world.gong.regenerateSecret(integrationOf(world).id);
  await renew(world, members);
  await sweepTwice(world);
  const notice = await world.ana.waitForDm(/7 Gong connections stopped working at once/);
  world.composio.disableAuthConfig(authConfigOf(world));
  await sweepAfter(world);
  await inTime(world, () => expect(nowSaid(world.ana, notice)).toMatch(/auth config is disabled, too/));
  expect(nowSaid(world.ana, notice)).toMatch(/1\. the client secret was changed in Gong/);
  world.composio.enableAuthConfig(authConfigOf(world));
  await sweepAfter(world);
  await sweepAfter(world);
  await inTime(world, () => expect(nowSaid(world.ana, notice)).not.toMatch(/auth config is disabled, too/));
  expect(alerted(members)).toBe(0);
  expect(incidents(world)).toMatchObject([{ repair: null }]);
});

test('nobody is told to reconnect during a pause, however long it lasts and whoever asks for it', async () => {
  world = await startQuietWorld();
  const members = await crowd(world, 7);
  for (const { accountId } of members) world.composio.expire(accountId);
  await sweepTwice(world);
  const notice = await world.ana.waitForDm(/7 Gong connections stopped working at once/);
  await pause();
  await notice.press('Ask everybody to reconnect');
  await world.ana.waitForEphemeral(/Gong is paused, so nobody can reconnect now/);
  await sweepAfter(world, 25 * hourMs);
  await watched();
  await world.restart();
  await sweepAfter(world, 25 * hourMs);
  await watched();
  expect(alerted(members)).toBe(0);

  await resume();
  await sweepAfter(world);
  await notice.press('Ask everybody to reconnect');
  await world.ana.waitForEphemeral(/people get a direct message/);
  await inTime(world, () => expect(alerted(members)).toBe(7));
  expect((await member(members, 0).person.waitForDm(/stopped working/)).rendered).toMatch(/Press Reconnect/);
});

test('who enables the auth config by the incident’s button ends the pause: what is disabled later is told', async () => {
  world = await startQuietWorld();
  await crowd(world, 3);
  world.composio.disableAuthConfig(authConfigOf(world));
  await sweepAfter(world);
  const notice = await world.ana.waitForDm(/auth config is disabled/);
  await pause();
  await notice.press('Enable the auth config');
  await world.ana.waitForEphemeral(/The auth config is enabled/);
  expect(openPauses()).toEqual([]);
  await sweepAfter(world);
  await inTime(world, () => expect(nowSaid(world.ana, notice)).toMatch(/^.*Over:/));

  await sweepAfter(world, 20 * minuteMs);
  world.composio.disableAuthConfig(authConfigOf(world));
  await sweepAfter(world);
  const again = await world.ana.waitForDm(
    ({ ts, rendered }) => ts !== notice.ts && /auth config is disabled/.test(rendered),
  );
  expect(buttonTexts(again)).toContain('Enable the auth config');
});

test('a pause that somebody undid in Composio is over, on the record, and what breaks after it is told', async () => {
  world = await startQuietWorld();
  const { person } = member(await crowd(world, 3), 0);
  await person.opensHome();
  await person.waitForHome(/Connected/);
  await pause();
  await person.waitForHome(/Gong is paused by @Ana/);
  await sweepAfter(world, 20 * minuteMs);
  expect(openPauses()).toHaveLength(1);
  world.composio.enableAuthConfig(authConfigOf(world));
  await sweepAfter(world);
  await inTime(world, () => expect(openPauses()).toEqual([]));
  expect((await person.waitForHome(/Connected/)).text()).not.toMatch(/Gong is paused/);
  expect(world.rows("select actor, subject, detail from audit where action = 'auth_config.found_enabled'")).toEqual([
    { actor: 'bot', subject: authConfigOf(world), detail: JSON.stringify({ pausedBy: world.ana.id }) },
  ]);
  await sweepAfter(world, 20 * minuteMs);
  world.composio.disableAuthConfig(authConfigOf(world));
  await sweepAfter(world);
  await world.ana.waitForDm(/auth config is disabled/);
});

test('a pause whose request may still be on its way is left alone, and the hub goes on saying that it is not known', async () => {
  world = await startQuietWorld();
  await crowd(world, 3);
  world.composio.faults.add('PATCH /auth_configs/:id/:status', { kind: 'reset-before' });
  await press('Pause', /Whether Gong is paused is not known/);
  await sweepAfter(world);
  await watched();
  expect(openPauses()).toHaveLength(1);
  await world.ana.types('/gong-setup');
  await world.ana.waitForEphemeral(/Not paused at Composio, although @Ana pressed Pause/);
  await sweepAfter(world, 6 * minuteMs);
  await inTime(world, () => expect(openPauses()).toEqual([]));
});
