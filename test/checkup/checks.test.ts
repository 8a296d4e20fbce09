/** How findings are judged, check by check, and the text for a ticket. */

import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import type { Check } from '../../src/checkup/check.ts';
import { checkSetup } from '../../src/checkup/checks.ts';
import { buildCheckupView, buildTicketView } from '../../src/checkup/checkup-view.ts';
import type { Findings } from '../../src/checkup/findings.ts';
import { neededSlackScopes } from '../../src/checkup/slack-scopes.ts';
import { buildTicket } from '../../src/checkup/ticket.ts';
import type { Verification } from '../../src/connections-port.ts';
import type { SavedSetup } from '../../src/model.ts';
import { checkView } from '../sandbox/slack/block-kit/checker.ts';

const setup: SavedSetup = {
  id: 's1',
  teamId: 'T1',
  formId: 'f1',
  state: 'saved',
  name: 'Gong Connect',
  authConfigId: 'ac_1',
  clientId: 'client',
  scopes: ['api:users:read'],
  redirectUri: 'https://backend.composio.dev/api/v1/auth-apps/add',
  redirectUriReadBack: null,
  apiBaseUrl: 'https://api.gong.io',
  workspaceUrl: null,
  createdBy: 'U1',
  createdAt: 1,
  savedAt: 2,
};
const config = {
  authConfigId: 'ac_1',
  name: 'Gong Connect',
  isEnabled: true,
  isCustomGong: true,
  toolkit: 'gong',
  authScheme: 'OAUTH2',
  clientId: null,
  scopes: setup.scopes,
  redirectUri: setup.redirectUri,
};
const answered = <T>(answer: T) => ({ isAnswered: true as const, answer });
const silent = (code = 'slow') => ({ isAnswered: false as const, why: 'there was no answer in time.', code });
const ping = { path: '/composio/ping', name: 'gong-connect', answer: 'gong-connect n0nce' };
const tried = (outcome: Verification | 'over_budget' | 'paused', owner = 'U1') => answered({ outcome, owner });
const subscribed = {
  url: 'https://bot.example.com/composio/webhook',
  events: ['composio.connected_account.expired'],
  version: 'V3',
};
const well: Findings = {
  setup,
  mode: 'personal',
  isInUse: answered(true),
  checkedBy: 'U1',
  checkedAt: 10_000_000,
  key: answered({ projectId: 'pr_1', projectName: 'Sales' }),
  authConfig: answered(config),
  isPaused: answered(false),
  probe: tried('works'),
  publicUrl: 'https://bot.example.com',
  hasWebhookSecret: true,
  ping,
  reached: answered({ status: 200, text: ping.answer }),
  subscription: answered(subscribed),
  lastDeliveryAt: answered(null),
  slackScopes: answered(neededSlackScopes),
  sweptAt: answered(10_000_000 - 30_000),
  checkIntervalMs: 300_000,
  clockAheadMs: answered(200),
  database: answered(true as const),
};
const one = (id: string, more: Partial<Findings>): Check => {
  const found = checkSetup({ ...well, ...more }).find((check) => check.id === id);
  if (!found) throw new Error(`there is no check ${id}`);
  return found;
};
const outcomes = (more: Partial<Findings>): Record<string, string> =>
  Object.fromEntries(checkSetup({ ...well, ...more }).map(({ id, outcome }) => [id, outcome]));

test('there are more than twelve checks, each with a name of its own, and all pass where all is well', () => {
  const checks = checkSetup(well);
  expect(new Set(checks.map(({ id }) => id)).size).toBe(checks.length);
  expect(checks.length).toBeGreaterThanOrEqual(12);
  expect(checks.filter(({ outcome }) => outcome !== 'pass')).toEqual([]);
});

test.each<[string, Partial<Findings>, Record<string, string>]>([
  ['a refused key', { key: silent('key_refused') }, { api_key: 'fail' }],
  ['a silent Composio', { key: silent(), authConfig: silent() }, { api_key: 'unknown', scopes: 'unknown' }],
  ['an auth config that is gone', { authConfig: answered(null) }, { auth_config_there: 'fail', toolkit: 'unknown' }],
  ['a disabled one', { authConfig: answered({ ...config, isEnabled: false }) }, { auth_config_enabled: 'fail' }],
  ['another toolkit', { authConfig: answered({ ...config, toolkit: 'slack' }) }, { toolkit: 'fail' }],
  ['another scheme', { authConfig: answered({ ...config, authScheme: 'BASIC' }) }, { auth_scheme: 'fail' }],
  [
    'a slash behind the redirect URI',
    { authConfig: answered({ ...config, redirectUri: `${setup.redirectUri}/` }) },
    { redirect_uri: 'fail' },
  ],
  ['a masked redirect URI', { authConfig: answered({ ...config, redirectUri: null }) }, { redirect_uri: 'unknown' }],
  ['one scope more', { authConfig: answered({ ...config, scopes: [...setup.scopes, 'api:x'] }) }, { scopes: 'fail' }],
  [
    'scopes that were masked when it was taken over',
    { setup: { ...setup, scopes: [] }, authConfig: answered({ ...config, scopes: [] }) },
    { scopes: 'unknown' },
  ],
  ['scopes that nobody chose here', { setup: { ...setup, scopes: [] } }, { scopes: 'unknown' }],
  ['a redirect URI that nobody has said', { setup: { ...setup, redirectUri: '' } }, { redirect_uri: 'unknown' }],
  ['masked scopes', { authConfig: answered({ ...config, scopes: [] }) }, { scopes: 'unknown' }],
  ['a web app’s URL', { setup: { ...setup, apiBaseUrl: 'https://us-1.app.gong.io' } }, { base_url: 'fail' }],
  ['a wrong base URL at Gong', { probe: tried('wrong_base_url') }, { probe: 'fail' }],
  ['refused credentials', { probe: tried('credentials_refused') }, { probe: 'fail' }],
  ['a missing permission', { probe: tried('not_allowed') }, { probe: 'fail' }],
  ['nobody connected', { probe: answered(null) }, { probe: 'unknown' }],
  ['a pause', { isPaused: answered(true), probe: tried('paused') }, { probe: 'unknown' }],
  ['a used-up budget', { probe: tried('over_budget') }, { probe: 'unknown' }],
  ['no cheap call', { probe: tried('skipped') }, { probe: 'unknown' }],
  ['a busy Gong', { probe: tried('gong_busy') }, { probe: 'unknown' }],
  ['an unanswered call', { probe: tried('unanswered') }, { probe: 'unknown' }],
  ['no public address', { publicUrl: null }, { webhook_reachable: 'unknown', webhook_subscribed: 'unknown' }],
  [
    'an address that answers otherwise',
    { reached: answered({ status: 502, text: '' }) },
    { webhook_reachable: 'fail' },
  ],
  ['another server', { reached: answered({ status: 200, text: 'alive' }) }, { webhook_reachable: 'fail' }],
  [
    'another process of the bot',
    { reached: answered({ status: 200, text: 'gong-connect another' }) },
    { webhook_reachable: 'fail' },
  ],
  ['an address that cannot be reached from here', { reached: silent() }, { webhook_reachable: 'unknown' }],
  [
    'an older kind of webhook',
    { subscription: answered({ ...subscribed, version: 'V1' }) },
    { webhook_subscribed: 'fail' },
  ],
  [
    'a kind of webhook that Composio does not say',
    { subscription: answered({ ...subscribed, version: null }) },
    { webhook_subscribed: 'unknown' },
  ],
  ['no webhook secret', { hasWebhookSecret: false }, { webhook_reachable: 'unknown' }],
  ['no subscription', { subscription: answered(null) }, { webhook_subscribed: 'fail' }],
  ['a silent list of subscriptions', { subscription: silent() }, { webhook_subscribed: 'unknown' }],
  [
    'other events',
    { subscription: answered({ url: 'https://bot.example.com/composio/webhook', events: ['x'], version: null }) },
    { webhook_subscribed: 'fail' },
  ],
  [
    'an unreadable foreign address',
    { subscription: answered({ url: 'x', events: [], version: null }) },
    { webhook_subscribed: 'fail' },
  ],
  ['a missing Slack scope', { slackScopes: answered(['commands']) }, { slack_scopes: 'fail' }],
  ['scopes that Slack keeps to itself', { slackScopes: answered(null) }, { slack_scopes: 'unknown' }],
  ['a silent Slack', { slackScopes: silent(), clockAheadMs: silent() }, { slack_scopes: 'unknown', clock: 'unknown' }],
  ['no sweep yet', { sweptAt: answered(null) }, { sweep: 'unknown' }],
  ['an old sweep', { sweptAt: answered(10_000_000 - 4 * 300_000) }, { sweep: 'fail' }],
  ['a clock that is two minutes ahead', { clockAheadMs: answered(120_000) }, { clock: 'fail' }],
  ['a clock that is two minutes behind', { clockAheadMs: answered(-120_000) }, { clock: 'fail' }],
  ['a Slack without a date', { clockAheadMs: answered(null) }, { clock: 'unknown' }],
  ['sweeps that the database does not say', { sweptAt: silent() }, { sweep: 'unknown' }],
  ['a full disk', { database: silent('database_unusable') }, { database: 'fail' }],
])('%s is found out', (_what, more, wanted) => {
  expect(outcomes(more)).toMatchObject(wanted);
});

const nothingSaid: Partial<Findings> = {
  mode: null,
  key: silent(),
  authConfig: silent(),
  probe: silent(),
  reached: silent(),
  subscription: silent(),
  lastDeliveryAt: silent(),
  slackScopes: silent(),
  sweptAt: silent(),
  clockAheadMs: silent(),
  database: silent(),
  isInUse: silent(),
};
const verifications = [
  'over_budget',
  'skipped',
  'gong_busy',
  'unanswered',
  'wrong_base_url',
  'not_allowed',
  'credentials_refused',
] as const;

test.each<[string, Partial<Findings>]>([
  ['nobody says anything', nothingSaid],
  [
    'everything is empty',
    {
      setup: { ...setup, scopes: [], redirectUri: '', apiBaseUrl: 'x' },
      authConfig: answered({
        ...config,
        isEnabled: false,
        toolkit: null,
        authScheme: null,
        scopes: [],
        redirectUri: null,
      }),
      probe: answered(null),
      publicUrl: null,
      hasWebhookSecret: false,
      reached: answered(null),
      subscription: answered(null),
      slackScopes: answered(null),
      sweptAt: answered(null),
      clockAheadMs: answered(null),
    },
  ],
  [
    'everything is wrong',
    {
      key: silent('key_refused'),
      authConfig: answered({
        ...config,
        toolkit: 'slack',
        authScheme: 'BASIC',
        scopes: ['x'],
        redirectUri: 'https://x/',
      }),
      slackScopes: answered([]),
      sweptAt: answered(0),
      clockAheadMs: answered(1e6),
      reached: answered({ status: 404, text: '' }),
      subscription: answered({ url: 'https://x/', events: [], version: 'V1' }),
      database: silent('database_unusable'),
    },
  ],
  ['the auth config is gone', { authConfig: answered(null) }],
  ['nobody is connected with it', { authConfig: answered(null), isInUse: answered(false) }],
  ['the company is to connect', { mode: 'company', probe: answered(null) }],
  ...verifications.flatMap(
    (outcome): Array<[string, Partial<Findings>]> =>
      ['U1', 'U2', 'company'].map((owner) => [`${outcome} for ${owner}`, { probe: tried(outcome, owner) }]),
  ),
])('when %s, each check that is not in order has words on what to do and a button', (_what, more) => {
  const findings = { ...well, ...more };
  const checks = checkSetup(findings);
  const toMend = checks.filter((check) => check.outcome !== 'pass');
  expect(toMend.length).toBeGreaterThan(0);
  for (const { fix } of toMend) expect(fix).toMatch(/^[A-Z].+\.$/);
  const view = buildCheckupView(findings.setup, checks, true);
  expect(checkView(view)).toEqual([]);
  const withButton = view.blocks.filter((block) => 'accessory' in block && block.accessory?.type === 'button');
  expect(withButton).toHaveLength(toMend.length);
});

test('what sets Gong up anew is what the hub offers then', () => {
  const gone = { authConfig: answered(null) };
  expect(one('auth_config_there', gone)).toMatchObject({
    remedy: 'remove',
    fix: expect.stringMatching(/Remove Gong.*COMPOSIO_API_KEY/),
  });
  const unused = { ...gone, isInUse: answered(false) };
  expect(one('auth_config_there', unused)).toMatchObject({
    remedy: 'start_over',
    fix: expect.stringMatching(/Start over/),
  });
});

test.each([
  ['U1', 'change_url'],
  ['U2', 'roster'],
  ['company', 'change_company_url'],
])('a wrong URL of %s is changed where that can be done: %s', (owner, remedy) => {
  expect(one('probe', { probe: tried('wrong_base_url', owner) })).toMatchObject({ remedy });
});

test('the last webhook is told, and what is not known of an address is what to look at from outside', () => {
  const lastDeliveryAt = answered(well.checkedAt - 2 * 3_600_000);
  expect(one('webhook_subscribed', { lastDeliveryAt }).finding).toContain('The last webhook was accepted 2 hours ago.');
  expect(one('webhook_subscribed', {}).finding).toContain('No webhook was accepted in the last seven days');
  expect(one('webhook_reachable', { reached: silent(), lastDeliveryAt })).toMatchObject({
    finding: expect.stringMatching(/cannot be reached.*accepted 2 hours ago/),
    fix: expect.stringMatching(
      /Open https:\/\/bot\.example\.com\/composio\/ping in a browser outside: it should say “gong-connect n0nce”/,
    ),
  });
});

test('a probe that could not be written down blames the database', () => {
  const probe = { isAnswered: false as const, why: 'The bot’s database cannot be used.', code: 'database_unusable' };
  expect(one('probe', { probe }).finding).toBe('The bot’s database cannot be used.');
});

test('the view and the ticket hold everything within Slack’s limits, whatever is wrong', () => {
  const long = Array.from({ length: 40 }, (_, index) => `api:scope-number-${index}:read`);
  const findings: Findings = {
    ...well,
    setup: { ...setup, scopes: long },
    authConfig: answered({ ...config, isEnabled: false, scopes: ['<script>'], redirectUri: `${setup.redirectUri}/` }),
    slackScopes: answered([]),
    subscription: answered(null),
    probe: tried('wrong_base_url'),
  };
  const checks = checkSetup(findings);
  const view = buildCheckupView(findings.setup, checks, false);
  expect(checkView(view)).toEqual([]);
  expect(JSON.stringify(view)).toContain('&lt;script&gt;');
  expect(JSON.stringify(view)).toContain('could not be written to the audit');
  const ticket = buildTicket(findings, checks);
  expect(checkView(buildTicketView(ticket, false))).toEqual([]);
  expect(ticket).toContain('FAIL scopes: Missing in Composio: api:scope-number-0:read');
  expect(ticket).toContain('     do: ');
  expect(ticket.split('\n').filter((line) => /^(PASS|FAIL|\?{4}) /.test(line))).toHaveLength(checks.length);
});

test('the Slack scopes are those of the manifest', () => {
  const manifest = parse(readFileSync(new URL('../../manifest.yml', import.meta.url), 'utf8')) as {
    oauth_config: { scopes: { bot: string[] } };
  };
  expect([...neededSlackScopes].sort()).toEqual([...manifest.oauth_config.scopes.bot].sort());
});
