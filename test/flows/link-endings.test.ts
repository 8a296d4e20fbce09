/** What becomes of a link that does not lead to a connection at once: declined, lapsed, late, or not made again. */

import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  accountsOf,
  allow,
  attemptBecomes,
  attemptsOf,
  buttonTexts,
  eventually,
  linkRequests,
  linksIn,
  newRep,
  nextLink,
  startReadyWorld,
  sweepSoon,
} from './connect-steps.ts';
import { sweepAfter } from './crowd.ts';
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

test('Deny in Gong is told in words, and one press gives a new link that works', async () => {
  const rep = newRep(world);
  const link = await askForLink(rep);
  await world.composio.follow(link, { as: 'technical-admin', decision: 'deny' });
  const declined = await rep.waitForDm('Gong did not connect.');
  expect(declined.rendered).toMatch(/user denied consent[\s\S]*Deny was pressed[\s\S]*Technical Admin/);
  expect(declined.rendered).not.toMatch(/Composio|redirect URI|client secret/);
  expect(JSON.stringify(rep.dm())).not.toContain(link);
  expect(buttonTexts(declined)).toEqual(['Get a new link', 'Ask an admin instead']);
  expect(attemptsOf(world, rep)).toMatchObject([{ state: 'declined', reason: 'user denied consent' }]);
  expect(world.rows('select id from connections where owner = ?', rep.id)).toEqual([]);

  const second = await nextLink(world, rep, () => declined.press('Get a new link'));
  expect(rep.modal()?.text()).not.toMatch(/API base URL/);
  await allow(world, second);
  await rep.waitForDm('Gong is connected.');
  expect(rep.dm()).toHaveLength(2);
});

test('a link is good once: followed again after it has connected, it changes nothing', async () => {
  const rep = newRep(world);
  const link = await askForLink(rep);
  await allow(world, link);
  await rep.waitForDm(/Gong is connected.*Gong answers\./s);
  const connected = () => world.rows('select state, account_id, since from connections where owner = ?', rep.id);
  const before = { ...connected()[0] };
  const accounts = accountsOf(world, rep);
  const messages = rep.dm().map(({ rendered }) => rendered);
  const requested = linkRequests(world).length;

  for (const as of ['technical-admin', 'rep']) {
    const again = await world.composio.follow(link, { as, decision: 'allow' });
    expect(again.text).not.toMatch(/Gong is connected/);
  }
  await world.composio.webhooksSettled();
  sweepSoon(world);
  await sweepAfter(world);
  expect(connected()).toEqual([before]);
  expect(accountsOf(world, rep)).toEqual(accounts);
  expect(linkRequests(world)).toHaveLength(requested);
  expect(rep.dm().map(({ rendered }) => rendered)).toEqual(messages);
});

test('somebody who is no Technical Admin never comes back: the link lapses, and its words help', async () => {
  const rep = newRep(world);
  const link = await askForLink(rep);
  const landing = await world.composio.follow(link, { as: 'rep' });
  expect(landing.text).toMatch(/Insufficient permissions/);
  await attemptBecomes(world, rep, 'pending');
  const waiting = await rep.waitForDm('Your personal link is ready');
  expect(buttonTexts(waiting)).toEqual(['Connect Gong', 'Ask an admin instead']);
  await waiting.press('Ask an admin instead');
  const answer = await rep.waitForEphemeral('Asked @Ana');
  expect(answer.rendered).toMatch(/Your link stays as it is/);
  await world.ana.waitForDm(/has a link to connect Gong, and asks you instead/);
  await attemptBecomes(world, rep, 'pending');
  world.clock.advance(10 * 60_000 + 1_000);
  const lapsed = await rep.waitForDm('That link expired.');
  expect(lapsed.rendered).toMatch(/“Insufficient permissions”[\s\S]*Technical Admin/);
  expect(linksIn(lapsed)).toEqual([]);
  expect(buttonTexts(lapsed)).toEqual(['Get a new link', 'Ask an admin instead']);
});

test('a link that nobody opens lapses after ten minutes, is never an alert, and one press gives the next', async () => {
  const rep = newRep(world);
  const link = await askForLink(rep);
  const { account_id } = await attemptBecomes(world, rep, 'pending');
  const looks = (): number => requestsTo(world, `GET /connected_accounts/${account_id}`).length;
  const before = looks();
  world.clock.advance(9 * 60_000);
  await eventually(() => looks() > before);
  expect(rep.dm().flatMap(linksIn)).toEqual([link]);
  world.clock.advance(61_000);
  const lapsed = await rep.waitForDm('That link expired.');
  await attemptBecomes(world, rep, 'lapsed');
  expect(JSON.stringify(rep.dm())).not.toContain(link);
  expect(rep.dm().map(({ metadata }) => metadata?.event_type)).toEqual(['gong_connect_link']);
  expect(world.rows('select id from outages where owner = ?', rep.id)).toEqual([]);

  const second = await nextLink(world, rep, () => lapsed.press('Get a new link'));
  expect(second).not.toBe(link);
  await allow(world, second);
  await rep.waitForDm('Gong is connected.');
});

test('Composio silent about a link, the clock ends it all the same', async () => {
  const rep = newRep(world);
  await askForLink(rep);
  world.composio.faults.add('GET /connected_accounts/:id', { kind: 'http', status: 503 }, Number.POSITIVE_INFINITY);
  world.clock.advance(10 * 60_000 + 1_000);
  await rep.waitForDm('That link expired.');
  world.composio.faults.clear();
});

test('consent of the last second, which Composio tells only after our clock ended the link, connects all the same', async () => {
  const rep = newRep(world);
  await askForLink(rep);
  const { account_id } = await attemptBecomes(world, rep, 'pending');
  world.composio.faults.add('*', { kind: 'http', status: 503 }, Number.POSITIVE_INFINITY);
  world.clock.advance(10 * 60_000 + 1_000);
  await rep.waitForDm('That link expired.');
  world.composio.setStatus(account_id ?? '', 'ACTIVE');
  world.composio.faults.clear();
  world.clock.advance(15_000);
  await rep.waitForDm('Gong is connected.');
  expect(attemptsOf(world, rep)).toMatchObject([{ state: 'won', account_id }]);
  expect(accountsOf(world, rep)).toEqual([{ id: account_id, status: 'ACTIVE' }]);
});

test('a link that Composio called expired and that works after all is found by the next sweep', async () => {
  const rep = newRep(world);
  await askForLink(rep);
  const { account_id } = await attemptBecomes(world, rep, 'pending');
  world.clock.advance(10 * 60_000 + 1_000);
  await rep.waitForDm('That link expired.');
  world.composio.setStatus(account_id ?? '', 'ACTIVE');
  sweepSoon(world);
  await rep.waitForDm('Gong is connected.');
  expect(attemptsOf(world, rep)).toMatchObject([{ state: 'won', account_id }]);
});

test('a second link takes the place of the first: its message says so, its account goes', async () => {
  const rep = newRep(world);
  const first = await askForLink(rep);
  const second = await nextLink(world, rep, () => askForLink(rep));
  await rep.waitForDm('This link was replaced and no longer works.');
  expect(JSON.stringify(rep.dm())).not.toContain(first);
  expect(JSON.stringify(rep.dm())).toContain(second);
  await expect.poll(() => accountsOf(world, rep)).toHaveLength(1);
  await allow(world, second);
  await rep.waitForDm('Gong is connected.');
  expect(attemptsOf(world, rep).map(({ state }) => state)).toEqual(['superseded', 'won']);
  expect(accountsOf(world, rep)).toMatchObject([{ status: 'ACTIVE' }]);
});

test('two presses before the first link is made are one link', async () => {
  const rep = newRep(world);
  await askForLink(rep);
  const before = linkRequests(world).length;
  world.clock.advance(10 * 60_000 + 1_000);
  const lapsed = await rep.waitForDm('That link expired.');
  world.slack.faults.add('chat.postMessage', { kind: 'delay', ms: 1_000 });
  await lapsed.press('Get a new link');
  await lapsed.press('Get a new link');
  await nextLink(world, rep, async () => world.clock.advance(1_000));
  expect(linkRequests(world)).toHaveLength(before + 1);
  expect(attemptsOf(world, rep)).toHaveLength(2);
});
