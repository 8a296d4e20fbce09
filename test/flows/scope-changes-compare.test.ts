/** Scopes are compared in three places, changed, and exactly those are asked to reconnect who lack one. */

import { afterEach, expect, test } from 'vitest';
import type { ShownModal } from '../sandbox/slack/driver/shown-view.ts';
import { allow, connectUnhurried, eventually, nextLink } from './connect-steps.ts';
import { crowd, member, sweepAfter, writing } from './crowd.ts';
import { afterWorking, auditOf, isRequest, pressInHub } from './rotation-steps.ts';
import { requestsTo, slackRefusals } from './setup-steps.ts';
import { accountOf, setUp, startWorld, type World } from './world.ts';

let world: World;
afterEach(async () => {
  expect(slackRefusals(world)).toEqual([]);
  await world.end();
});

const before = ['api:calls:read:basic', 'api:users:read'];
const after = [...before, 'api:library:read'];

/** The comparison, once Composio has been asked. */
async function compare(): Promise<ShownModal> {
  await pressInHub(world.ana, 'Change scopes');
  return afterWorking(world, world.ana);
}

/** What the comparison says of one scope. */
function lineOf(shown: ShownModal, scope: string): string {
  return new RegExp(`${scope}[^\\n]*\\n([^\\n]*)`).exec(shown.text())?.[1]?.trim() ?? 'not there';
}

/** From the comparison to the second screen. */
async function choose(form: ShownModal, scopes: readonly string[]): Promise<ShownModal> {
  await form.fill('Scopes', [...scopes]);
  expect(await form.submit()).toEqual({ outcome: 'updated', errors: {} });
  return world.ana.waitForModal('Tick the same in Gong');
}

/** Says what is ticked and saves; gives what is shown once Composio has answered. */
async function save(form: ShownModal, ticked: readonly string[]): Promise<ShownModal> {
  await form.fill('Ticked in Gong', [...ticked]);
  expect((await form.submit()).outcome).toBe('updated');
  return afterWorking(world, world.ana);
}

test('compared with ✓ and ✗, changed at Composio alone, and exactly those asked who lack the new one', async () => {
  world = await startWorld({ webhook: false });
  const { ana, ben, chloe, composio, gong } = world;
  const integration = await setUp(world, before);
  const bens = await connectUnhurried(world, ben);
  await connectUnhurried(world, chloe);
  const old = await crowd(world, 2);
  for (const { accountId } of old) composio.forgetRequestedScopes(accountId);
  writing(world, (_insert, database) =>
    database
      .prepare('update connections set requested_scopes = null where owner in (?, ?)')
      .run(...old.map(({ person }) => person.id)),
  );
  composio.account(accountOf(world, chloe)).requestedScopes = after;
  await sweepAfter(world);

  const form = await compare();
  expect(form.text()).toContain('Ticked in Gong · in the auth config · granted to connections');
  expect(lineOf(form, 'api:users:read')).toBe('Gong ✓ · auth config ✓ · granted ✓ 2 of 2');
  expect(lineOf(form, 'api:library:read')).toBe('Gong ✗ · auth config ✗ · granted to 1 of 2');
  expect(form.text()).toMatch(/Of 2 it is not known what their connection was granted: @Rep and @Rep/);
  expect(form.text()).not.toMatch(/must reconnect, since/);
  expect(form.values().Scopes).toEqual(before);

  // More than is ticked in Gong would let nobody connect any more.
  const ticked = await choose(form, after);
  expect(ticked.text()).toMatch(/To tick in the integration:\s+• api:library:read/);
  await ticked.fill('Ticked in Gong', before);
  expect((await ticked.submit()).errors['Ticked in Gong']).toMatch(/api:library:read would be asked for without being/);
  gong.setScopes(integration.id, after);
  const saved = await save(ticked, after);
  expect(saved.text()).toMatch(/The scopes are changed\. Composio shows exactly these/);
  expect(saved.text()).toMatch(/1 person must reconnect, since their connection lacks a scope: @Ben\./);
  expect(lineOf(saved, 'api:library:read')).toBe('Gong ✓ · auth config ✓ · granted ✗ 1 of 2');
  const [config] = composio.authConfigs();
  expect(requestsTo(world, `PATCH /auth_configs/${config?.id}`).map(({ body }) => body)).toEqual([
    { type: 'custom', credentials: { scopes: after.join(',') } },
  ]);
  expect(world.rows('select scopes, ticked_scopes from setups')).toEqual([
    { scopes: JSON.stringify(after), ticked_scopes: JSON.stringify(after) },
  ]);

  const everybody = [ana, ben, chloe, ...old.map(({ person }) => person)];
  const asked = () => everybody.filter((person) => person.dm().some(isRequest));
  expect(asked()).toEqual([]);
  await saved.press('Ask this one to reconnect');
  await ana.waitForModal(/0 of 1[\s\S]*Asked: 1 · Reconnected: 0 · Still to go: 1/);
  const request = await ben.waitForDm(/what agents and automations may do in Gong[\s\S]*See library folders/);
  expect(asked()).toEqual([ben]);
  await allow(world, await nextLink(world, ben, () => request.press('Reconnect')));
  await ben.waitForDm('You have reconnected Gong');
  await ana.waitForDm(/Everybody has reconnected for the new scopes[\s\S]*1 of 1/);
  expect(accountOf(world, ben)).not.toBe(bens);
  expect(world.rows('select requested_scopes from connections where owner = ?', ben.id)).toEqual([
    { requested_scopes: JSON.stringify([...after].sort()) },
  ]);

  // Nobody lacks anything any more; the old ones are asked when an admin wants it.
  const again = await compare();
  expect(lineOf(again, 'api:library:read')).toBe('Gong ✓ · auth config ✓ · granted ✓ 2 of 2');
  expect(again.text()).not.toMatch(/must reconnect/);
  await again.press('Ask these 2 as well');
  await member(old, 0).person.waitForDm(isRequest);
  await member(old, 1).person.waitForDm(isRequest);
  expect(asked()).toEqual([...old.map(({ person }) => person)]);
  const progress = await ana.waitForDm('0 of 2');
  await ana.modal()?.close(true);
  await progress.press('Show progress');
  await ana.waitForModal(/0 of 2[\s\S]*a direct message goes on counting/);
  await progress.press('Stop asking');
  await ana.waitForDm('Asking people to reconnect has ended');
  await eventually(() => auditOf(world, 'scopes.%').length === 8);
  expect(auditOf(world, 'scopes.%')).toEqual([
    'scopes.submitted',
    'scopes.changed',
    'reconnect.asked',
    'reconnect.wave',
    'reconnect.ended',
    'reconnect.asked',
    'reconnect.wave',
    'reconnect.ended',
  ]);
});
