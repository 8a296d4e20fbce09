/** An auth config that somebody made by hand is offered, and taken over without writing anything at Composio. */

import { afterEach, expect, test } from 'vitest';
import { REDIRECT_URIS } from '../sandbox/composio/switches.ts';
import type { ShownModal } from '../sandbox/slack/driver/shown-view.ts';
import { afterWorking, pressInHub } from './rotation-steps.ts';
import { creations, eventually, openWizard, slackRefusals } from './setup-steps.ts';
import { connect, startWorld, type World } from './world.ts';

let world: World;
afterEach(async () => {
  expect(slackRefusals(world)).toEqual([]);
  await world.end();
});

const scopes = ['api:users:read', 'api:workspaces:read'];

/** An auth config as the guide has it made by hand. */
function madeByHand(name = 'Gong by hand') {
  const integration = world.gong.registerIntegration({ name, scopes, redirectUris: [REDIRECT_URIS.v1] });
  const { clientId, clientSecret } = integration;
  return world.composio.addAuthConfig({ name, clientId, clientSecret, scopes: scopes.join(' ') });
}

const writes = () => world.composio.requests.filter(({ method }) => method !== 'GET');

async function openOffer(): Promise<ShownModal> {
  const choose = await openWizard(world.ana);
  await choose.press('Use this one');
  return world.ana.waitForModal('Use an auth config');
}

test('it is offered with its ID and scopes, shown in full, and put in force as it is', async () => {
  world = await startWorld();
  const config = madeByHand('Gong <prod> & co');
  const choose = await openWizard(world.ana);
  expect(choose.text()).toContain('Gong <prod> & co');
  expect(choose.text()).toContain(`${config.id} · 2 scopes`);
  await choose.press('Use this one');
  const offer = await world.ana.waitForModal('Use an auth config');
  expect(offer.text()).toContain(REDIRECT_URIS.v1);
  expect(offer.text()).toContain('See users and their settings');
  expect(offer.labels()).toEqual(['API base URL']);

  await offer.fill('API base URL', 'https://us-35894.app.gong.io');
  expect((await offer.submit()).errors['API base URL']).toContain('https://us-35894.api.gong.io');
  await offer.fill('API base URL', 'https://us-35894.api.gong.io');
  expect((await offer.submit()).outcome).toBe('updated');
  const done = await world.ana.waitForModal('Gong is set up.');
  expect(done.text()).toContain(config.id);
  expect(writes()).toEqual([]);
  expect(world.rows('select auth_config_id, api_base_url, scopes, state from setups')).toEqual([
    {
      auth_config_id: config.id,
      api_base_url: 'https://us-35894.api.gong.io',
      scopes: JSON.stringify(scopes),
      state: 'saved',
    },
  ]);
  expect(world.rows("select actor, action from audit where action like 'setup.%' order by rowid")).toEqual([
    { actor: world.ana.id, action: 'setup.submitted' },
    { actor: world.ana.id, action: 'setup.saved' },
    { actor: world.ana.id, action: 'setup.adopted' },
  ]);
  await done.close();
  await connect(world, world.ben);
});

test('it is somebody else’s: taking Gong away leaves it at Composio unless an admin says otherwise', async () => {
  world = await startWorld();
  const config = madeByHand();
  await (await openOffer()).submit();
  await (await world.ana.waitForModal('Gong is set up.')).close(true);
  await world.ana.types('/gong-setup');
  await (await world.ana.waitForEphemeral('Gong is set up.')).press('Remove');
  const form = await world.ana.waitForModal('This takes Gong away from everybody.');
  expect(form.text()).toContain('did not make it, so it stays unless you tick this');
  expect(form.values()['Auth config']).toEqual([]);
  await form.fill('Type remove to confirm', 'remove');
  await form.submit();
  await eventually(() => world.rows("select 1 from setups where state = 'saved'").length === 0, 'the setup is gone');
  expect(world.rows('select 1 from auth_config_removals')).toEqual([]);
  expect(world.composio.authConfigs().map(({ id }) => id)).toEqual([config.id]);
});

test('what is ticked in Gong for it is not known until an admin says so', async () => {
  world = await startWorld({ webhook: false });
  madeByHand();
  await (await openOffer()).submit();
  await world.ana.waitForModal('Gong is set up.');
  const compare = async () => {
    await pressInHub(world.ana, 'Change scopes');
    return afterWorking(world, world.ana);
  };
  const before = await compare();
  expect(before.text()).toMatch(/api:users:read\s+Gong \? · auth config ✓/);
  expect(before.text()).toContain('nobody has said it here yet');
  await before.submit();
  const ticked = await world.ana.waitForModal('Tick the same in Gong');
  expect(ticked.values()['Ticked in Gong']).toEqual([]);
  await ticked.fill('Ticked in Gong', [...scopes]);
  await ticked.submit();
  expect((await afterWorking(world, world.ana)).text()).toMatch(/api:users:read\s+Gong ✓ · auth config ✓/);
  expect((await compare()).text()).toMatch(/api:users:read\s+Gong ✓ · auth config ✓/);
});

test('disabled, managed and other toolkits’ auth configs are not offered', async () => {
  world = await startWorld();
  const disabled = madeByHand('Disabled one');
  world.composio.disableAuthConfig(disabled.id);
  const base = { status: 'ENABLED', auth_scheme: 'OAUTH2', is_composio_managed: false, toolkit: { slug: 'gong' } };
  world.composio.faults.add('GET /auth_configs', {
    kind: 'http',
    status: 200,
    body: {
      items: [
        { ...base, id: 'ac_good', name: 'Good one' },
        { ...base, id: 'ac_managed', name: 'Managed one', is_composio_managed: true },
        { ...base, id: 'ac_other', name: 'Other one', toolkit: { slug: 'gmail' } },
        { ...base, id: 'ac_basic', name: 'Basic one', auth_scheme: 'BASIC' },
        { ...base, id: 'ac_off', name: 'Off one', status: 'DISABLED' },
      ],
      next_cursor: null,
    },
  });
  const offered = (await openWizard(world.ana)).text();
  expect(offered).toContain('Good one');
  expect(offered).toContain('scopes not said');
  expect(offered).not.toMatch(/Managed one|Other one|Basic one|Off one/);
  expect((await openWizard(world.ana)).text()).not.toContain('Made one by hand already?');
});

test('with none there, nothing is said about it', async () => {
  world = await startWorld();
  expect((await openWizard(world.ana)).text()).not.toContain('by hand');
});

test('one that was deleted after it was offered is not taken over', async () => {
  world = await startWorld();
  const config = madeByHand();
  const choose = await openWizard(world.ana);
  world.composio.deleteAuthConfig(config.id);
  await choose.press('Use this one');
  await world.ana.waitForModal(/no longer in Composio, or is disabled there[\s\S]*\/gong-setup/);
  expect(world.rows('select * from setups')).toEqual([]);
});

test('one that was disabled while it was shown is not taken over', async () => {
  world = await startWorld();
  const config = madeByHand();
  const offer = await openOffer();
  world.composio.disableAuthConfig(config.id);
  await offer.submit();
  await world.ana.waitForModal(/no longer in Composio, or is disabled there/);
  expect(world.rows('select * from setups')).toEqual([]);
});

test('Composio failing at either step is said, and nothing is changed', async () => {
  world = await startWorld();
  madeByHand();
  const choose = await openWizard(world.ana);
  const mend = world.composio.faults.add(
    'GET /auth_configs/:id',
    { kind: 'http', status: 503 },
    Number.POSITIVE_INFINITY,
  );
  await choose.press('Use this one');
  await world.ana.waitForModal(/Composio cannot be reached or is having trouble[\s\S]*Nothing was changed/);
  mend();
  const offer = await openOffer();
  world.composio.faults.add('GET /auth_configs/:id', { kind: 'http', status: 401 });
  await offer.submit();
  await world.ana.waitForModal(/refused the API key[\s\S]*Nothing was changed/);
  expect(world.rows('select * from setups')).toEqual([]);
});

test('submitted twice, it is put in force once', async () => {
  world = await startWorld();
  madeByHand();
  const offer = await openOffer();
  await Promise.all([offer.submit(), offer.submit()]);
  await world.ana.waitForModal('Gong is set up.');
  expect(world.rows('select state from setups')).toEqual([{ state: 'saved' }]);
  expect(creations(world)).toBe(0);
});

test.each(['masked', 'missing'] as const)(
  'with its redirect URI %s it is taken over all the same',
  async (readBack) => {
    world = await startWorld({}, { composio: { redirectUriReadBack: readBack } });
    madeByHand();
    const offer = await openOffer();
    expect(offer.text()).toContain('Redirect URI: Composio does not say');
    await offer.submit();
    const done = await world.ana.waitForModal('Gong is set up.');
    expect(done.text()).toMatch(/Composio does not say which redirect URI it stored\.(?! If)/);
  },
);
