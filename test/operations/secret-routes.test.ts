import { afterEach, beforeEach, expect, test } from 'vitest';
import { systemIdentity } from '../../src/adapters/identity.ts';
import { type HttpServer, startHttpServer } from '../../src/operations/http-server.ts';
import { secretRoutes } from '../../src/operations/secret-routes.ts';
import { createSecretPages, type SecretPages } from '../../src/secret-page/secret-pages.ts';
import { csrfOf, openPage, post, typeOnPage } from '../flows/secret-page-steps.ts';
import { createMovableClock, type MovableClock } from '../sandbox/movable-clock.ts';

const ana = { teamId: 'T1', slackUserId: 'UANA' };
const ben = { teamId: 'T1', slackUserId: 'UBEN' };
const minute = 60_000;

let clock: MovableClock;
let server: HttpServer;
let pages: SecretPages;
let isStopping: boolean;
const logged: unknown[] = [];

const write = (fields: unknown, message: string): void => {
  logged.push(fields, message);
};
const log = { debug: write, info: write, warn: write, error: write };

beforeEach(async () => {
  logged.length = 0;
  isStopping = false;
  clock = createMovableClock();
  // The server's port is known only once it listens, and the pages' address is made of it.
  const routes = secretRoutes(
    {
      isOn: true,
      offer: (...given) => pages.offer(...given),
      withdraw: (...given) => pages.withdraw(...given),
      find: (...given) => pages.find(...given),
      has: (...given) => pages.has(...given),
      take: (...given) => pages.take(...given),
      show: (...given) => pages.show(...given),
      receive: (...given) => pages.receive(...given),
    },
    { isStopping: () => isStopping },
  );
  server = await startHttpServer(clock, { host: '127.0.0.1', port: 0 }, routes, (error) => logged.push(error));
  pages = createSecretPages({ clock, identity: systemIdentity, log }, { publicUrl: `http://127.0.0.1:${server.port}` });
});
afterEach(async () => {
  await server.stop(0);
  clock.stop();
});

function offered(formId = 'f1', onReceived?: () => Promise<unknown>): string {
  const offer = pages.offer(ana, formId, onReceived);
  if (!offer) throw new Error('there is no page');
  return offer.url;
}

test('a secret is handed out once, to the person and the form it was typed for', async () => {
  const url = offered();
  expect(pages.find(ana, 'f1')?.state).toBe('waiting');
  expect((await typeOnPage(url, '  canary-secret-1\n')).status).toBe(200);
  expect(pages.has(ana, 'f1')).toBe(true);
  expect([pages.take(ben, 'f1'), pages.take(ana, 'f2'), pages.take({ ...ana, teamId: 'T2' }, 'f1')]).toEqual([
    null,
    null,
    null,
  ]);
  expect(pages.take(ana, 'f1')).toBe('canary-secret-1');
  expect(pages.take(ana, 'f1')).toBeNull();
  expect(pages.find(ana, 'f1')?.state).toBe('taken');
});

test('a page made anew replaces the one before, typed in or not', async () => {
  const first = offered();
  const second = offered();
  expect((await openPage(first)).status).toBe(404);
  await typeOnPage(second, 'canary-secret-2');
  offered();
  expect(pages.take(ana, 'f1')).toBeNull();
});

test('ten minutes are for typing, and another ten for taking what was typed', async () => {
  const url = offered();
  clock.advance(9 * minute);
  expect((await typeOnPage(url, 'canary-secret-3')).status).toBe(200);
  clock.advance(9 * minute);
  expect(pages.has(ana, 'f1')).toBe(true);
  clock.advance(minute);
  expect(pages.take(ana, 'f1')).toBeNull();
  const late = offered();
  clock.advance(10 * minute);
  expect((await openPage(late)).status).toBe(404);
  expect((await post(late, { csrf: 'x', secret: 'canary-secret-4' })).status).toBe(404);
});

test('a page that was used answers 410 to looking and to sending, with the same words as one that never was', async () => {
  const url = offered();
  const csrf = csrfOf(await openPage(url));
  await typeOnPage(url, 'canary-secret-5');
  const used = [await openPage(url), await post(url, { csrf, secret: 'canary-secret-6' })];
  const never = await openPage(`${url.slice(0, -22)}${'A'.repeat(22)}`);
  expect(used.map(({ status }) => status)).toEqual([410, 410]);
  expect(never.status).toBe(404);
  expect(new Set([...used, never].map(({ html }) => html)).size).toBe(1);
  expect(pages.take(ana, 'f1')).toBe('canary-secret-5');
});

test('nothing is taken from another site, without the page’s own value, in another form, or while stopping', async () => {
  const url = offered();
  const csrf = csrfOf(await openPage(url));
  const fields = { csrf, secret: 'canary-secret-7' };
  const statuses = [
    (await post(url, fields, { 'sec-fetch-site': 'cross-site' })).status,
    (await post(url, fields, { 'sec-fetch-site': 'same-site' })).status,
    (await post(url, { ...fields, csrf: `${csrf}x` })).status,
    (await post(url, { secret: fields.secret })).status,
    (await fetch(url, { method: 'POST', body: JSON.stringify(fields), headers: { 'content-type': 'text/plain' } }))
      .status,
    (await post(url, { csrf, secret: 'x'.repeat(17_000) })).status,
    (await fetch(url, { method: 'PUT', body: new URLSearchParams(fields) })).status,
  ];
  expect(statuses).toEqual([403, 403, 403, 403, 415, 413, 404]);
  isStopping = true;
  expect((await post(url, fields)).status).toBe(503);
  expect(pages.has(ana, 'f1')).toBe(false);
});

test.each([
  ['', /is empty/],
  ['••••••••', /hidden form of the client secret/],
  ['https://app.gong.io/canary', /web address/],
  ['abc<def>"canary', /Character 4 is/],
])('what cannot be a secret (%j) is refused in words that hold none of it', async (secret, words) => {
  const refused = await typeOnPage(offered(), secret);
  expect(refused.status).toBe(422);
  expect(refused.html).toMatch(words);
  expect(refused.html).not.toContain('canary');
  expect(pages.has(ana, 'f1')).toBe(false);
});

test('a form that cannot be told costs nothing but a line of the log, which holds no secret', async () => {
  const url = offered('f1', () => Promise.reject(new Error('nobody is there')));
  expect((await typeOnPage(url, 'canary-secret-8')).status).toBe(200);
  await expect.poll(() => logged.length).toBe(2);
  expect(logged[1]).toBe('a form could not be told that its secret has arrived');
  expect(JSON.stringify(logged)).not.toContain('canary');
  expect(pages.take(ana, 'f1')).toBe('canary-secret-8');
});

test('without a public address there is no page', () => {
  const none = createSecretPages({ clock, identity: systemIdentity, log }, { publicUrl: null });
  expect([none.isOn, none.offer(ana, 'f1'), none.find(ana, 'f1')]).toEqual([false, null, null]);
});
