/** Once Gong is set up: the summary, and starting over while nobody is connected. */

import { afterEach, describe, expect, test } from 'vitest';
import { scopeCatalogue } from '../../src/gong/scopes.ts';
import type { ShownMessage } from '../sandbox/slack/driver/shown-message.ts';
import {
  creations,
  eventually,
  openWizard,
  registerInGong,
  saveWith,
  slackRefusals,
  submitChoice,
  submitCredentials,
} from './setup-steps.ts';
import { askForLink, connect, setUp, startWorld, type World } from './world.ts';

let world: World;
afterEach(async () => {
  expect(slackRefusals(world)).toEqual([]);
  await world.end();
});

async function summary(): Promise<ShownMessage> {
  world.ana.reloads();
  await world.ana.types('/gong-setup');
  return world.ana.waitForEphemeral('Gong is set up.');
}

const buttons = (shown: ShownMessage): string[] => shown.buttons().map(({ text }) => text);
/** What the hub offers in whatever state. */
const always = [
  'Invite people',
  'Roster',
  'Check setup',
  'Change scopes',
  'Rotate client secret',
  'How people connect',
  'Notices',
  'Pause',
  'Audit',
  'Remove',
];

describe('the summary', () => {
  test('says everything about the setup, and how many people are in which state', async () => {
    world = await startWorld();
    await setUp(world);
    const [config] = world.composio.authConfigs();
    const first = await summary();
    for (const part of [
      config?.id ?? 'none',
      'https://us-35894.api.gong.io',
      'The auth config is enabled.',
      'Set up by @Ana',
      'Connected: 0',
      'api:calls:read:transcript Read call transcripts',
    ]) {
      expect(first.rendered).toContain(part);
    }
    expect(buttons(first)).toEqual([...always, 'Start over']);

    expect(first.rendered).not.toMatch(/Not working: 0|Left Slack: 0/);

    const account = await connect(world, world.ben);
    expect((await summary()).rendered).toMatch(/Connected: 1(?! · Not working)/);
    expect(buttons(await summary())).toEqual(always);

    world.composio.expire(account);
    await world.ben.waitForDm(/stopped working/);
    const broken = await summary();
    expect(broken.rendered).toContain('Connected: 0 · Not working: 1');
    expect(broken.text).toBe('Gong is set up. 0 connected, 1 not working.');
    // What is only broken can be repaired.
    expect(buttons(broken)).toEqual(always);
    expect(broken.rendered).not.toMatch(/start over/i);
  });

  test('does not invite anybody to start over because Gong is paused', async () => {
    world = await startWorld();
    await setUp(world);
    await connect(world, world.ben);
    await (await summary()).press('Pause');
    await world.ana.waitForModal('Gong is paused.');
    await world.ana.modal()?.close();
    world.clock.advance(301_000);
    await eventually(() => world.rows("select 1 from connections where state = 'paused'").length > 0, 'it was noticed');
    const paused = await summary();
    expect(buttons(paused)).not.toContain('Start over');
    expect(paused.rendered).not.toMatch(/start over|Nobody/i);
  });

  test('offers to start over when the auth config is gone and nobody is connected any more', async () => {
    world = await startWorld();
    await setUp(world);
    world.composio.expire(await connect(world, world.ben));
    await world.ben.waitForDm(/stopped working/);
    world.composio.deleteAuthConfig(world.composio.authConfigs()[0]?.id ?? '');
    expect(buttons(await summary())).toContain('Start over');
  });

  test('says when the auth config is disabled in Composio', async () => {
    world = await startWorld();
    await setUp(world);
    world.composio.disableAuthConfig(world.composio.authConfigs()[0]?.id ?? '');
    expect((await summary()).rendered).toMatch(/is disabled in Composio: enable it there/);
  });

  test('says when the auth config is gone, and how a new one is made', async () => {
    world = await startWorld();
    await setUp(world);
    world.composio.deleteAuthConfig(world.composio.authConfigs()[0]?.id ?? '');
    expect((await summary()).rendered).toMatch(/no longer has the auth config[\s\S]*Start over/);
  });

  test('comes without the state when Composio does not answer', async () => {
    world = await startWorld();
    await setUp(world);
    world.composio.faults.add('GET /auth_configs/:id', { kind: 'http', status: 500 }, 2);
    expect((await summary()).rendered).toContain('Composio did not say just now whether the auth config is enabled.');
  });

  test('fits into a message with every known scope', async () => {
    world = await startWorld();
    await setUp(
      world,
      scopeCatalogue.map(({ name }) => name),
    );
    const shown = await summary();
    for (const { name } of scopeCatalogue) expect(shown.rendered).toContain(name);
  });

  test('waits while somebody else sets Gong up', async () => {
    world = await startWorld();
    const register = await submitChoice(world.ana, await openWizard(world.ana));
    world.composio.faults.add('POST /auth_configs', { kind: 'delay', ms: 60_000 });
    await submitCredentials(register, registerInGong(world, register));
    await eventually(() => creations(world) === 1, 'Composio is asked');
    await world.olga.types('/gong-setup');
    await world.olga.waitForEphemeral('Gong is being set up at this moment');
    world.clock.advance(60_000);
    await world.ana.waitForModal('Gong is set up.');
  });
});

describe('Start over', () => {
  test('makes a new auth config, and links of the old one are over', async () => {
    world = await startWorld();
    await setUp(world);
    const [old] = world.composio.authConfigs();
    await askForLink(world.ben);
    const shown = await summary();
    expect(shown.buttons().find(({ text }) => text === 'Start over')?.confirm).toMatch(/stays in force until/);
    await shown.press('Start over');
    const choose = await world.ana.waitForModal('Set up Gong');
    expect(choose.text()).not.toContain(old?.id);
    const register = await submitChoice(world.ana, choose, { scopes: ['api:users:read'] });
    await saveWith(world, world.ana, register, registerInGong(world, register));

    const created = world.composio.authConfigs().find(({ id }) => id !== old?.id);
    expect(creations(world)).toBe(2);
    expect(world.rows('select state, auth_config_id from setups order by created_at')).toEqual([
      { state: 'replaced', auth_config_id: old?.id },
      { state: 'saved', auth_config_id: created?.id },
    ]);
    expect(world.rows('select state from attempts')).toEqual([{ state: 'superseded' }]);
    expect(world.rows("select detail from audit where action = 'setup.saved'")).toEqual([
      { detail: JSON.stringify({ authConfigId: old?.id, replaced: null }) },
      { detail: JSON.stringify({ authConfigId: created?.id, replaced: old?.id }) },
    ]);
    await world.ana.modal()?.close();
    await connect(world, world.ben);
    expect(world.rows('select auth_config_id from connections')).toEqual([{ auth_config_id: created?.id }]);
  });

  test('repairs a wrong secret', async () => {
    world = await startWorld();
    const register = await submitChoice(world.ana, await openWizard(world.ana));
    const integration = registerInGong(world, register);
    await (
      await saveWith(world, world.ana, register, { ...integration, clientSecret: 'not-the-right-secret' })
    ).close();
    await world.composio.follow(await askForLink(world.ben), { as: 'technical-admin', decision: 'allow' });
    await world.ben.waitForDm(/an admin needs to look at the setup/);

    await (await summary()).press('Start over');
    const again = await submitChoice(world.ana, await world.ana.waitForModal('Set up Gong'));
    await (await saveWith(world, world.ana, again, integration)).close();
    await connect(world, world.ben);
  });

  test('is refused when somebody has connected since the summary was shown', async () => {
    world = await startWorld();
    await setUp(world);
    const shown = await summary();
    await connect(world, world.ben);
    await shown.press('Start over');
    await world.ana.waitForEphemeral(/Somebody has connected Gong meanwhile/);
    expect(world.ana.modal()).toBeNull();
  });

  test('is refused when somebody connects while the wizard is filled in', async () => {
    world = await startWorld();
    await setUp(world);
    await (await summary()).press('Start over');
    const register = await submitChoice(world.ana, await world.ana.waitForModal('Set up Gong'));
    await connect(world, world.ben);
    await submitCredentials(register, registerInGong(world, register));
    await world.ana.waitForModal(/Somebody has connected Gong meanwhile[\s\S]*stays as it is/);
    expect(creations(world)).toBe(1);
    expect(world.rows('select state from setups')).toEqual([{ state: 'saved' }]);
  });

  test('is refused to a form that was opened before another setup was saved', async () => {
    world = await startWorld();
    const olgas = await submitChoice(world.olga, await openWizard(world.olga));
    const integration = await setUp(world);
    await submitCredentials(olgas, integration);
    await world.olga.waitForModal(/@Ana has set Gong up meanwhile/);
    expect(creations(world)).toBe(1);
  });

  test('is still there when the first try fails, with the old setup in force', async () => {
    world = await startWorld();
    await setUp(world);
    const [old] = world.composio.authConfigs();
    await (await summary()).press('Start over');
    const register = await submitChoice(world.ana, await world.ana.waitForModal('Set up Gong'));
    world.composio.faults.add('POST /auth_configs', { kind: 'http', status: 400 });
    await submitCredentials(register, registerInGong(world, register));
    await (await world.ana.waitForModal('refused what was sent')).close();
    const shown = await summary();
    expect(shown.rendered).toContain(old?.id);
    expect(buttons(shown)).toContain('Start over');
  });
});
