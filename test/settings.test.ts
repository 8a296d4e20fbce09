/** Settings are read whole or refused whole; a refusal names every bad variable and repeats no value. */

import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readSettings, settingNames } from '../src/settings.ts';

const required = { SLACK_BOT_TOKEN: 'xoxb-1-a', SLACK_APP_TOKEN: 'xapp-1-a', COMPOSIO_API_KEY: 'ak_1' };

/** The settings with these variables set besides the required ones. */
function settingsWith(environment: Record<string, string>, dotEnvText: string | null = null) {
  const reading = readSettings({ ...required, ...environment }, dotEnvText);
  if (!reading.ok) throw new Error(reading.problems.join('\n'));
  return reading.settings;
}

function problemsWith(environment: Record<string, string | undefined>, dotEnvText: string | null = null) {
  const reading = readSettings({ ...required, ...environment }, dotEnvText);
  return reading.ok ? [] : reading.problems;
}

describe('settings', () => {
  it('need three variables, and default the rest', () => {
    expect(settingsWith({})).toEqual({
      slack: { botToken: 'xoxb-1-a', signingSecret: null, appToken: 'xapp-1-a', apiUrl: 'https://slack.com/api/' },
      composio: { apiKey: 'ak_1', baseUrl: 'https://backend.composio.dev', webhookSecret: null },
      databasePath: 'data/gong-connect.db',
      host: '0.0.0.0',
      port: 3000,
      publicUrl: null,
      admins: [],
      redirectUri: null,
      checkIntervalMs: 300_000,
      linkPollMs: 3_000,
      reminderDelaysMs: [86_400_000, 259_200_000, 604_800_000],
      companyAlertGraceMs: 900_000,
      logLevel: 'info',
    });
  });

  it('are all taken from the environment', () => {
    const environment = {
      SLACK_BOT_TOKEN: 'xoxb-2',
      SLACK_SIGNING_SECRET: 'signing',
      SLACK_APP_TOKEN: 'xapp-2',
      SLACK_API_URL: 'http://127.0.0.1:4010/api',
      COMPOSIO_API_KEY: 'ak_2',
      COMPOSIO_BASE_URL: 'http://localhost:4011/',
      COMPOSIO_WEBHOOK_SECRET: 'whsec_1',
      DATABASE_PATH: '/var/lib/gong connect/bot.db',
      HOST: '::1',
      PORT: '65535',
      PUBLIC_URL: 'https://bot.example.com/gong/',
      GONG_ADMINS: 'U1A, W2B ,U3C,',
      GONG_REDIRECT_URI: 'https://example.com/back/?a=1',
      CHECK_INTERVAL_SECONDS: '0.25',
      LINK_POLL_SECONDS: '.5',
      REMINDER_HOURS: '72, 0.001,24,72',
      COMPANY_ALERT_GRACE_SECONDS: '60.5',
      LOG_LEVEL: 'debug',
    };
    expect(Object.keys(environment).sort()).toEqual([...settingNames].sort());
    expect(settingsWith(environment)).toEqual({
      slack: {
        botToken: 'xoxb-2',
        signingSecret: 'signing',
        appToken: 'xapp-2',
        apiUrl: 'http://127.0.0.1:4010/api/',
      },
      composio: { apiKey: 'ak_2', baseUrl: 'http://localhost:4011', webhookSecret: 'whsec_1' },
      databasePath: '/var/lib/gong connect/bot.db',
      host: '::1',
      port: 65_535,
      publicUrl: 'https://bot.example.com/gong',
      admins: ['U1A', 'W2B', 'U3C'],
      redirectUri: 'https://example.com/back/?a=1',
      checkIntervalMs: 250,
      linkPollMs: 500,
      reminderDelaysMs: [3_600, 86_400_000, 259_200_000],
      companyAlertGraceMs: 60_500,
      logLevel: 'debug',
    });
  });

  it('come from .env where the environment says nothing or is empty', () => {
    const dotEnv = '# a comment\nHOST="127.0.0.1"\nPORT=4000 # the port\nLOG_LEVEL=warn\nexport GONG_ADMINS=U1\n';
    const { host, port, logLevel, admins } = settingsWith({ PORT: '5000', HOST: '', LOG_LEVEL: '  ' }, dotEnv);
    expect({ host, port, logLevel, admins }).toEqual({
      host: '127.0.0.1',
      port: 5000,
      logLevel: 'warn',
      admins: ['U1'],
    });
  });

  it('that are empty in both places count as unset', () => {
    const empty = Object.fromEntries(settingNames.map((name) => [name, '']));
    expect(settingsWith({ ...empty, ...required }, 'PORT=\nPUBLIC_URL=""\n')).toEqual(settingsWith({}));
  });

  it('without an app token ask for the signing secret', () => {
    expect(problemsWith({ SLACK_APP_TOKEN: undefined })).toEqual([
      'SLACK_SIGNING_SECRET is missing: it is needed without SLACK_APP_TOKEN, so that only Slack is listened to',
    ]);
    expect(settingsWith({ SLACK_APP_TOKEN: '', SLACK_SIGNING_SECRET: 'abc' }).slack).toMatchObject({
      appToken: null,
      signingSecret: 'abc',
    });
  });

  it('that are missing are named one by one', () => {
    expect(readSettings({}, null)).toEqual({
      ok: false,
      problems: [
        'SLACK_BOT_TOKEN is missing: it should be the bot token of your Slack app: xoxb-…',
        'COMPOSIO_API_KEY is missing: it should be an API key of your Composio project: one word without white space',
        'SLACK_SIGNING_SECRET is missing: it is needed without SLACK_APP_TOKEN, so that only Slack is listened to',
      ],
    });
  });

  it('may name plain http only on this machine, where people or codes are sent', () => {
    for (const address of ['http://localhost:3000', 'http://127.0.0.1:3000', 'http://[::1]:3000']) {
      expect(settingsWith({ PUBLIC_URL: address }).publicUrl).toBe(address);
      expect(settingsWith({ GONG_REDIRECT_URI: address }).redirectUri).toBe(address);
    }
    expect(
      problemsWith({ PUBLIC_URL: 'http://bot.example.com', GONG_REDIRECT_URI: 'http://bot.example.com' }),
    ).toHaveLength(2);
    expect(problemsWith({ SLACK_API_URL: 'http://slack.internal/api/', COMPOSIO_BASE_URL: 'http://composio' })).toEqual(
      [],
    );
  });
});

const bad: Record<string, string[]> = {
  SLACK_BOT_TOKEN: ['xoxp-1-secret', 'xoxb-', 'xoxb-1 secret', 'xoxb-1-s\u00e9cret'],
  SLACK_SIGNING_SECRET: ['two words', 'caf\u00e9'],
  SLACK_APP_TOKEN: ['xoxb-1-secret', 'xapp-'],
  SLACK_API_URL: ['slack.com/api', 'ftp://slack.com', 'https://slack.com/api?x=1', 'https://me:pw@slack.com/api/'],
  COMPOSIO_API_KEY: ['two words'],
  COMPOSIO_BASE_URL: ['backend.composio.dev', 'https://composio.dev/#x', 'https://', 'https://a b', 'https://[x]'],
  COMPOSIO_WEBHOOK_SECRET: ['two words'],
  HOST: ['http://0.0.0.0', 'a b', 'host/path'],
  PORT: ['0', '65536', '3000.5', '-1', '0x50', '1e3', 'http', '99999999'],
  PUBLIC_URL: ['bot.example.com', 'http://bot.example.com', 'http://127.0.0.1.example.com', 'https://a.example/?b'],
  GONG_ADMINS: ['somebody', 'U1A;U2B', '@U1A', 'C012AB', ',', 'U1A,u2b'],
  GONG_REDIRECT_URI: ['http://example.com/back', 'https://example.com/#x', 'back', 'javascript:alert(1)'],
  CHECK_INTERVAL_SECONDS: ['0', '0.0', '-5', 'soon', '1e3', '5s', '9'.repeat(20), '9'.repeat(400), '.'],
  LINK_POLL_SECONDS: ['0', '-1', 'NaN', 'Infinity'],
  COMPANY_ALERT_GRACE_SECONDS: ['0', '-900', '15m'],
  REMINDER_HOURS: ['0', '24,0', '24;72', '24,-1', ',', 'daily'],
  LOG_LEVEL: ['verbose', 'INFO'],
};

describe('a bad setting', () => {
  const cases = Object.entries(bad).flatMap(([name, values]) => values.map((value) => [name, value] as const));

  it.each(cases)('%s=%j gives one line that names it, says what it should look like, and hides it', (name, value) => {
    const [problem, ...others] = problemsWith({ [name]: value });
    expect(others).toEqual([]);
    expect(problem).toMatch(new RegExp(`^${name} is not usable: it should be .{10,}$`));
    // The same words for every value: the value is not among them.
    expect(problem).toBe(problemsWith({ [name]: bad[name]?.[0] })[0]);
  });

  it('is covered above for every variable that can be bad', () => {
    expect(Object.keys(bad).sort()).toEqual(settingNames.filter((name) => name !== 'DATABASE_PATH').sort());
  });

  it('does not hide the others', () => {
    const all = Object.fromEntries(Object.entries(bad).map(([name, values]) => [name, values[0] ?? '']));
    const names = problemsWith(all).map((problem) => problem.split(' ')[0]);
    expect(names.sort()).toEqual(Object.keys(bad).sort());
  });

  it('in .env is told as well', () => {
    expect(problemsWith({}, 'PORT=none')).toEqual(['PORT is not usable: it should be a whole number from 1 to 65535']);
  });

  it('is never repeated, whatever stands there', () => {
    fc.assert(
      fc.property(fc.constantFrom(...settingNames), fc.string({ minLength: 8, unit: 'binary' }), (name, text) => {
        const canary = `${text}-c4n4ry`;
        for (const problem of problemsWith({ [name]: canary })) expect(problem).not.toContain('c4n4ry');
      }),
    );
  });
});

describe('.env.example', () => {
  const lines = readFileSync(new URL('../.env.example', import.meta.url), 'utf8').split('\n');
  const assigned = lines.flatMap((line) => /^([A-Z_]+)=/.exec(line)?.[1] ?? []);

  it('has every setting once, and nothing else', () => {
    expect([...assigned].sort()).toEqual([...settingNames].sort());
  });

  it('sets nothing by itself, and explains each variable just above it', () => {
    for (const [index, line] of lines.entries()) {
      if (line === '' || line.startsWith('#')) continue;
      expect(line).toMatch(/^[A-Z_]+=$/);
      expect(lines[index - 1]).toMatch(/^# \S/);
    }
  });

  it('gives the defaults that are used', () => {
    const text = lines.join('\n');
    const { slack, composio, databasePath, host, port } = settingsWith({});
    for (const value of [slack.apiUrl, composio.baseUrl, databasePath, host, port, 'info', '300', '3', '24,72,168']) {
      expect(text).toContain(`Default: ${value}\n`);
    }
  });
});
