/** The integration is deleted in Gong and created again: the rotation takes its new client ID, too, and all is repaired. */

import { afterEach, expect, test } from 'vitest';
import type { Integration } from '../sandbox/gong/integrations.ts';
import type { ShownModal } from '../sandbox/slack/driver/shown-view.ts';
import { buttonTexts, endWell, eventually, type Member, startQuietWorld, sweepAfter } from './crowd.ts';
import { grantedCrowd, inTime, integrationOf, nextLink, nowSaid, renew, sweepTwice } from './incident-steps.ts';
import { openRotation, submitSecret } from './rotation-steps.ts';
import { requestsTo } from './setup-steps.ts';
import { redirectUri, type World } from './world.ts';

let world: World;
afterEach(() => endWell(world));

const scopes = ['api:calls:read:basic', 'api:users:read'];

/** The integration is created in Gong once more, as it was. */
function createAgain(): Integration {
  return world.gong.registerIntegration({ name: 'Gong Connect', scopes, redirectUris: [redirectUri] });
}

/** Presses Reconnect on whatever asks for it, and allows it in Gong. */
async function reconnectAsAsked({ person }: Member): Promise<void> {
  const asks = () => person.dm().filter((message) => buttonTexts(message).includes('Reconnect'));
  await inTime(world, () => expect(asks().length).toBeGreaterThan(0));
  const link = await nextLink(world, person, async () => asks().at(-1)?.press('Reconnect'));
  await world.composio.follow(link, { as: 'technical-admin', decision: 'allow' });
  await inTime(world, () => expect(person.dm().at(-1)?.rendered).toMatch(/Gong answers|connected/i), 500);
}

test('from the message to the admins to everybody being back, while one connection still counts as active', async () => {
  world = await startQuietWorld();
  const members = await grantedCrowd(world, 8);
  const broken = members.slice(0, 7);
  world.gong.delete(integrationOf(world).id);
  await renew(world, broken);
  await sweepTwice(world);
  const notice = await world.ana.waitForDm(/7 Gong connections stopped working at once/);
  await inTime(world, () => expect(nowSaid(world.ana, notice)).toMatch(/integration was disabled or deleted in Gong/));
  const shown = () => world.ana.dm().find(({ ts }) => ts === notice.ts);
  expect(buttonTexts(shown() ?? notice)).toContain('New client ID and secret');

  const { clientId, clientSecret } = createAgain();
  world.ana.reloads();
  await shown()?.press('New client ID and secret');
  const form = await world.ana.waitForModal('Rotate client secret');
  expect(form.labels()).toEqual(['New client secret', 'Client ID']);
  await form.fill('Client ID', clientId);
  const link = await nextLink(world, world.ana, () => submitSecret(world, world.ana, form, clientSecret));
  const [config] = world.composio.authConfigs();
  expect(requestsTo(world, `PATCH /auth_configs/${config?.id}`).map(({ body }) => body)).toEqual([
    { type: 'custom', credentials: { client_id: clientId, client_secret: clientSecret } },
  ]);
  expect(world.rows("select client_id from setups where state = 'saved'")).toEqual([{ client_id: clientId }]);
  const [entry] = world.rows<{ detail: string }>("select detail from audit where action = 'rotation.secret_replaced'");
  expect(JSON.parse(entry?.detail ?? '{}')).toEqual({ authConfigId: config?.id, clientId });

  await world.composio.follow(link, { as: 'technical-admin', decision: 'allow' });
  await inTime(world, () => expect(world.ana.modal()?.text()).toMatch(/The new client secret works/));
  for (const one of broken) await reconnectAsAsked(one);
  await sweepAfter(world);
  await inTime(world, () => expect(nowSaid(world.ana, notice)).toMatch(/Over: 7 Gong connections.*7 of 7 are back/s));
});

test('a client ID that is none is refused beside its field, and stays typed when Composio refuses it', async () => {
  world = await startQuietWorld();
  const { clientId, clientSecret } = createAgain();
  const form = await openRotation(world.ana);
  const typed = async (id: string, secret: string): Promise<Record<string, string>> => {
    await form.fill('Client ID', id);
    await form.fill('New client secret', secret);
    return (await form.submit()).errors;
  };
  expect(await typed('https://app.gong.io', clientSecret)).toEqual({
    'Client ID': expect.stringMatching(/web address/),
  });
  expect(await typed(clientId, clientId)).toEqual({
    'New client secret': expect.stringMatching(/This is the client ID/),
  });
  expect(world.rows('select id from rotations')).toEqual([]);

  world.composio.faults.add('PATCH /auth_configs/:id', { kind: 'http', status: 400 });
  await form.fill('Client ID', clientId);
  const again: ShownModal = await submitSecret(world, world.ana, form, clientSecret);
  expect(again.text()).toMatch(/Composio refused the new secret/);
  expect(again.values()['Client ID']).toBe(clientId);
  // Nothing was changed, and left empty it stays as it is.
  expect(world.rows('select client_id from setups')).not.toEqual([{ client_id: clientId }]);
  await again.fill('Client ID', null);
  await submitSecret(world, world.ana, again, clientSecret);
  const [config] = world.composio.authConfigs();
  await eventually(() =>
    expect(requestsTo(world, `PATCH /auth_configs/${config?.id}`).at(-1)?.body).toEqual({
      type: 'custom',
      credentials: { client_secret: clientSecret },
    }),
  );
});
