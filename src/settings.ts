/** Reads the settings from the environment and from the text of `.env`: all of them, or every bad one named. */

import { parseEnv } from 'node:util';
import { z } from 'zod';
import {
  duration,
  durations,
  isPlainBase,
  isSafe,
  key,
  list,
  webAddress,
  withoutFinalSlash,
} from './setting-values.ts';

export const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;
export type LogLevel = (typeof logLevels)[number];

export interface Settings {
  slack: {
    botToken: string;
    /** Never null without an app token: an HTTP server that checks no signature must not start. */
    signingSecret: string | null;
    /** Set: Socket Mode. */
    appToken: string | null;
    /** Ends with a slash. */
    apiUrl: string;
  };
  composio: {
    apiKey: string;
    /** Without a slash at the end. */
    baseUrl: string;
    webhookSecret: string | null;
  };
  databasePath: string;
  host: string;
  port: number;
  /** Without a slash at the end. */
  publicUrl: string | null;
  /** Slack user IDs that may set up besides workspace admins and owners. */
  admins: readonly string[];
  /** Character for character as it was set. */
  redirectUri: string | null;
  checkIntervalMs: number;
  linkPollMs: number;
  /** From the beginning of an outage, ascending. */
  reminderDelaysMs: readonly number[];
  /** How long the company connection is down before those who use it hear of it. */
  companyAlertGraceMs: number;
  logLevel: LogLevel;
}

export type SettingsReading =
  | { ok: true; settings: Settings }
  | {
      ok: false;
      /** One line for each bad variable: its name and what it should look like, never its value. */
      problems: string[];
    };

const secondMs = 1000;
const hourMs = 3_600_000;

const tokenHint = 'should be the bot token of your Slack app: xoxb-…';
const appTokenHint = 'should be an app-level token of your Slack app: xapp-…';
const publicUrlHint = 'should be the https:// address of this server, without a query';
const redirectUriHint = 'should be an https:// address, without a fragment';
const secondsHint = 'should be a number of seconds above 0, such as 300 or 2.5';
const hoursHint = 'should be numbers of hours above 0, separated by commas, such as 24,72,168';
const adminsHint = 'should be Slack user IDs, separated by commas, such as U012AB3CD,U045EF6GH';
const oneWord = 'should be one word without white space';

const defaultDatabasePath = 'data/gong-connect.db';

const variables = z.object({
  SLACK_BOT_TOKEN: key(/^xoxb-./, tokenHint),
  SLACK_SIGNING_SECRET: key(/./, oneWord).optional(),
  SLACK_APP_TOKEN: key(/^xapp-./, appTokenHint).optional(),
  SLACK_API_URL: webAddress(isPlainBase, 'should be an http:// or https:// address, such as https://slack.com/api/')
    .transform((text) => (text.endsWith('/') ? text : `${text}/`))
    .default('https://slack.com/api/'),
  COMPOSIO_API_KEY: key(/./, 'should be an API key of your Composio project: one word without white space'),
  COMPOSIO_BASE_URL: webAddress(
    isPlainBase,
    'should be an http:// or https:// address, such as https://backend.composio.dev',
  )
    .transform(withoutFinalSlash)
    .default('https://backend.composio.dev'),
  COMPOSIO_WEBHOOK_SECRET: key(/./, oneWord).optional(),
  DATABASE_PATH: z.string().default(defaultDatabasePath),
  HOST: z
    .string()
    .regex(/^[A-Za-z0-9.:-]+$/, 'should be a host name or an IP address, such as 0.0.0.0')
    .default('0.0.0.0'),
  PORT: z
    .string()
    .regex(/^\d{1,5}$/, 'should be a whole number from 1 to 65535')
    .transform(Number)
    .refine((port) => port >= 1 && port <= 65_535, 'should be a whole number from 1 to 65535')
    .default(3000),
  PUBLIC_URL: webAddress((url) => isPlainBase(url) && isSafe(url), publicUrlHint)
    .transform(withoutFinalSlash)
    .optional(),
  GONG_ADMINS: list(/^[UW][A-Z0-9]+$/, adminsHint).default([]),
  GONG_REDIRECT_URI: webAddress((url) => isSafe(url) && url.hash === '', redirectUriHint).optional(),
  CHECK_INTERVAL_SECONDS: duration(secondMs, secondsHint).default(300 * secondMs),
  LINK_POLL_SECONDS: duration(secondMs, secondsHint).default(3 * secondMs),
  REMINDER_HOURS: durations(hourMs, hoursHint).default([24 * hourMs, 72 * hourMs, 168 * hourMs]),
  COMPANY_ALERT_GRACE_SECONDS: duration(secondMs, secondsHint).default(900 * secondMs),
  LOG_LEVEL: z.enum(logLevels, `should be one of ${logLevels.join(', ')}`).default('info'),
});

/** Every variable that is read, in the order of the contract. */
export const settingNames: readonly string[] = Object.keys(variables.shape);

/**
 * Reads every setting. A variable of the environment wins over the same one in `.env`; empty means unset in both.
 * `dotEnvText` is the content of `.env`, null when there is no such file.
 */
export function readSettings(
  environment: Readonly<Record<string, string | undefined>>,
  dotEnvText: string | null,
): SettingsReading {
  const values = readValues(environment, dotEnvText);
  const reading = variables.safeParse(values);
  const problems = reading.success ? [] : describeIssues(reading.error.issues, values);
  if (values.SLACK_APP_TOKEN === undefined && values.SLACK_SIGNING_SECRET === undefined) {
    problems.push(
      'SLACK_SIGNING_SECRET is missing: it is needed without SLACK_APP_TOKEN, so that only Slack is listened to',
    );
  }
  if (!reading.success || problems.length > 0) return { ok: false, problems };
  return { ok: true, settings: toSettings(reading.data) };
}

/** `DATABASE_PATH` alone, for a command that needs no other setting. */
export function readDatabasePath(
  environment: Readonly<Record<string, string | undefined>>,
  dotEnvText: string | null,
): string {
  return readValues(environment, dotEnvText).DATABASE_PATH ?? defaultDatabasePath;
}

function readValues(
  environment: Readonly<Record<string, string | undefined>>,
  dotEnvText: string | null,
): Record<string, string> {
  const fromFile = dotEnvText === null ? {} : parseEnv(dotEnvText);
  return Object.fromEntries(
    settingNames.flatMap((name) => {
      const value = environment[name]?.trim() || fromFile[name]?.trim();
      return value ? [[name, value] as const] : [];
    }),
  );
}

function toSettings(read: z.infer<typeof variables>): Settings {
  return {
    slack: {
      botToken: read.SLACK_BOT_TOKEN,
      signingSecret: read.SLACK_SIGNING_SECRET ?? null,
      appToken: read.SLACK_APP_TOKEN ?? null,
      apiUrl: read.SLACK_API_URL,
    },
    composio: {
      apiKey: read.COMPOSIO_API_KEY,
      baseUrl: read.COMPOSIO_BASE_URL,
      webhookSecret: read.COMPOSIO_WEBHOOK_SECRET ?? null,
    },
    databasePath: read.DATABASE_PATH,
    host: read.HOST,
    port: read.PORT,
    publicUrl: read.PUBLIC_URL ?? null,
    admins: read.GONG_ADMINS,
    redirectUri: read.GONG_REDIRECT_URI ?? null,
    checkIntervalMs: read.CHECK_INTERVAL_SECONDS,
    linkPollMs: read.LINK_POLL_SECONDS,
    reminderDelaysMs: read.REMINDER_HOURS,
    companyAlertGraceMs: read.COMPANY_ALERT_GRACE_SECONDS,
    logLevel: read.LOG_LEVEL,
  };
}

/** One line a variable, however many checks it failed. */
function describeIssues(issues: readonly z.core.$ZodIssue[], values: Readonly<Record<string, string>>): string[] {
  const lines = new Map<string, string>();
  for (const issue of issues) {
    const name = String(issue.path[0]);
    if (lines.has(name)) continue;
    lines.set(name, `${name} is ${values[name] === undefined ? 'missing' : 'not usable'}: it ${issue.message}`);
  }
  return [...lines.values()];
}
