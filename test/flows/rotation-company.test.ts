/** Rotating the secret and changing scopes where the whole company shares one connection. */

import { afterEach, expect, test } from 'vitest';
import { companyAccount, connectCompany, joinCompany } from './company-steps.ts';
import { allow, eventually, nextLink } from './connect-steps.ts';
import {
  afterWorking,
  askedOf,
  openRotation,
  pressInHub,
  regenerate,
  rotationBecomes,
  submitSecret,
} from './rotation-steps.ts';
import { slackRefusals } from './setup-steps.ts';
import { setUp, startWorld, type World } from './world.ts';

let world: World;
afterEach(async () => {
  expect(slackRefusals(world)).toEqual([]);
  await world.end();
});

test('the company’s connection is the canary, and nobody else has to do anything', async () => {
  world = await startWorld({ webhook: false });
  const { ana, ben, composio, gong } = world;
  const scopes = ['api:calls:read:basic', 'api:users:read'];
  const integration = await setUp(world, scopes);
  const before = await connectCompany(world, ana);
  await joinCompany(world, ben);

  const form = await openRotation(ana);
  expect(form.text()).toContain('You reconnect the company’s connection first, as the canary');
  const secret = regenerate(world, integration);
  const link = await nextLink(world, ana, () => submitSecret(world, ana, form, secret));
  expect((await ana.waitForModal('the canary is next')).text()).toContain('The canary is the company’s connection');
  await allow(world, link);
  await rotationBecomes(world, 'waves');
  await ana.waitForDm(/The company’s connection is ACTIVE[\s\S]*Nobody had to be asked/);
  await eventually(() => companyAccount(world) !== before);
  expect(composio.account(companyAccount(world)).accountType).toBe('SHARED');
  world.clock.advance(15 * 60_000);
  await rotationBecomes(world, 'done');
  expect(askedOf([ben])).toEqual([]);

  // Wider scopes: the one connection lacks them, and is reconnected by an admin.
  const after = [...scopes, 'api:library:read'];
  gong.setScopes(integration.id, after);
  await pressInHub(ana, 'Change scopes');
  const compare = await ana.waitForModal('in the auth config · granted');
  await compare.fill('Scopes', after);
  await compare.submit();
  const ticked = await ana.waitForModal('Tick the same in Gong');
  await ticked.fill('Ticked in Gong', after);
  await ticked.submit();
  const saved = await afterWorking(world, ana);
  expect(saved.text()).toMatch(/The company’s connection lacks a scope/);
  expect(saved.text()).not.toMatch(/must reconnect, since/);
  await allow(world, await nextLink(world, ana, () => saved.press('Reconnect it')));
  await eventually(
    () =>
      world.rows<{ requested_scopes: string }>("select requested_scopes from connections where owner = 'company'")[0]
        ?.requested_scopes === JSON.stringify([...after].sort()),
  );
});
