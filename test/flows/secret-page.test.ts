/** The client secret typed on the bot's own page: received once, for one person's one form, and kept nowhere. */

import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ShownModal } from '../sandbox/slack/driver/shown-view.ts';
import { askForPage, csrfOf, openPage, pageUrl, post, typeOnPage } from './secret-page-steps.ts';
import { chooseScopes, creations, registerInGong, requestsTo, slackRefusals } from './setup-steps.ts';
import { passAckDelay, startWorld, type World } from './world.ts';

const minute = 60_000;
const over = 'This page is over';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(async () => {
  expect(slackRefusals(world)).toEqual([]);
  await world.end();
});

async function withPage(): Promise<{ form: ShownModal; url: string }> {
  const form = await chooseScopes(world.ana);
  return { form, url: await askForPage(world.ana, form) };
}

test('the form says that Slack shows what is typed and advises against secrets, and offers a page', async () => {
  const form = await chooseScopes(world.ana);
  expect(form.labels()).toEqual(['Client ID', 'Client secret', 'API base URL']);
  expect(form.text()).toMatch(/Slack shows it in clear while you type, and advises against secrets in its forms/);
  await form.fill('Client ID', 'TYPEDBEFORE');
  const url = await askForPage(world.ana, form);
  expect(url).toMatch(new RegExp(`^${world.bot.url}/secret/[A-Za-z0-9_-]{22}$`));
  const waiting = await world.ana.waitForModal();
  expect(waiting.labels()).toEqual(['Client ID', 'API base URL']);
  expect(waiting.values()['Client ID']).toBe('TYPEDBEFORE');
  await waiting.press('Type it here instead');
  const input = await world.ana.waitForModal((shown) => shown.labels().includes('Client secret'));
  expect(input.values()['Client ID']).toBe('TYPEDBEFORE');
  expect(await openPage(url)).toMatchObject({ status: 404, title: over });
});

test('looking at the page never uses it up, and it lets nothing run, is not kept and cannot be framed', async () => {
  const { url } = await withPage();
  for (const method of ['GET', 'HEAD', 'GET']) expect((await openPage(url, method)).status).toBe(200);
  const { headers, html } = await openPage(url);
  expect(html).toMatch(/<input id="secret" name="secret" type="password" autocomplete="off"/);
  expect(html).not.toMatch(/<script|<link|<img|style=|https?:/);
  const policy = headers.get('content-security-policy') ?? '';
  expect(policy).toMatch(/default-src 'none'; style-src 'sha256-[^']+'; form-action 'self'; .*frame-ancestors 'none'/);
  expect(policy).not.toMatch(/unsafe/);
  expect(headers.get('cache-control')).toBe('no-store');
  expect(headers.get('referrer-policy')).toBe('no-referrer');
  expect(headers.get('x-content-type-options')).toBe('nosniff');
  expect(headers.get('x-frame-options')).toBe('DENY');
});

test('what cannot be a secret is refused on the page without being repeated, and the page stays open', async () => {
  const { form, url } = await withPage();
  const refused = await typeOnPage(url, 'canary two words too many');
  expect(refused.status).toBe(422);
  expect(refused.html).toMatch(/role="alert">This reads like a sentence/);
  expect(refused.html).not.toContain('canary');
  expect((await post(url, { csrf: 'made-up', secret: 'canary-123456' })).status).toBe(403);
  expect((await post(url, { secret: 'canary-123456' })).status).toBe(403);
  const csrf = csrfOf(await openPage(url));
  const foreign = await post(url, { csrf, secret: 'canary-123456' }, { 'sec-fetch-site': 'cross-site' });
  expect(foreign.status).toBe(403);
  const asText = await fetch(url, { method: 'POST', body: JSON.stringify({ csrf, secret: 'canary-123456' }) });
  expect(asText.status).toBe(415);
  expect((await post(url, { csrf, secret: 'x'.repeat(20_000) })).status).toBe(413);
  expect(pageUrl(await world.ana.waitForModal())).toBe(url);
  await form.close(true);
});

test('a secret from the page is received once, shown as received in the form, and goes to Composio', async () => {
  const { form, url } = await withPage();
  const { clientId, clientSecret } = registerInGong(world, form);
  await form.fill('Client ID', clientId);
  // Said beside an input, which Slack brings into sight: the top of the form is far away from its Save.
  const { outcome, errors } = await form.submit();
  expect({ outcome, errors }).toEqual({
    outcome: 'errors',
    errors: { 'Client ID': 'Type the client secret on the page first, then press Save.' },
  });
  expect(pageUrl(await world.ana.waitForModal())).toBe(url);
  expect(creations(world)).toBe(0);

  const answer = await typeOnPage(url, ` ${clientSecret}\n`);
  expect(answer).toMatchObject({ status: 200, title: 'Received' });
  expect(answer.html).not.toContain(clientSecret);
  const received = await world.ana.waitForModal('Client secret: received');
  expect(received.text()).not.toContain('waiting');
  expect(await openPage(url)).toMatchObject({ status: 410, title: over });
  expect(await post(url, { csrf: 'x', secret: clientSecret })).toMatchObject({ status: 410, title: over });

  // Composio refuses it: whoever used the page gets a new one, since the bot has forgotten the secret.
  world.composio.faults.add('POST /auth_configs', { kind: 'http', status: 400 });
  expect((await received.submit()).outcome).toBe('updated');
  const refused = await world.ana.waitForModal('refused what was sent');
  const second = pageUrl(refused);
  expect(second).not.toBe(url);
  await typeOnPage(second, clientId);
  await (await world.ana.waitForModal('Client secret: received')).submit();
  const again = await world.ana.waitForModal(/This is the client ID again.*\n.*Client secret: waiting/);
  await typeOnPage(pageUrl(again), clientSecret);
  await (await world.ana.waitForModal('Client secret: received')).submit();
  await passAckDelay(world);
  await (await world.ana.waitForModal('Gong is set up.')).close(true);
  const [, sent] = requestsTo(world, 'POST /auth_configs');
  expect(sent?.body).toMatchObject({ auth_config: { credentials: { client_secret: clientSecret } } });
  expect(JSON.stringify([world.ana.sees(), world.ana.dm()])).not.toContain(clientSecret);
});

test('ten minutes, a newer page, and another person each leave nothing to use', async () => {
  const own = await startWorld();
  const form = await chooseScopes(own.ana);
  const url = await askForPage(own.ana, form);
  const otherForm = await chooseScopes(own.olga);
  const other = await askForPage(own.olga, otherForm);
  // Olga opens Ana's page and types there: it fills Ana's form, and never her own.
  expect((await typeOnPage(url, 'canary-of-olga')).status).toBe(200);
  await own.ana.waitForModal('Client secret: received');
  await otherForm.fill('Client ID', 'GONGCLIENT');
  expect((await otherForm.submit()).outcome).toBe('errors');
  expect((await openPage(other)).status).toBe(200);

  own.clock.advance(10 * minute);
  expect(await openPage(other)).toMatchObject({ status: 404, title: over });
  expect((await openPage(url)).status).toBe(404);
  const late = await own.ana.waitForModal();
  await late.fill('Client ID', 'GONGCLIENT');
  await late.submit();
  const renewed = await own.ana.waitForModal(/The page’s ten minutes were over.*\n.*Client secret: waiting/);
  expect(pageUrl(renewed)).not.toBe(url);
  // A form begun anew has nothing of the one before.
  await typeOnPage(pageUrl(renewed), 'canary-of-ana');
  const next = await chooseScopes(own.ana);
  await askForPage(own.ana, next);
  await next.fill('Client ID', 'GONGCLIENT');
  expect((await next.submit()).outcome).toBe('errors');
  expect(creations(own)).toBe(0);
  expect(slackRefusals(own)).toEqual([]);
  await own.end();
});

test.each([
  ['one that was never given out', `/secret/${'A'.repeat(22)}`],
  ['none', '/secret/'],
  ['something else', '/secret/%3Cscript%3E'],
  ['a path below', `/secret/${'A'.repeat(22)}/x`],
])('a token that is not known (%s) gets the same neutral page', async (_what, path) => {
  const { status, html, headers } = await openPage(`${world.bot.url}${path}`);
  expect(status).toBe(404);
  expect(html).toContain(over);
  expect(html).not.toContain('<form');
  expect(headers.get('content-security-policy')).toMatch(/default-src 'none'/);
});

test('somebody who is no admin any more gets no page, and nothing of what was typed is used', async () => {
  const own = await startWorld();
  const form = await chooseScopes(own.ana);
  await own.slack.changePerson(own.ana.id, { isAdmin: false });
  await form.press('Type it on a private page instead');
  await own.ana.waitForModal('Only admins can set Gong up');
  await own.end();
});

test('without PUBLIC_URL the form offers no page, and there is none', async () => {
  const own = await startWorld({ publicUrl: false });
  const form = await chooseScopes(own.ana);
  expect(form.labels()).toEqual(['Client ID', 'Client secret', 'API base URL']);
  expect(form.buttons().map(({ text }) => text)).toEqual(['Open Gong’s API page', 'Hand this to a colleague']);
  expect((await openPage(`${own.bot.url}/secret/${'A'.repeat(22)}`)).status).toBe(404);
  await own.end();
});
