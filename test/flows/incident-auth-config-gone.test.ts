/** The auth config is deleted at Composio: from there to everybody being connected through the setup that replaces it. */

import { afterEach, expect, test } from 'vitest';
import type { ShownMessage } from '../sandbox/slack/driver/shown-message.ts';
import { authConfigOf, crowd, endWell, eventually, type Member, member, startQuietWorld, sweepAfter } from './crowd.ts';
import { alerted, incidents, inTime, nextLink, nowSaid, reconnect } from './incident-steps.ts';
import { registerInGong, saveWith } from './setup-steps.ts';
import type { World } from './world.ts';

let world: World;
afterEach(() => endWell(world));

const hourMs = 3_600_000;
const gone = /The Gong auth config was deleted in Composio/;
const anew = /Gong was set up anew\..*Press Reconnect and you will get a new personal link/s;

/** The auth config is deleted; the admins have heard of it, and nobody else. */
async function startWithNone(): Promise<{ members: Member[]; notice: ShownMessage }> {
  world = await startQuietWorld();
  const members = await crowd(world, 7);
  world.composio.deleteAuthConfig(authConfigOf(world));
  await sweepAfter(world);
  await inTime(world, () => expect(world.ana.dm().some(({ rendered }) => gone.test(rendered))).toBe(true));
  const notice = await world.ana.waitForDm(gone);
  expect(notice.rendered).toMatch(/The cause:.*It cannot be brought back\. Set Gong up again/s);
  expect(alerted(members)).toBe(0);
  return { members, notice };
}

/** Ana starts over from the message, and saves a setup of a new integration. */
async function startOver(notice: ShownMessage): Promise<void> {
  world.ana.reloads();
  await notice.press('Start over');
  const choose = await world.ana.waitForModal('Set up Gong');
  await choose.submit();
  const register = await world.ana.waitForModal('Register in Gong');
  await saveWith(world, world.ana, register, registerInGong(world, register));
  await world.ana.modal()?.close(true);
}

test('an admin starts over and connects first; then everybody is told to reconnect, and can', async () => {
  const { members, notice } = await startWithNone();
  const before = authConfigOf(world);
  await startOver(notice);
  expect(authConfigOf(world)).not.toBe(before);

  const link = await nextLink(world, world.ana, async () => {
    world.ana.reloads();
    await world.ana.types('/gong-connect');
    const form = await world.ana.waitForModal('Connect Gong');
    await form.submit();
  });
  await world.composio.follow(link, { as: 'technical-admin', decision: 'allow' });
  await world.ana.waitForDm(/Gong answers\./);
  await inTime(world, () => expect(alerted(members)).toBe(7));
  expect(nowSaid(world.ana, notice)).toMatch(/Somebody reconnected, so it works again\. They were told/);
  // What was to be done is done.
  expect(nowSaid(world.ana, notice)).not.toMatch(/Set Gong up again/);

  for (const { person } of members) {
    const alert = await person.waitForDm(/stopped working/);
    expect(alert.rendered).toMatch(anew);
    expect(alert.rendered).not.toMatch(/need not do anything|switch it on/);
  }
  const { person } = member(members, 0);
  await person.types('/gong-connect');
  await person.waitForEphemeral(/does not work since.*Gong was set up anew/s);
  await person.opensHome();
  await eventually(() => expect(person.home()?.text()).toMatch(/Not working.*Gong was set up anew/s));
  for (const one of members) await reconnect(world, one.person);
  await inTime(world, () => expect(nowSaid(world.ana, notice)).toMatch(/Over: The Gong auth config.*7 of 7 are back/s));
  expect(incidents(world)).toMatchObject([{ cause: 'auth_config_gone', repair: 'reconnected' }]);
  world.ana.reloads();
  await world.ana.types('/gong-setup');
  await world.ana.waitForEphemeral(/All 8 connections work/);
});

test('who was told after the longest wait reads that Gong was set up anew as soon as it was', async () => {
  const { members, notice } = await startWithNone();
  await sweepAfter(world, 25 * hourMs);
  await inTime(world, () => expect(alerted(members)).toBe(7));
  const { person } = member(members, 3);
  const alert = await person.waitForDm(/stopped working/);
  expect(alert.rendered).toMatch(/The Gong setup was deleted\..*this message will say when a reconnect works/s);
  expect(alert.rendered).not.toMatch(/by itself/);
  await startOver(notice);
  await inTime(world, () => expect(nowSaid(person, alert)).toMatch(anew));
  await reconnect(world, person);
});
