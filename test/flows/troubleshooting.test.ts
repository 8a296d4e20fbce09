/** The troubleshooting section of Gong's setup guide: each row is broken as in the demo, and repaired as it says. */

import { afterAll, beforeAll, expect, test } from 'vitest';
import { scopeList } from '../sandbox/composio/auth-config.ts';
import { performControlAct } from '../sandbox/control/control-acts.ts';
import { moveTime } from '../sandbox/control/move-time.ts';
import { createOwners } from '../sandbox/control/owners.ts';
import { createTrouble } from '../sandbox/control/trouble.ts';
import { prepare } from '../sandbox/control/troubleshooting/by-hand.ts';
import type { RowId } from '../sandbox/control/troubleshooting/rows.ts';
import { createStage } from '../sandbox/control/troubleshooting/stage.ts';
import { createTroubleMemory, createTroubleshooting } from '../sandbox/control/troubleshooting/troubleshooting.ts';
import type { PersonDriver } from '../sandbox/slack/driver/person.ts';
import { allow, eventually, nextLink } from './connect-steps.ts';
import { handOver, registerForRelay, request } from './relay-steps.ts';
import { afterWorking, pressInHub, submitSecret } from './rotation-steps.ts';
import { chooseScopes, slackRefusals, submitCredentials } from './setup-steps.ts';
import { askForLink, passAckDelay, startWorld, type World } from './world.ts';

interface Play {
  world: World;
  /** Presses "Break it", and gives the one whom it is about. */
  breakIt(row: RowId): Promise<PersonDriver>;
  /** The Admin centre, as the browser of somebody in Slack opens it, in words. */
  adminCentre(person: PersonDriver): Promise<string>;
  /** What the row says. */
  state(row: RowId): string | undefined;
  connectEverybody(): Promise<void>;
}

async function startPlay(): Promise<Play> {
  const world = await startWorld();
  const reset = (): Promise<void> => Promise.reject(new Error('no row of these needs a fresh start'));
  const stage = { epoch: 'one', sandbox: world, bot: null, mode: 'HTTP' as const, reset };
  const owners = createOwners(world.databasePath);
  const troubleshooting = createTroubleshooting(stage, owners, createTroubleMemory());
  const parts = { trouble: createTrouble(world), troubleshooting };
  const shown = (row: RowId) => troubleshooting.rows().find(({ id }) => id === row);
  return {
    world,
    breakIt: async (row) => {
      await performControlAct({ do: 'break', row }, stage, parts);
      const { state, person } = shown(row) ?? {};
      expect(state).toBe('broken');
      return world.slack.person(person ?? '');
    },
    adminCentre: async ({ id }) => {
      const url = `${world.gong.url}/company/api?tab=integrations&as=${troubleshooting.gongPersonOf(id) ?? 'technical-admin'}`;
      return (await fetch(url)).text();
    },
    state: (row) => shown(row)?.state,
    connectEverybody: () => {
      const behind = createStage(world, owners, (ms) => moveTime(ms, stage));
      return prepare(behind, behind.everybody());
    },
  };
}

let play: Play;
let world: World;

beforeAll(async () => {
  play = await startPlay();
  world = play.world;
});
afterAll(async () => {
  expect(slackRefusals(world)).toEqual([]);
  await world.end();
});

/** The integration that Composio's auth config is for, as Gong's Admin centre has it. */
function integration() {
  const [found] = world.gong.integrations();
  if (!found) throw new Error('there is no integration');
  return found;
}

test('admin centre not visible: the register step is handed to a colleague who sees it', async () => {
  const ana = await play.breakIt('admin-centre');
  const form = await chooseScopes(ana);
  expect(form.text()).toMatch(/No Admin centre in your menu\?/);
  expect(await play.adminCentre(ana)).toMatch(/Admin centre is not available to you/);
  const colleague = world.slack.person(world.slack.people.dirk);
  await handOver(world, ana, form, colleague);
  await ana.modal()?.close(true);
  await (await request(world, colleague)).press('Register Gong');
  expect(await play.adminCentre(colleague)).toMatch(/CREATE INTEGRATION/);
  await submitCredentials(await colleague.waitForModal('Register Gong'), registerForRelay(world));
  await passAckDelay(world);
  await colleague.waitForModal('Gong is set up. Thank you.');
  await colleague.modal()?.close(true);
  expect(play.state('admin-centre')).toBe('repaired');
});

test('redirect URI mismatch: Gong refuses the link, the hub shows the right one, and with it the link works', async () => {
  const rep = await play.breakIt('redirect-uri');
  const link = await askForLink(rep);
  expect((await allow(world, link)).text).toMatch(/Redirect URI mismatch/);
  world.clock.advance(10 * 60_000);
  const lapsed = await rep.waitForDm('That link expired.');
  expect(lapsed.rendered).toMatch(/an admin can check the client ID, the redirect URI/);

  await world.ana.types('/gong-setup');
  const hub = await world.ana.waitForEphemeral('Gong is set up.');
  const [right = ''] = /https:\/\/backend\.composio\.dev\S+/.exec(hub.rendered) ?? [];
  expect(integration().redirectUris).toEqual([`${right}/`]);
  world.gong.setRedirectUris(integration().id, [right]);
  expect(play.state('redirect-uri')).toBe('broken');
  await allow(world, await nextLink(world, rep, () => lapsed.press('Get a new link')));
  await rep.waitForDm('Gong is connected.');
  expect(play.state('redirect-uri')).toBe('repaired');
});

test('connection goes inactive: the rep is told, the integration is enabled again, and Reconnect works', async () => {
  const rep = await play.breakIt('inactive');
  const alert = await rep.waitForDm('Your Gong connection stopped working.');
  const link = await nextLink(world, rep, () => alert.press('Reconnect'));
  expect((await allow(world, link)).text).toMatch(/Integration disabled/);
  world.gong.enable(integration().id);
  await allow(world, link);
  await rep.waitForDm('Your Gong connection works again.');
  expect(play.state('inactive')).toBe('repaired');
});

test('wrong API base URL: it connects, Gong does not answer, and "Change the URL" leads to the right one', async () => {
  const rep = await play.breakIt('base-url');
  const connected = await rep.waitForDm(
    /Gong did not accept the connection\. The API base URL may be another region’s/,
  );
  await connected.press('Change the URL');
  const form = await rep.waitForModal('API base URL');
  await form.fill('API base URL', 'https://us-35894.app.gong.io');
  expect((await form.submit()).errors['API base URL']).toMatch(/Did you mean https:\/\/us-35894\.api\.gong\.io/);
  await form.fill('API base URL', 'https://us-35894.api.gong.io');
  await allow(world, await nextLink(world, rep, () => form.submit()));
  await rep.waitForDm('Gong answers. Everything works.');
  expect(play.state('base-url')).toBe('repaired');
});

test('scopes mismatch: Gong names the scope, "Change scopes" asks for what is ticked there, and a link works', async () => {
  const rep = await play.breakIt('scopes');
  const { ana } = world;
  const link = await askForLink(rep);
  expect((await allow(world, link)).text).toMatch(/Not registered for this integration: api:calls:create/);
  const { scopes } = integration();
  await pressInHub(ana, 'Change scopes');
  const comparison = await afterWorking(world, ana);
  await comparison.fill('Scopes', [...scopes]);
  await comparison.submit();
  const ticked = await ana.waitForModal('Tick the same in Gong');
  await ticked.fill('Ticked in Gong', [...scopes]);
  await ticked.submit();
  const saved = await afterWorking(world, ana);
  expect(saved.text()).toMatch(/The scopes are changed/);
  expect(saved.text()).toMatch(/people must reconnect, since their connection lacks a scope: .*@Ben/);
  await ana.modal()?.close(true);

  world.clock.advance(10 * 60_000);
  const lapsed = await rep.waitForDm('That link expired.');
  await allow(world, await nextLink(world, rep, () => lapsed.press('Get a new link')));
  await rep.waitForDm('Gong is connected.');
  expect(play.state('scopes')).toBe('repaired');
});

test('scopes mismatch, again: it is repaired as well by asking for less than Gong has ticked, whoever connects', async () => {
  const rep = await play.breakIt('scopes');
  const { ana, composio } = world;
  const asked = scopeList(composio.authConfigs()[0]?.scopes ?? '');
  const within = asked.filter((scope) => integration().scopes.includes(scope));
  expect(within.length).toBeLessThan(asked.length);
  await pressInHub(ana, 'Change scopes');
  const comparison = await afterWorking(world, ana);
  await comparison.fill('Scopes', within);
  await comparison.submit();
  const ticked = await ana.waitForModal('Tick the same in Gong');
  await ticked.fill('Ticked in Gong', within);
  await ticked.submit();
  await afterWorking(world, ana);
  await ana.modal()?.close(true);
  expect(integration().scopes.length).toBeGreaterThan(within.length);
  expect(play.state('scopes')).toBe('broken');

  const { ben } = world;
  expect(ben.id).not.toBe(rep.id);
  const link = await nextLink(world, ben, async () => {
    await ben.types('/gong-connect');
    await (await ben.waitForEphemeral('Connected to Gong')).press('Reconnect');
  });
  await allow(world, link);
  await eventually(() => play.state('scopes') === 'repaired');
});

test('lost client secret: one message tells of everybody, the secret is rotated, and the others are asked', async () => {
  const ana = await play.breakIt('lost-secret');
  const { ben } = world;
  const incident = await ana.waitForDm(/\d Gong connections stopped working at once/);
  expect(ben.dm().at(-1)?.rendered).not.toMatch(/stopped working/);
  await incident.press('Rotate client secret');
  const form = await ana.waitForModal('New client secret');
  const link = await nextLink(world, ana, () => submitSecret(world, ana, form, integration().clientSecret));
  await allow(world, link);
  // Told once, and only now: a reconnect before would have failed.
  const isAsked = /repaired, and reconnecting works now/;
  await eventually(() => {
    world.clock.advance(1_000);
    return ben.dm().some(({ rendered }) => isAsked.test(rendered));
  });
  expect(play.state('lost-secret')).toBe('broken');
  const asked = await ben.waitForDm(isAsked);
  await allow(world, await nextLink(world, ben, () => asked.press('Reconnect')));
  await ben.waitForDm(/Your Gong connection works again/);
  expect(play.state('lost-secret')).toBe('repaired');
});

test('connection goes inactive, right after another outage: there is a new alert to press all the same', async () => {
  const before = world.ben.dm().length;
  const rep = await play.breakIt('inactive');
  const alert = rep
    .dm()
    .slice(before)
    .find(({ rendered }) => rendered.includes('stopped working'));
  if (!alert) throw new Error('there is no new alert');
  const link = await nextLink(world, rep, () => alert.press('Reconnect'));
  world.gong.enable(integration().id);
  await allow(world, link);
  await eventually(() => play.state('inactive') === 'repaired');
});

test('wrong API base URL, where everybody is connected: somebody disconnects first', async () => {
  await play.connectEverybody();
  const rep = await play.breakIt('base-url');
  expect(rep.id).toBe(world.slack.people.frank);
});
