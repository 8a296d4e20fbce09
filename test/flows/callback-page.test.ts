/** The page where the browser lands after consent: what it says comes from Composio, whatever its address says. */

import { afterAll, beforeAll, expect, test } from 'vitest';
import { allow, attemptBecomes, attemptsOf, eventually, newRep, nextLink, startReadyWorld } from './connect-steps.ts';
import { slackRefusals } from './setup-steps.ts';
import { askForLink, type World } from './world.ts';

let world: World;
beforeAll(async () => {
  world = await startReadyWorld();
});
afterAll(async () => {
  expect(slackRefusals(world)).toEqual([]);
  await world.end();
});

async function page(query: string, method = 'GET') {
  const response = await fetch(`${world.bot.url}/composio/callback${query}`, { method });
  return { status: response.status, headers: response.headers, html: await response.text() };
}

const words = (html: string): string => /<h1>(.*)<\/h1>/.exec(html)?.[1] ?? '';

test('after Allow the browser ends on a page that says so and leads back to the DM', async () => {
  const rep = newRep(world);
  const landing = await allow(world, await askForLink(rep));
  expect(landing.landedOn).toMatch(`${world.bot.url}/composio/callback?nonce=`);
  expect(landing.status).toBe(200);
  expect(landing.text).toMatch(/Gong is connected/);
  const { html } = await page(new URL(landing.landedOn).search);
  expect(html).toContain(`<a href="${world.slack.url}/archives/${rep.dm()[0]?.channel}">Back to Slack</a>`);
});

test('after Deny it says that Gong did not connect', async () => {
  const landing = await world.composio.follow(await askForLink(newRep(world)), { decision: 'deny' });
  expect(landing.text).toMatch(/Gong did not connect/);
});

test('it believes Composio, not the query', async () => {
  const rep = newRep(world);
  await askForLink(rep);
  const { nonce } = await attemptBecomes(world, rep, 'pending');
  const { html } = await page(`?nonce=${nonce}&status=success&connected_account_id=ca_other`);
  expect(words(html)).toBe('Nearly there');
  expect(attemptsOf(world, rep)).toMatchObject([{ state: 'pending' }]);
  expect(rep.dm()[0]?.rendered).toMatch(/Your personal link is ready/);
});

test('it says so when Composio cannot be asked, and claims nothing', async () => {
  const rep = newRep(world);
  await askForLink(rep);
  const { nonce } = await attemptBecomes(world, rep, 'pending');
  const endpoint = 'GET /connected_accounts/:id';
  const heal = world.composio.faults.add(endpoint, { kind: 'http', status: 503 }, Number.POSITIVE_INFINITY);
  const { status, html } = await page(`?nonce=${nonce}`);
  heal();
  expect(status).toBe(200);
  expect(words(html)).toBe('Nearly there');
});

test('a link that lapsed, and one that was replaced, are told as such', async () => {
  const rep = newRep(world);
  await askForLink(rep);
  const first = await attemptBecomes(world, rep, 'pending');
  await nextLink(world, rep, () => askForLink(rep));
  expect(words((await page(`?nonce=${first.nonce}`)).html)).toBe('That link was replaced');
  const second = await attemptBecomes(world, rep, 'pending');
  world.clock.advance(10 * 60_000 + 1_000);
  await attemptBecomes(world, rep, 'lapsed');
  expect(words((await page(`?nonce=${second.nonce}`)).html)).toBe('That link expired');
});

test.each([
  ['none', ''],
  ['an empty one', '?nonce='],
  ['one of the right shape', `?nonce=${'A'.repeat(22)}&status=success`],
  ['one of a wrong shape', '?nonce=%3Cscript%3Ealert(1)%3C/script%3E'],
  ['several', `?nonce=${'A'.repeat(22)}&nonce=B`],
])('with a nonce that is not known (%s) it is neutral and asks Composio nothing', async (_what, query) => {
  const before = world.composio.requests.length;
  const { status, html } = await page(query);
  expect(status).toBe(200);
  expect(words(html)).toBe('Gong Connect');
  expect(html).not.toMatch(/<script|alert\(1\)|Gong is connected/);
  expect(html).toContain(`<a href="${world.slack.url}/">Back to Slack</a>`);
  expect(world.composio.requests.slice(before).filter(({ path }) => path !== '/connected_accounts')).toEqual([]);
});

test('it lets nothing run, is not kept, and tells nobody where it was', async () => {
  const { headers } = await page('');
  expect(headers.get('content-type')).toBe('text/html; charset=utf-8');
  expect(headers.get('content-security-policy')).toMatch(/default-src 'none'[\s\S]*frame-ancestors 'none'/);
  expect(headers.get('referrer-policy')).toBe('no-referrer');
  expect(headers.get('x-content-type-options')).toBe('nosniff');
  expect(headers.get('cache-control')).toBe('no-store');
});

test('HEAD is answered without a body, other methods are refused', async () => {
  const head = await page('', 'HEAD');
  expect(head.status).toBe(200);
  expect(head.html).toBe('');
  expect((await page('', 'POST')).status).toBe(404);
});

test('without PUBLIC_URL no callback is asked for, and the DM still follows the link', async () => {
  const own = await startReadyWorld({ publicUrl: false });
  const link = await askForLink(own.ben);
  const request = own.composio.requests.find(({ path }) => path === '/connected_accounts/link');
  expect(request?.body).not.toHaveProperty('callback_url');
  const landing = await allow(own, link);
  expect(landing.landedOn).not.toContain(own.bot.url);
  await own.ben.waitForDm('Gong is connected.');
  await eventually(() => attemptsOf(own, own.ben)[0]?.state === 'won');
  await own.end();
});
