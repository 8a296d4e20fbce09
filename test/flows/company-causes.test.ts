/** The company connection breaks: the admins read why, from what that is known, and repair it from the message. */

import { afterEach, expect, test } from 'vitest';
import type { ShownMessage } from '../sandbox/slack/driver/shown-message.ts';
import { companyAccount, connectCompany, joinCompany } from './company-steps.ts';
import { authConfigOf, buttonTexts, delivered, endWell, eventually, sweepAfter } from './crowd.ts';
import { inTime, integrationOf, nextLink, nowSaid, refusedTo } from './incident-steps.ts';
import { submitSecret } from './rotation-steps.ts';
import { registerInGong, saveWith } from './setup-steps.ts';
import { setUp, startWorld, type World } from './world.ts';

let world: World;
afterEach(() => endWell(world));

const stopped = /The company’s Gong connection stopped working/;

/** Ana has connected the company some time ago, and Chloe is let in. */
async function startCompany({ isUsed = true } = {}): Promise<string> {
  world = await startWorld({ webhook: false });
  await setUp(world);
  const account = await connectCompany(world, world.ana);
  if (isUsed) await joinCompany(world, world.chloe);
  await delivered(world);
  return account;
}

async function alertOf(person = world.ana): Promise<ShownMessage> {
  await sweepAfter(world);
  const isThere = () => person.dm().some(({ rendered }) => stopped.test(rendered));
  await inTime(world, () => expect(isThere()).toBe(true));
  return person.waitForDm(stopped);
}

/** What the alert shows now. */
function now(alert: ShownMessage, person = world.ana): ShownMessage {
  return person.dm().find(({ ts }) => ts === alert.ts) ?? alert;
}

/** What `/gong-setup` says of how Gong is. */
async function health(): Promise<string> {
  world.ana.reloads();
  await world.ana.modal()?.close(true);
  await world.ana.types('/gong-setup');
  const hub = await world.ana.waitForEphemeral('Gong is set up.');
  return hub.rendered.split('\n')[0] ?? '';
}

test('a changed secret: what may be behind it, then, after a try, what is likely; rotating repairs it', async () => {
  await startCompany();
  expect(await health()).toMatch(/The one connection works/);
  const secret = world.gong.regenerateSecret(integrationOf(world).id);
  await world.composio.refreshAll();
  const alert = await alertOf();
  expect(alert.rendered).toMatch(/It may be one of these.*1\. the client secret was changed in Gong/s);
  expect(alert.rendered).toMatch(/What was seen.*Composio’s reason/s);
  expect(buttonTexts(alert)).toEqual([
    'Reconnect',
    'Rotate client secret',
    'Open Gong’s integrations',
    'How people connect',
    'Snooze for 7 days',
  ]);
  expect(await health()).toMatch(
    /The company’s connection does not work: why is not certain; most often the client secret/,
  );

  const link = await nextLink(world, world.ana, () => alert.press('Reconnect'));
  await world.composio.follow(link, { as: 'technical-admin', decision: 'allow' });
  const likely = /The likely cause: the client secret was changed in Gong.*then refused the client secret/s;
  await inTime(world, () => expect(nowSaid(world.ana, alert)).toMatch(likely));
  expect(buttonTexts(now(alert))[0]).toBe('Rotate client secret');
  expect(await health()).toMatch(/does not work: probably the client secret was changed in Gong/);

  world.ana.reloads();
  await now(alert).press('Rotate client secret');
  const form = await world.ana.waitForModal('Rotate client secret');
  const canary = await nextLink(world, world.ana, () => submitSecret(world, world.ana, form, secret));
  await world.composio.follow(canary, { as: 'technical-admin', decision: 'allow' });
  await inTime(world, () => expect(nowSaid(world.ana, alert)).toMatch(/works again|worked again/));
  expect(await health()).toMatch(/The one connection works/);
});

test('a disabled auth config is enabled from the message, by admins alone', async () => {
  await startCompany();
  world.composio.disableAuthConfig(authConfigOf(world));
  const alert = await alertOf();
  expect(alert.rendered).toMatch(/The cause: the auth config is disabled in Composio.*Press Enable the auth config/s);
  expect(buttonTexts(alert).slice(0, 2)).toEqual(['Enable the auth config', 'Reconnect']);
  await world.slack.changePerson(world.ana.id, { isAdmin: false, isOwner: false, isPrimaryOwner: false });
  await refusedTo(world.ana, async () => alert.press('Enable the auth config'));
  expect(world.composio.authConfigs()[0]?.enabled).toBe(false);
  await world.slack.changePerson(world.ana.id, { isAdmin: true });

  world.ana.reloads();
  await alert.press('Enable the auth config');
  await world.ana.waitForEphemeral(/The auth config is enabled/);
  await inTime(world, () => expect(nowSaid(world.ana, alert)).toMatch(/works again/));
  expect(world.rows("select actor, subject from audit where action = 'auth_config.enabled'")).toEqual([
    { actor: world.ana.id, subject: authConfigOf(world) },
  ]);
});

test('a deleted auth config: started over from the message, and reconnected there', async () => {
  await startCompany();
  world.composio.deleteAuthConfig(authConfigOf(world));
  const alert = await alertOf();
  await inTime(world, () => expect(nowSaid(world.ana, alert)).toMatch(/The cause: the auth config was deleted/));
  expect(buttonTexts(now(alert)).slice(0, 2)).toEqual(['Start over', 'Reconnect']);
  await now(alert).press('Start over');
  await (await world.ana.waitForModal('Set up Gong')).submit();
  const register = await world.ana.waitForModal('Register in Gong');
  await saveWith(world, world.ana, register, registerInGong(world, register));
  await world.ana.modal()?.close(true);
  await inTime(world, () => expect(nowSaid(world.ana, alert)).toMatch(/Gong was set up anew.*setup before/s));
  expect(buttonTexts(now(alert))[0]).toBe('Reconnect');
  const before = companyAccount(world);
  const link = await nextLink(world, world.ana, () => now(alert).press('Reconnect'));
  await world.composio.follow(link, { as: 'technical-admin', decision: 'allow' });
  await inTime(world, () => expect(nowSaid(world.ana, alert)).toMatch(/works again|worked again/));
  expect(companyAccount(world)).not.toBe(before);
});

test('who approved it has left: the admins who are left read so', async () => {
  const account = await startCompany();
  await world.slack.deactivate(world.ana.id);
  await sweepAfter(world);
  world.composio.expire(account);
  const alert = await alertOf(world.olga);
  expect(alert.rendered).toMatch(/The likely cause: the Technical Admin who approved/);
  expect(alert.rendered).toMatch(/@Ana.*who approved it in Gong, is deactivated in Slack/);
  expect(buttonTexts(alert)[0]).toBe('Reconnect');
});

test('a dead connection that nobody uses yet is no green line', async () => {
  const account = await startCompany({ isUsed: false });
  expect(await health()).toMatch(/The company’s connection works; nobody is let in yet/);
  world.composio.disable(account);
  const alert = await alertOf();
  expect(alert.rendered).toMatch(/The connection is paused.*enable the connected account in Composio/s);
  expect(await health()).toMatch(/:rotating_light: The company’s connection does not work\./);
  world.composio.enable(account);
  await sweepAfter(world);
  await eventually(() => expect(nowSaid(world.ana, alert)).toMatch(/works again/));
});
