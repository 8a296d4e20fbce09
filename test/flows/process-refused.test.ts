/** A start that cannot be: what is said on stderr, in words and without a secret, and exit code 1. */

import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { type BotWishes, type Sandbox, startSandbox } from '../sandbox/sandbox.ts';
import { createProjectFolder, type Program, startProgram } from './programs.ts';

let sandbox: Sandbox;
let folder: { path: string; remove(): Promise<void> };
let program: Program | null = null;

beforeAll(async () => {
  sandbox = await startSandbox();
});
beforeEach(async () => {
  folder = await createProjectFolder();
});
afterEach(async () => {
  program?.child.kill('SIGKILL');
  await program?.ended;
  sandbox.slack.refuseToken(null);
  await folder.remove();
});
afterAll(() => sandbox.stop());

function run(variables: Record<string, string>): Program {
  program = startProgram(folder.path, ['node', 'src/start.js'], variables);
  return program;
}

/** Starts the bot, which must end with exit code 1 and one line on stderr, and gives that. */
async function refusalOf(wishes: BotWishes): Promise<string> {
  const { ended, err } = run(sandbox.settingsFor(wishes));
  expect(await ended).toEqual({ code: 1, signal: null });
  expect(err().trim().split('\n')).toHaveLength(1);
  return err();
}

test('bad settings are named one a line, without their values, and nothing is opened', async () => {
  const canary = 'canary-value-of-a-setting';
  const databasePath = join(folder.path, 'data', 'never-opened.db');
  const { ended, out, err } = run({
    SLACK_BOT_TOKEN: canary,
    COMPOSIO_BASE_URL: canary,
    CHECK_INTERVAL_SECONDS: canary,
    DATABASE_PATH: databasePath,
    PORT: String(sandbox.bot.port),
  });
  expect(await ended).toEqual({ code: 1, signal: null });
  const named = err()
    .trim()
    .split('\n')
    .map((line) => /^[A-Z_]+/.exec(line)?.[0]);
  expect(named.sort()).toEqual([
    'CHECK_INTERVAL_SECONDS',
    'COMPOSIO_API_KEY',
    'COMPOSIO_BASE_URL',
    'SLACK_BOT_TOKEN',
    'SLACK_SIGNING_SECRET',
  ]);
  expect(err()).not.toContain(canary);
  expect(out()).toBe('');
  expect(existsSync(join(folder.path, 'data'))).toBe(false);
});

test('a bot token that Slack refuses ends it with words', async () => {
  sandbox.slack.refuseToken('token_revoked');
  expect(await refusalOf({})).toMatch(/^Slack refuses SLACK_BOT_TOKEN \(token_revoked\)\. .+\n$/);
});

test('an app-level token that Slack refuses ends it with words', async () => {
  const words = await refusalOf({ socket: true, more: { SLACK_APP_TOKEN: 'xapp-1-not-the-one' } });
  expect(words).toMatch(/^Slack refuses SLACK_APP_TOKEN \(invalid_auth\)\. .+\n$/);
  expect(words).not.toContain('not-the-one');
});

test('a port that is taken ends it with words', async () => {
  const server = createServer().listen(sandbox.bot.port, '127.0.0.1');
  const words = await refusalOf({});
  expect(words).toContain(String(sandbox.bot.port));
  expect(words).toContain('PORT');
  await new Promise((resolve) => server.close(resolve));
});

test.each([
  [
    'is not a database',
    (path: string) => writeFile(path, 'not a database, but long enough to be looked at '.repeat(50)),
    /no SQLite database/,
  ],
  ['is a folder', (path: string) => mkdir(path), /cannot be used/],
  [
    'was written by a newer version',
    async (path: string) => {
      const database = new Database(path);
      database.pragma('user_version = 9999');
      database.close();
    },
    /newer version/,
  ],
])('a database that %s ends it with words', async (_what, make, words) => {
  const path = join(folder.path, 'own.db');
  await make(path);
  const said = await refusalOf({ more: { DATABASE_PATH: path } });
  expect(said).toMatch(words);
  expect(said).toContain('DATABASE_PATH');
});

test('a database whose folder cannot be made ends it with words', async () => {
  await writeFile(join(folder.path, 'in-the-way'), '');
  const said = await refusalOf({ more: { DATABASE_PATH: join(folder.path, 'in-the-way', 'own.db') } });
  expect(said).toContain('DATABASE_PATH');
});
