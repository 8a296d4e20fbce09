/** `npm run export`, as an operator runs it, beside a bot that is at work. */

import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { accountOf, askForLink, connect, setUp, startWorld, type World } from './world.ts';

const program = fileURLToPath(new URL('../../src/export.ts', import.meta.url));

let world: World | null = null;
let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gong-connect-export-'));
});
afterEach(async () => {
  await world?.end();
  world = null;
  await rm(folder, { recursive: true });
});

interface Outcome {
  code: number;
  out: string;
  err: string;
}

/** Runs it in an empty folder with these variables and nothing else. */
function runExport(environment: Record<string, string>, ...given: string[]): Promise<Outcome> {
  return new Promise((resolve) => {
    execFile(process.execPath, [program, ...given], { cwd: folder, env: environment }, (error, out, err) => {
      resolve({ code: error ? Number(error.code) : 0, out, err });
    });
  });
}

test('everybody who asked for a link is listed, while the bot runs', async () => {
  world = await startWorld();
  await setUp(world);
  await connect(world, world.ben);
  await askForLink(world.chloe);
  const person = (id: string) =>
    world?.rows<{ external_user_id: string }>('select external_user_id from people where slack_user_id = ?', id)[0]
      ?.external_user_id;

  const json = await runExport({ DATABASE_PATH: world.databasePath }, '--json');
  expect(json.err).toBe('');
  const rows = JSON.parse(json.out) as Record<string, string | null>[];
  expect(rows).toMatchObject([
    {
      slack_team_id: world.slack.team.id,
      slack_user_id: world.ben.id,
      external_user_id: person(world.ben.id),
      connection: 'active',
      connected_account_id: accountOf(world, world.ben),
      composio_status: 'ACTIVE',
    },
    { slack_user_id: world.chloe.id, external_user_id: person(world.chloe.id), connected_account_id: null },
  ]);

  const csv = await runExport({ DATABASE_PATH: world.databasePath });
  const lines = csv.out.trimEnd().split('\r\n');
  expect(lines[0]).toBe(
    'slack_team_id,slack_user_id,external_user_id,connection,connected_account_id,composio_status,auth_config_id,api_base_url,since,connected_through,company_grant',
  );
  expect(lines.slice(1).map((line) => line.split(','))).toEqual(
    rows.map((row) => Object.values(row).map((value) => value ?? '')),
  );
});

test('the path comes from .env when the environment does not say', async () => {
  world = await startWorld();
  await setUp(world);
  await askForLink(world.ben);
  await writeFile(join(folder, '.env'), `DATABASE_PATH=${world.databasePath}\n`);
  expect((await runExport({})).out).toContain(world.ben.id);
  const elsewhere = await runExport({ DATABASE_PATH: 'elsewhere.db' });
  expect(elsewhere).toMatchObject({ code: 1, out: '' });
});

test('without a database it says so, names the place, and makes none', async () => {
  const first = await runExport({});
  expect(first).toMatchObject({ code: 1, out: '' });
  expect(first.err).toBe(
    'There is no database at data/gong-connect.db. Start the bot once, or set DATABASE_PATH to where its database is.\n',
  );
  expect((await runExport({})).err).toBe(first.err);
});

test('a file that is no database is said to be none', async () => {
  await writeFile(join(folder, 'notes.db'), 'these are my notes, and no database at all'.repeat(100));
  const { code, err } = await runExport({ DATABASE_PATH: 'notes.db' });
  expect(code).toBe(1);
  expect(err).toMatch(/^The database at notes\.db cannot be read: the file is damaged, or is no SQLite database/);
});

test('a word that it does not know is answered with how to use it', async () => {
  const { code, err } = await runExport({}, '--xml');
  expect({ code, err }).toEqual({ code: 1, err: 'Usage: npm run --silent export [-- --json]\n' });
});
