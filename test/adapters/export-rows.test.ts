/** What `npm run export` reads, from a database that the bot's own store wrote. */

import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readExport } from '../../src/adapters/sqlite/export.ts';
import { openStore } from '../../src/adapters/sqlite/store.ts';
import { readDatabasePath } from '../../src/settings.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gong-connect-export-rows-'));
});
afterEach(() => rm(folder, { recursive: true }));

test('somebody without a connection is listed with none, while the store is open', async () => {
  const path = join(folder, 'bot.db');
  const store = openStore(path);
  await store.ensurePerson('T1', 'U1', 'external-1', 1_000);
  expect(readExport(path)).toEqual([
    {
      slack_team_id: 'T1',
      slack_user_id: 'U1',
      external_user_id: 'external-1',
      connection: 'none',
      connected_account_id: null,
      composio_status: null,
      auth_config_id: null,
      api_base_url: null,
      since: null,
      connected_through: null,
      company_grant: null,
    },
  ]);
  await store.close();
});

test('no database, and no database of this bot, are told apart in words', async () => {
  expect(() => readExport(join(folder, 'none.db'))).toThrow(/^There is no database at .*none\.db\./);
  await writeFile(join(folder, 'empty.db'), '');
  expect(() => readExport(join(folder, 'empty.db'))).toThrow(/cannot be read: it was not written by this version/);
});

test('the path is the environment’s, else that of .env, else the usual one', () => {
  expect(readDatabasePath({ DATABASE_PATH: 'a.db' }, 'DATABASE_PATH=b.db')).toBe('a.db');
  expect(readDatabasePath({ DATABASE_PATH: ' ' }, 'DATABASE_PATH=b.db')).toBe('b.db');
  expect(readDatabasePath({}, null)).toBe('data/gong-connect.db');
});
