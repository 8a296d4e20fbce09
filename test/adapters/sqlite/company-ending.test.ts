/** Who uses the company connection, in the database: what each transaction changes, and whom it tells. */

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openStore } from '../../../src/adapters/sqlite/store.ts';
import type { Store } from '../../../src/store.ts';

const team = 'T1';
let folder: string;
let path: string;
let store: Store;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'gong-connect-company-'));
  path = join(folder, 'gong.db');
  store = openStore(path);
  await store.check();
});
afterEach(async () => {
  await store.close();
  rmSync(folder, { recursive: true, force: true });
});

function write(statement: string, ...values: unknown[]): void {
  const database = new Database(path);
  database.prepare(statement).run(...values);
  database.close();
}

test('who goes over to personal tells those who wanted in or were in, and nobody who had left', async () => {
  await store.chooseConnectionMode(team, 'company', 'UADMIN', () => [], 1);
  for (const state of ['wanted', 'granted', 'withdrawing', 'withdrawn']) {
    write('insert into people values (?, ?, ?, 1)', team, `U${state}`, `external-${state}`);
    write(
      'insert into grants (team_id, slack_user_id, state, since, asked_at) values (?, ?, ?, 1, 1)',
      team,
      `U${state}`,
      state,
    );
  }
  const told: string[] = [];
  const tell = (people: readonly string[]) => {
    told.push(...people);
    return [];
  };
  await store.chooseConnectionMode(team, 'personal', 'UADMIN', tell, 2);
  expect(told.sort()).toEqual(['Ugranted', 'Uwanted']);
  expect(await store.countGrants(team)).toEqual({ withdrawn: 4 });
});
