/** Reconnecting: the connection that works is never harmed, and the one that wins is the only one left. */

import { afterAll, beforeAll, expect, test } from 'vitest';
import type { PersonDriver } from '../sandbox/slack/driver/person.ts';
import {
  accountsOf,
  allow,
  attemptBecomes,
  attemptsOf,
  connectUnhurried,
  eventually,
  newRep,
  nextLink,
  startReadyWorld,
  sweepSoon,
} from './connect-steps.ts';
import { requestsTo, slackRefusals } from './setup-steps.ts';
import { askForLink, type World } from './world.ts';

let world: World;
beforeAll(async () => {
  world = await startReadyWorld();
});
afterAll(async () => {
  expect(slackRefusals(world)).toEqual([]);
  await world.end();
});

/** The link that Reconnect on the status card sends. */
async function reconnect(rep: PersonDriver): Promise<string> {
  await rep.modal()?.close(true);
  rep.reloads();
  await rep.types('/gong-connect status');
  const card = await rep.waitForEphemeral(/Connected to Gong since|does not work/);
  return nextLink(world, rep, () => card.press('Reconnect'));
}

const connectionOf = (rep: PersonDriver) =>
  world.rows('select state, account_id from connections where owner = ?', rep.id);
const alertsOf = (rep: PersonDriver) =>
  rep.dm().filter(({ metadata }) => metadata?.event_type === 'gong_connect_alert');

test('a reconnect that is declined leaves the working connection alone, and alerts nobody', async () => {
  const rep = newRep(world);
  const account = await connectUnhurried(world, rep);
  const link = await reconnect(rep);
  await world.composio.follow(link, { decision: 'deny' });
  await rep.waitForDm('Gong did not connect.');
  sweepSoon(world);
  await eventually(() => connectionOf(rep).length === 1);
  expect(connectionOf(rep)).toEqual([{ state: 'active', account_id: account }]);
  expect(alertsOf(rep)).toEqual([]);
  rep.reloads();
  await rep.types('/gong-connect status');
  await rep.waitForEphemeral('Connected to Gong since');
});

test('a reconnect that lapses leaves the working connection alone, and alerts nobody', async () => {
  const rep = newRep(world);
  const account = await connectUnhurried(world, rep);
  await reconnect(rep);
  world.clock.advance(10 * 60_000 + 1_000);
  await rep.waitForDm('That link expired.');
  expect(connectionOf(rep)).toEqual([{ state: 'active', account_id: account }]);
  expect(world.composio.account(account).status).toBe('ACTIVE');
  expect(alertsOf(rep)).toEqual([]);
});

test('a reconnect that wins takes the place of the one before, which is deleted without revoking', async () => {
  const rep = newRep(world);
  const before = await connectUnhurried(world, rep);
  await allow(world, await reconnect(rep));
  await eventually(() => attemptsOf(world, rep).at(-1)?.state === 'won' && accountsOf(world, rep).length === 1);
  const now = attemptsOf(world, rep).at(-1)?.account_id;
  expect(connectionOf(rep)).toEqual([{ state: 'active', account_id: now }]);
  const [deletion] = requestsTo(world, `DELETE /connected_accounts/${before}`);
  expect(deletion?.query).not.toHaveProperty('revoke_on_delete');
  expect(alertsOf(rep)).toEqual([]);
});

test('after a reconnect the alert says that it works again, without buttons; no other message is sent', async () => {
  const rep = newRep(world);
  const before = await connectUnhurried(world, rep);
  world.composio.expire(before);
  const alert = await rep.waitForDm(/stopped working/);
  const link = await nextLink(world, rep, () => alert.press('Reconnect'));
  await allow(world, link);
  await rep.waitForDm(/works again/);
  await rep.waitForDm(/Gong answers\./);
  const [edited] = alertsOf(rep);
  expect(edited?.rendered).toMatch(/works again/);
  expect(edited?.buttons()).toEqual([]);
  expect(rep.dm()).toHaveLength(3);
  await eventually(() => accountsOf(world, rep).length === 1);
});

test('a reconnect of a broken connection that lapses leaves the alert and its reminders in force', async () => {
  const rep = newRep(world);
  world.composio.expire(await connectUnhurried(world, rep));
  const alert = await rep.waitForDm(/stopped working/);
  await nextLink(world, rep, () => alert.press('Reconnect'));
  world.clock.advance(10 * 60_000 + 1_000);
  await rep.waitForDm('That link expired.');
  expect(connectionOf(rep)).toMatchObject([{ state: 'broken' }]);
  expect(world.rows('select ended_at from outages where owner = ?', rep.id)).toEqual([{ ended_at: null }]);
  expect(
    alertsOf(rep)[0]
      ?.buttons()
      .map(({ text }) => text),
  ).toContain('Reconnect');
});

test('a link asked for while another works wins over it: one ACTIVE account is left', async () => {
  const rep = newRep(world);
  await allow(world, await askForLink(rep));
  await rep.waitForDm(/Gong is connected/);
  const first = attemptsOf(world, rep)[0]?.account_id;
  await allow(world, await reconnect(rep));
  await eventually(() => accountsOf(world, rep).length === 1 && accountsOf(world, rep)[0]?.id !== first);
  await eventually(() => attemptsOf(world, rep).at(-1)?.state === 'won');
  expect(accountsOf(world, rep)).toMatchObject([{ status: 'ACTIVE' }]);
  expect(connectionOf(rep)).toEqual([{ state: 'active', account_id: accountsOf(world, rep)[0]?.id }]);
});

test('the first of two links finished last moment still connects, until the second is finished', async () => {
  const rep = newRep(world);
  await askForLink(rep);
  const first = (await attemptBecomes(world, rep, 'pending')).account_id ?? '';
  const endpoint = 'DELETE /connected_accounts/:id';
  const heal = world.composio.faults.add(endpoint, { kind: 'http', status: 503 }, Number.POSITIVE_INFINITY);
  const second = await nextLink(world, rep, () => askForLink(rep));
  world.composio.setStatus(first, 'ACTIVE');
  await eventually(() => {
    world.clock.advance(500);
    return connectionOf(rep).length === 1;
  });
  expect(connectionOf(rep)).toEqual([{ state: 'active', account_id: first }]);
  heal();
  await allow(world, second);
  await eventually(() => {
    world.clock.advance(500);
    return accountsOf(world, rep).length === 1;
  });
  const [, won] = attemptsOf(world, rep);
  expect(accountsOf(world, rep)).toEqual([{ id: won?.account_id, status: 'ACTIVE' }]);
  expect(connectionOf(rep)).toEqual([{ state: 'active', account_id: won?.account_id }]);
});

test('the first of two links finished after the second has won changes nothing', async () => {
  const rep = newRep(world);
  await askForLink(rep);
  const first = (await attemptBecomes(world, rep, 'pending')).account_id ?? '';
  const endpoint = 'DELETE /connected_accounts/:id';
  const heal = world.composio.faults.add(endpoint, { kind: 'http', status: 503 }, Number.POSITIVE_INFINITY);
  await allow(world, await nextLink(world, rep, () => askForLink(rep)));
  await rep.waitForDm(/Gong is connected/);
  world.composio.setStatus(first, 'ACTIVE');
  heal();
  await eventually(() => {
    world.clock.advance(500);
    return accountsOf(world, rep).length === 1;
  });
  const [, won] = attemptsOf(world, rep);
  expect(accountsOf(world, rep)).toEqual([{ id: won?.account_id, status: 'ACTIVE' }]);
  expect(connectionOf(rep)).toEqual([{ state: 'active', account_id: won?.account_id }]);
});
