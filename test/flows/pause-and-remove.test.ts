/** Pausing Gong for the whole workspace, going on, and taking it away. */

import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { ShownMessage } from '../sandbox/slack/driver/shown-message.ts';
import { blockOf, openRoster } from './roster-steps.ts';
import { connect, setUp, startWorld, type World } from './world.ts';

let world: World;
beforeEach(async () => {
  world = await startWorld();
  await setUp(world);
});
afterEach(async () => {
  expect(world.slack.problems).toEqual([]);
  await world.end();
});

async function hub(expected = /./): Promise<ShownMessage> {
  world.ana.reloads();
  await world.ana.types('/gong-setup');
  return world.ana.waitForEphemeral((shown) => /Gong is set up/.test(shown.rendered) && expected.test(shown.rendered));
}

const actionsOf = (): string[] =>
  world.rows<{ action: string }>('select action from audit order by id').map(({ action }) => action);

test('a pause disables the auth config, says who paused, and ends with one press', async () => {
  const account = await connect(world, world.ben);
  await (await hub()).press('Pause');
  await world.ana.waitForModal('Gong is paused.');
  expect(world.composio.authConfigs()[0]).toMatchObject({ enabled: false });
  const paused = await hub(/Paused by @Ana/);

  await world.ana.modal()?.close();
  await paused.press('Resume');
  await world.ana.waitForModal('Gong goes on.');
  expect(world.composio.authConfigs()[0]).toMatchObject({ enabled: true });
  expect(world.composio.account(account)).toMatchObject({ status: 'ACTIVE' });
  await hub(/The auth config is enabled/);
  expect(actionsOf()).toEqual(expect.arrayContaining(['auth_config.paused', 'auth_config.resumed']));
});

test('what Composio refuses is no pause, and says so', async () => {
  world.composio.faults.add('PATCH /auth_configs/:id/:status', { kind: 'http', status: 403 });
  await (await hub()).press('Pause');
  await world.ana.waitForModal('Gong is not paused.');
  await hub(/The auth config is enabled/);
  expect(world.rows('select 1 from pauses where ended_at is null')).toEqual([]);
});

test('a pause whose request never reached Composio is not taken for one, and Resume clears it', async () => {
  world.composio.faults.add('PATCH /auth_configs/:id/:status', { kind: 'reset-before' });
  await (await hub()).press('Pause');
  await world.ana.waitForModal('Whether Gong is paused is not known.');
  expect(world.composio.authConfigs()[0]).toMatchObject({ enabled: true });
  const unpaused = await hub(/Not paused at Composio, although @Ana pressed Pause/);
  await world.ana.modal()?.close(true);
  await unpaused.press('Resume');
  await world.ana.waitForModal('Gong goes on.');
  await hub(/The auth config is enabled/);
});

test('nobody is asked to reconnect while Gong is paused: the wave goes out when it is resumed', async () => {
  await connect(world, world.ben);
  world.composio.expire(await connect(world, world.olga));
  await world.olga.waitForDm('stopped working');
  await (await hub()).press('Pause');
  await world.ana.waitForModal('Gong is paused.');
  const { openStore } = await import('../../src/adapters/sqlite/store.ts');
  const store = openStore(world.databasePath);
  const teamId = world.slack.team.id;
  const authConfigId = world.composio.authConfigs()[0]?.id ?? '';
  const round = { id: 'round', teamId, cause: 'scopes', authConfigId, createdBy: world.ana.id } as const;
  const notice = { id: 'notice', recipient: world.ana.id, kind: 'scopes_round', subject: 'round', dedupeKey: 'notice' };
  await store.askToReconnect(round, [world.ben.id], notice, world.clock.now());
  await store.close();
  await world.ana.waitForDm('1 wait to be asked');
  for (let step = 0; step < 5; step += 1) {
    world.clock.advance(60_000);
    await hub(/Paused by @Ana/);
  }
  const asked = (): unknown[] => world.rows("select 1 from reconnect_requests where state = 'asked'");
  expect(asked()).toEqual([]);
  await (await openRoster(world.ana)).press('Nudge', blockOf(world.olga.id));
  await world.ana.waitForModal('Gong is paused, so no reminder was sent.');

  await world.ana.modal()?.close(true);
  await (await hub()).press('Resume');
  await world.ana.waitForModal('Gong goes on.');
  await vi.waitFor(() => {
    world.clock.advance(2_000);
    expect(asked()).toHaveLength(1);
  });
  await world.ben.waitForDm(/Please reconnect Gong/);
});

test('removing needs the typed word, ends every connection at Gong, and lets a new setup begin', async () => {
  const account = await connect(world, world.ben);
  await (await hub()).press('Remove');
  const form = await world.ana.waitForModal('This takes Gong away from everybody.');
  expect(form.text()).toContain('One person is connected now.');
  expect(form.values()['Auth config']).toEqual(['auth_config']);
  await form.fill('Type remove to confirm', 'yes');
  expect((await form.submit()).errors['Type remove to confirm']).toMatch(/nothing has happened yet/);
  expect(world.composio.account(account)).toMatchObject({ status: 'ACTIVE' });

  await form.fill('Type remove to confirm', 'Remove');
  await form.submit();
  await vi.waitFor(() => expect(world.rows("select 1 from setups where state = 'saved'")).toEqual([]));
  world.clock.advance(500);
  await world.ana.waitForModal('Gong is no longer set up.');
  const told = await world.ben.waitForDm(/has taken Gong out of this workspace/);
  // Whether Gong has done it is not known to anybody here.
  expect(told.rendered).toMatch(/Gong is asked to withdraw the permission/);
  await vi.waitFor(
    () => {
      world.clock.advance(5_000);
      expect(actionsOf()).toContain('auth_config.deleted');
    },
    { timeout: 10_000, interval: 50 },
  );
  expect(world.composio.authConfigs()).toEqual([]);
  expect(world.gong.grants().filter(({ revoked }) => !revoked)).toEqual([]);
  expect(world.ben.dm().filter((message) => /stopped working/.test(message.rendered))).toEqual([]);

  await world.ana.modal()?.close(true);
  await setUp(world);
  await connect(world, world.ben);
});

test('the auth config may stay, and nobody but an admin removes anything', async () => {
  const shown = await hub();
  await shown.press('Remove');
  const form = await world.ana.waitForModal('This takes Gong away from everybody.');
  await form.fill('Type remove to confirm', 'remove');
  await form.fill('Auth config', []);
  await world.slack.changePerson(world.ana.id, { isAdmin: false });
  await form.submit();
  await world.ana.waitForModal('Removing');
  world.clock.advance(500);
  await world.ana.waitForModal('Only admins');
  expect(world.rows("select 1 from setups where state = 'saved'")).toHaveLength(1);

  await world.slack.changePerson(world.ana.id, { isAdmin: true });
  await world.ana.modal()?.close(true);
  await (await hub()).press('Remove');
  const again = await world.ana.waitForModal('This takes Gong away from everybody.');
  await again.fill('Type remove to confirm', 'remove');
  await again.fill('Auth config', []);
  await again.submit();
  await vi.waitFor(() => expect(world.rows("select 1 from setups where state = 'saved'")).toEqual([]));
  world.clock.advance(30_000);
  expect(world.composio.authConfigs()).toHaveLength(1);
  expect(world.rows('select 1 from auth_config_removals')).toEqual([]);
});
