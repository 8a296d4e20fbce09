/** "Check setup": every check passes where all is well, finds what is wrong, and never changes anything. */

import { afterEach, beforeEach, expect, onTestFinished, test, vi } from 'vitest';
import { type HttpServer, startServer } from '../sandbox/http.ts';
import type { ShownModal } from '../sandbox/slack/driver/shown-view.ts';
import { writing } from './crowd.ts';
import { connect, setUp, startWorld, type World } from './world.ts';

let world: World;
beforeEach(async () => {
  world = await startWorld();
  await setUp(world);
});
afterEach(async () => {
  expect(world.slack.problems).toEqual([]);
  await world.end();
});

async function check(): Promise<ShownModal> {
  await world.ana.modal()?.close(true);
  world.ana.reloads();
  await world.ana.types('/gong-setup');
  await (await world.ana.waitForEphemeral('Gong is set up.')).press('Check setup');
  return world.ana.waitForModal('Nothing was changed');
}

const writes = (): unknown[] =>
  world.composio.requests.filter(({ method, path }) => method !== 'GET' && !/execute/.test(path));

test('where all is well nothing fails, Gong is asked once, and nothing is written', async () => {
  await connect(world, world.ben);
  world.clock.advance(300_000);
  await vi.waitFor(() => expect(world.rows('select 1 from sweeps where is_complete = 1')).not.toEqual([]));
  const before = writes().length;
  const shown = await check();
  expect(shown.text()).toContain('Everything is in order.');
  expect(shown.text()).toContain('The bot cannot look into Gong’s Admin centre');
  for (const line of [
    'Slack scopes are those of the manifest: All 9 are there.',
    'The clock is right: It agrees with Slack’s.',
    'The database can be written',
    'Composio takes the API key: It is valid, and belongs to the Composio project',
    'The auth config is in the key’s project',
    'The auth config is enabled: It is.',
    'The auth config is for Gong: It says gong.',
    'The auth config uses OAUTH2: It says OAUTH2.',
    'The redirect URI in Composio is the one that the setup says: Byte for byte',
    'The scopes are the ones that were chosen: All 5',
    'The API base URL has the right shape',
    'Gong answers through a connection: One read call was made',
    'Connections were looked at lately',
    'leads to this bot, and webhooks are taken.',
    'The subscription leads here with composio.connected_account.expired, as V3.',
  ]) {
    expect(shown.text()).toContain(line);
  }
  expect(writes()).toHaveLength(before);

  await shown.press('As a text for a ticket');
  const ticket = (await world.ana.waitForModal('Copy this into your ticket')).text();
  expect(ticket).toMatch(/PASS auth_config_enabled: It is\./);
  expect(ticket).toMatch(/15 passed, 0 failed, 0 not known/);
  expect(world.rows("select 1 from audit where action = 'setup.checked'")).toHaveLength(2);
});

test('what somebody changed at Composio is found, with a button that mends it', async () => {
  const [config] = world.composio.authConfigs();
  if (!config) throw new Error('there is no auth config');
  config.enabled = false;
  config.scopes = 'api:users:read api:logs:read';
  config.oauthRedirectUri = 'https://backend.composio.dev/api/v3/toolkits/auth/callback';
  const shown = await check();
  expect(shown.text()).toContain('3 things need your attention.');
  expect(shown.text()).toContain('Only in Composio: api:logs:read.');
  expect(shown.text()).toContain('Composio sends https://backend.composio.dev/api/v3/toolkits/auth/callback');
  expect(shown.buttons().some(({ text }) => text === 'Open Gong’s API page')).toBe(true);

  await shown.press('Change scopes');
  await world.ana.waitForModal('Ticked in Gong');
  await world.ana.modal()?.close(true);
  await (await check()).press('Enable');
  await world.ana.waitForModal('Gong goes on.');
  expect(config.enabled).toBe(true);
});

test('an auth config that is gone, a key that is refused and a silent Composio are told apart', async () => {
  world.composio.faults.add('GET /auth/session/info', { kind: 'http', status: 500 }, 9);
  expect((await check()).text()).toContain('Composio takes the API key: Composio did not say');
  world.composio.faults.clear();

  const [config] = world.composio.authConfigs();
  if (config) config.deleted = true;
  const gone = await check();
  expect(gone.text()).toContain('The auth config is in the key’s project: no');
  expect(gone.text()).toContain('it was deleted there, or the key is of another project');
  await gone.press('Connect Gong');
  await world.ana.waitForModal('Are you a Gong Technical Admin?');
  await (await check()).press('Start over');
  await world.ana.waitForModal('Set up Gong');
});

test('an auth config that is gone while somebody is connected is set up anew by way of Remove', async () => {
  await connect(world, world.ben);
  const [config] = world.composio.authConfigs();
  if (config) config.deleted = true;
  await (await check()).press('Remove');
  await world.ana.waitForModal('This takes Gong away from everybody.');
});

test('during a pause nothing is tried, so nobody is thought not to work afterwards', async () => {
  await connect(world, world.ben);
  await world.ana.types('/gong-setup');
  await (await world.ana.waitForEphemeral('Gong is set up.')).press('Pause');
  await world.ana.waitForModal('Gong is paused.');
  const shown = await check();
  expect(shown.text()).toContain('It is disabled, because Gong is paused.');
  expect(shown.text()).toContain('Gong is paused, so no call was made.');
  expect(world.rows('select verification from connections where verification is not null')).toEqual([
    { verification: 'works' },
  ]);
});

test('a foreign webhook subscription is found, left alone, and not shown in full', async () => {
  world.composio.webhookTo('https://hooks.example.com/t0ken-of-somebody-else');
  const shown = await check();
  expect(shown.text()).toContain('goes to hooks.example.com. The bot never overwrites it.');
  expect(shown.text()).not.toContain('t0ken-of-somebody-else');
  expect(world.composio.requests.some(({ method, path }) => method !== 'GET' && /webhook/.test(path))).toBe(false);
});

test('without a public address the webhook is no fault, and only admins may check', async () => {
  await world.restart({ publicUrl: false });
  const shown = await check();
  expect(shown.text()).toContain('The bot’s public address leads to it: There is none');
  expect(shown.text()).toContain('Composio sends its webhook here: There is no address');
  expect(shown.text()).toContain('Nothing is wrong');
  await world.slack.changePerson(world.ana.id, { isAdmin: false });
  await shown.press('Check again', { blockId: 'checkup_buttons' });
  await world.ana.waitForModal('Only admins');
});

/** A server in front of the bot, as an operator sets one up: what it does not pass it answers by itself. */
async function startProxy(passes: (path: string) => boolean): Promise<HttpServer> {
  const proxy = await startServer({
    routes: [
      {
        method: '*',
        path: '/*rest',
        handle: async ({ method, url, headers, body }) => {
          if (!passes(url.pathname)) return { status: 200, headers: {}, body: 'Welcome to example.com' };
          const { host: _, connection: __, 'content-length': ___, ...passed } = headers;
          const answer = await fetch(`${world.bot.url}${url.pathname}${url.search}`, {
            method,
            headers: passed,
            ...(method === 'GET' ? {} : { body }),
          });
          return { status: answer.status, headers: {}, body: await answer.text() };
        },
      },
    ],
  });
  onTestFinished(() => proxy.close());
  return proxy;
}

test('behind a proxy that passes what the README says and nothing more, the webhook is in order', async () => {
  const account = await connect(world, world.ben);
  const proxy = await startProxy((path) => /^\/(?:slack\/events$|composio\/|secret\/)/.test(path));
  await world.restart({ more: { PUBLIC_URL: proxy.url } });
  world.composio.webhookTo(`${proxy.url}/composio/webhook`);
  const before = (await check()).text();
  expect(before).toContain(`${proxy.url} leads to this bot, and webhooks are taken.`);
  expect(before).toContain('No webhook was accepted in the last seven days');

  world.composio.expire(account);
  await vi.waitFor(() => expect(world.rows('select 1 from webhook_deliveries')).toHaveLength(1));
  expect((await check()).text()).toContain('The last webhook was accepted less than a minute ago.');
});

test('another server at the public address is told from the bot, and an older kind of webhook from its own', async () => {
  const foreign = await startProxy(() => false);
  await world.restart({ more: { PUBLIC_URL: foreign.url } });
  world.composio.webhookTo(`${foreign.url}/composio/webhook`, 'V1');
  const shown = (await check()).text();
  expect(shown).toContain(`${foreign.url} does not lead to this bot: another server answers there with 200.`);
  expect(shown).toContain('sends V1, of which the bot understands nothing.');
});

test('an address that this machine cannot reach is not known', async () => {
  const gone = await startProxy(() => true);
  await gone.close();
  await world.restart({ more: { PUBLIC_URL: gone.url } });
  const shown = (await check()).text();
  expect(shown).toMatch(/From the bot’s own machine .*\/composio\/ping cannot be reached/);
  expect(shown).toMatch(/Open .*\/composio\/ping in a browser outside: it should say “gong-connect \S+”/);
});

test('a look that is old is made with one press, and the check follows it', async () => {
  const mend = world.composio.faults.add('GET /connected_accounts', { kind: 'http', status: 500 }, 1_000);
  world.clock.advance(20 * 60_000);
  const shown = await check();
  expect(shown.text()).toMatch(/Connections were looked at lately: (?:no|No look)/);
  mend();
  await shown.press('Look now');
  await world.ana.waitForModal('Looking at all connections');
  await vi.waitFor(
    () => {
      world.clock.advance(1_000);
      expect(world.ana.modal()?.text()).toContain('The last complete look began less than a minute ago.');
    },
    { timeout: 10_000, interval: 50 },
  );
});

test('a database that cannot be written is shown, although the check cannot be written to the audit either', async () => {
  writing(world, (_insert, database) => {
    for (const [table, when] of [
      ['leases', "new.name = 'write-check'"],
      ['audit', 'true'],
    ]) {
      database.exec(
        `create trigger no_more_${table} before insert on ${table} when ${when} begin select raise(abort, 'full'); end`,
      );
    }
  });
  const shown = await check();
  expect(shown.text()).toMatch(/The database can be written: no\s+The bot’s database cannot be written/);
  expect(shown.text()).toContain('looks at the disk and at the rights of the file at DATABASE_PATH');
  expect(shown.text()).toContain('could not be written to the audit');
});
