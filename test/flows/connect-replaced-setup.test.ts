/** The setup is replaced while somebody's connection is broken: what they have is theirs until a new one works. */

import { afterEach, expect, test } from 'vitest';
import type { ShownMessage } from '../sandbox/slack/driver/shown-message.ts';
import {
  accountsOf,
  allow,
  attemptBecomes,
  eventually,
  linkRequests,
  nextLink,
  startReadyWorld,
} from './connect-steps.ts';
import { registerInGong, requestsTo, slackRefusals, submitChoice, submitCredentials } from './setup-steps.ts';
import { connect, type World } from './world.ts';

let world: World;
afterEach(async () => {
  expect(slackRefusals(world)).toEqual([]);
  await world.end();
});

/** Ana's summary from before anybody had connected, which has the button. */
async function openSummary(): Promise<ShownMessage> {
  const { ana } = world;
  await ana.modal()?.close(true);
  await ana.types('/gong-setup');
  return ana.waitForEphemeral('Gong is set up.');
}

/** Ana starts over; gives the new auth config's ID. */
async function startOver(summary: ShownMessage): Promise<string> {
  const { ana } = world;
  await summary.press('Start over');
  const register = await submitChoice(ana, await ana.waitForModal('Set up Gong'));
  await submitCredentials(register, registerInGong(world, register));
  await ana.waitForModal('Gong is set up.');
  const [setup] = world.rows<{ auth_config_id: string }>("select auth_config_id from setups where state = 'saved'");
  return setup?.auth_config_id ?? '';
}

test('the alert’s Reconnect makes a link with the new one, and the account under the old one is deleted', async () => {
  world = await startReadyWorld();
  const { ben } = world;
  const summary = await openSummary();
  const old = await connect(world, ben);
  world.composio.expire(old);
  const alert = await ben.waitForDm(/stopped working/);
  const authConfigId = await startOver(summary);
  expect(accountsOf(world, ben)).toEqual([{ id: old, status: 'EXPIRED' }]);

  await allow(world, await nextLink(world, ben, () => alert.press('Reconnect')));
  const { account_id } = await attemptBecomes(world, ben, 'won');
  expect(linkRequests(world).at(-1)?.body).toMatchObject({ auth_config_id: authConfigId });
  await eventually(() => accountsOf(world, ben).length === 1);
  expect(accountsOf(world, ben)).toEqual([{ id: account_id, status: 'ACTIVE' }]);
  const [deletion] = requestsTo(world, `DELETE /connected_accounts/${old}`);
  expect(deletion?.query).not.toHaveProperty('revoke_on_delete');
  expect(world.rows('select account_id, auth_config_id, state from connections')).toEqual([
    { account_id, auth_config_id: authConfigId, state: 'active' },
  ]);
});

test('a connection of the old one that works again by itself is noticed, and stays until a new one wins', async () => {
  world = await startReadyWorld();
  const { ben } = world;
  const summary = await openSummary();
  const old = await connect(world, ben);
  world.composio.expire(old);
  await ben.waitForDm(/stopped working/);
  await startOver(summary);
  world.composio.setStatus(old, 'ACTIVE');
  world.clock.advance(301_000);
  await ben.waitForDm('Your Gong connection works again.');
  expect(world.rows('select account_id, state from connections')).toEqual([{ account_id: old, state: 'active' }]);
  world.composio.setStatus(old, 'EXPIRED', 'Permanent auth error during token refresh');
  world.clock.advance(301_000);
  await eventually(() => world.rows<{ state: string }>('select state from connections')[0]?.state === 'broken');
});
