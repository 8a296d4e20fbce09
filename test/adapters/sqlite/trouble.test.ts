/** Transactions on a full disk and a locked file: all or nothing, and said in words. */

import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import Database from 'better-sqlite3';
import { sql } from 'kysely';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createAttemptStore } from '../../../src/adapters/sqlite/attempts.ts';
import { openDatabase } from '../../../src/adapters/sqlite/open.ts';
import { openStore } from '../../../src/adapters/sqlite/store.ts';
import { transact } from '../../../src/adapters/sqlite/transaction.ts';
import { checkWritable } from '../../../src/adapters/sqlite/writable.ts';
import { DatabaseUnusable } from '../../../src/errors.ts';

let folder: string;
let path: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'gong-connect-trouble-'));
  path = join(folder, 'gong.db');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const count = (table: string): number => {
  const database = new Database(path, { readonly: true });
  try {
    return (database.prepare(`select count(*) as rows from ${table}`).get() as { rows: number }).rows;
  } finally {
    database.close();
  }
};

test('a full disk ends a transaction as a whole, in words, and space makes everything work again', async () => {
  const database = openDatabase(path);
  const store = createAttemptStore(database);
  const begin = (number: number): Promise<unknown> =>
    store.beginAttempt(
      {
        id: `a${number}`,
        teamId: 'T1',
        owner: `U${number}`,
        authConfigId: 'ac_1',
        baseUrl: `https://${'x'.repeat(500)}.api.gong.io`,
        nonce: `n${number}`,
      },
      `external-${number}`,
      { id: `m${number}`, recipient: `U${number}`, kind: 'link', subject: `a${number}`, dedupeKey: `link:a${number}` },
      1,
    );
  await begin(0);
  const { rows } = await sql<{ page_count: number }>`pragma page_count`.execute(database);
  await sql`pragma max_page_count = ${sql.lit(Number(rows[0]?.page_count) + 4)}`.execute(database);
  let made = 1;
  const failure = await (async () => {
    for (; made < 500; made += 1) await begin(made);
  })().catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(DatabaseUnusable);
  expect(failure).toHaveProperty('message', 'The bot’s database cannot be used: the disk is full.');
  for (const table of ['people', 'attempts', 'messages', 'audit']) expect(count(table), table).toBe(made);

  await sql`pragma max_page_count = 1000000`.execute(database);
  await begin(made);
  expect(count('attempts')).toBe(made + 1);
  await database.destroy();
});

test('what throws in the middle of a transaction leaves nothing of it', async () => {
  const database = openDatabase(path);
  const row = { message_id: 'm1', team_id: 'T1', account_id: null, received_at: 1, done_at: null };
  await expect(
    transact(database, async (within) => {
      await within.insertInto('webhook_deliveries').values(row).execute();
      throw new Error('in the middle');
    }),
  ).rejects.toThrow('in the middle');
  expect(count('webhook_deliveries')).toBe(0);
  await transact(database, (within) => within.insertInto('webhook_deliveries').values(row).execute());
  expect(count('webhook_deliveries')).toBe(1);
  await database.destroy();
});

test('transactions of one process come one after the other, and none sees half of another', async () => {
  const database = openDatabase(path);
  const seen = await Promise.all(
    Array.from({ length: 20 }, (_, number) =>
      transact(database, async (within) => {
        const row = { team_id: 'T1', account_id: null, received_at: number, done_at: null };
        await within
          .insertInto('webhook_deliveries')
          .values({ ...row, message_id: `${number}a` })
          .execute();
        await new Promise<void>((resolve) => setImmediate(resolve));
        await within
          .insertInto('webhook_deliveries')
          .values({ ...row, message_id: `${number}b` })
          .execute();
        const { rows } = await sql<{ times: number }>`select count(*) as times from webhook_deliveries`.execute(within);
        return Number(rows[0]?.times);
      }),
    ),
  );
  expect(seen.map((times) => times % 2)).toEqual(new Array(20).fill(0));
  expect(new Set(seen).size).toBe(20);
  await database.destroy();
});

test('the check fails in words while the file cannot be written, and passes again after', async () => {
  const store = openStore(path);
  await store.check();
  const other = new Database(path);
  other.exec('begin immediate');
  const checking = store.check();
  // The lock is waited for; it goes before the patience does.
  other.exec('rollback');
  await checking;
  other.close();
  await store.close();
});

test('the check finds a disk that takes no more, which a lock alone would not, and leaves nothing behind', async () => {
  const store = openStore(path);
  await store.check();
  expect(count('leases')).toBe(0);
  await store.close();
  const program = `
    import { openStore } from ${JSON.stringify(new URL('../../../src/adapters/sqlite/store.ts', import.meta.url).href)};
    const store = openStore(${JSON.stringify(path)});
    for (let turn = 0; turn < 200; turn += 1) {
      const failure = await store.check().then(() => null, (error) => error);
      if (failure) { console.log(failure.code + ': ' + failure.message); process.exit(0); }
    }
    console.log('written for ever');`;
  // No file of this process may grow beyond 64 KB: what is there can be read and locked, and soon nothing can be added.
  const shell = 'trap "" XFSZ; ulimit -f 128; exec "$0" --input-type=module --eval "$1"';
  const { stdout } = await promisify(execFile)('sh', ['-c', shell, process.execPath, program]);
  expect(stdout).toMatch(/^database_unusable: The bot’s database cannot be used: the disk /);
});

test('a file that may only be read is refused in words', async () => {
  const database = openDatabase(path);
  await sql`pragma query_only = on`.execute(database);
  const store = createAttemptStore(database);
  await expect(store.lapseAttempt('T1', 'a1', 1)).rejects.toThrow('the database file is read-only');
  await expect(checkWritable(database)).rejects.toThrow('the database file is read-only');
  await expect(sql`insert into leases values ('a', 'b', 1, 1)`.execute(database)).rejects.toThrow(
    'the database file is read-only',
  );
  await database.destroy();
});
