/** How findings are judged, check by check, and the text for a ticket. */

import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { checkSetup } from '../../src/checkup/checks.ts';
import { buildCheckupView, buildTicketView } from '../../src/checkup/checkup-view.ts';
import type { Findings } from '../../src/checkup/findings.ts';
import { neededSlackScopes } from '../../src/checkup/slack-scopes.ts';
import { buildTicket } from '../../src/checkup/ticket.ts';
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
const well: Findings = {
  setup,
  mode: 'personal',
  checkedAt: 10_000_000,
  key: answered({ projectId: 'pr_1', projectName: 'Sales' }),
  authConfig: answered(config),
  probe: answered('works'),
  publicUrl: 'https://bot.example.com',
  hasWebhookSecret: true,
  reached: answered(200),
  subscription: answered({
    url: 'https://bot.example.com/composio/webhook',
    events: ['composio.connected_account.expired'],
    version: 'V3',
  }),
  slackScopes: answered(neededSlackScopes),
  sweptAt: 10_000_000 - 30_000,
  checkIntervalMs: 300_000,
  clockAheadMs: answered(200),
  database: answered(true as const),
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
  ['masked scopes', { authConfig: answered({ ...config, scopes: [] }) }, { scopes: 'unknown' }],
  ['a web app’s URL', { setup: { ...setup, apiBaseUrl: 'https://us-1.app.gong.io' } }, { base_url: 'fail' }],
  ['a wrong base URL at Gong', { probe: answered('wrong_base_url') }, { probe: 'fail' }],
  ['refused credentials', { probe: answered('credentials_refused') }, { probe: 'fail' }],
  ['a missing permission', { probe: answered('not_allowed') }, { probe: 'fail' }],
  ['nobody connected', { probe: answered(null) }, { probe: 'unknown' }],
  ['a used-up budget', { probe: answered('over_budget') }, { probe: 'unknown' }],
  ['no cheap call', { probe: answered('skipped') }, { probe: 'unknown' }],
  ['a busy Gong', { probe: answered('gong_busy') }, { probe: 'unknown' }],
  ['an unanswered call', { probe: answered('unanswered') }, { probe: 'unknown' }],
  ['no public address', { publicUrl: null }, { webhook_reachable: 'unknown', webhook_subscribed: 'unknown' }],
  ['an address that answers otherwise', { reached: answered(502) }, { webhook_reachable: 'fail' }],
  ['an address that does not answer', { reached: silent() }, { webhook_reachable: 'fail' }],
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
  ['no sweep yet', { sweptAt: null }, { sweep: 'unknown' }],
  ['an old sweep', { sweptAt: 10_000_000 - 4 * 300_000 }, { sweep: 'fail' }],
  ['a clock that is two minutes ahead', { clockAheadMs: answered(120_000) }, { clock: 'fail' }],
  ['a clock that is two minutes behind', { clockAheadMs: answered(-120_000) }, { clock: 'fail' }],
  ['a Slack without a date', { clockAheadMs: answered(null) }, { clock: 'unknown' }],
  ['a full disk', { database: silent('database_unusable') }, { database: 'fail' }],
])('%s is found out', (_what, more, wanted) => {
  expect(outcomes(more)).toMatchObject(wanted);
});

test('the view and the ticket hold everything within Slack’s limits, whatever is wrong', () => {
  const long = Array.from({ length: 40 }, (_, index) => `api:scope-number-${index}:read`);
  const findings: Findings = {
    ...well,
    setup: { ...setup, scopes: long },
    authConfig: answered({ ...config, isEnabled: false, scopes: ['<script>'], redirectUri: `${setup.redirectUri}/` }),
    slackScopes: answered([]),
    subscription: answered(null),
    probe: answered('wrong_base_url'),
  };
  const checks = checkSetup(findings);
  const view = buildCheckupView(findings.setup, checks);
  expect(checkView(view)).toEqual([]);
  expect(JSON.stringify(view)).toContain('&lt;script&gt;');
  const ticket = buildTicket(findings, checks);
  expect(checkView(buildTicketView(ticket))).toEqual([]);
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
