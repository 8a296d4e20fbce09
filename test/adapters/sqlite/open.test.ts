/** Opening the database: rights, migrations, and refusals in words. */

import { mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { toDatabaseError } from '../../../src/adapters/sqlite/failures.ts';
import { migrations } from '../../../src/adapters/sqlite/migrations.ts';
import { migrate, openDatabase } from '../../../src/adapters/sqlite/open.ts';
import { openStore } from '../../../src/adapters/sqlite/store.ts';
import { DatabaseUnusable } from '../../../src/errors.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'gong-connect-open-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const modeOf = (path: string): number => statSync(path).mode & 0o777;
const newest = migrations.at(-1)?.version ?? 0;
const raw = (path: string): Database.Database => new Database(path);
const versionOf = (database: Database.Database): number => Number(database.pragma('user_version', { simple: true }));

describe('a new database', () => {
  test('is readable for nobody else, nor are its companions, nor its folders', async () => {
    const path = join(folder, 'data', 'deep', 'gong.db');
    const store = openStore(path);
    await store.acceptHint('T1', 'm1', null, 1);
    expect(modeOf(path)).toBe(0o600);
    expect(modeOf(`${path}-wal`)).toBe(0o600);
    expect(modeOf(`${path}-shm`)).toBe(0o600);
    expect(modeOf(join(folder, 'data'))).toBe(0o700);
    expect(modeOf(join(folder, 'data', 'deep'))).toBe(0o700);
    await store.close();
  });

  test('has STRICT tables, a team in each of them, WAL, full synchronisation and foreign keys', async () => {
    const path = join(folder, 'gong.db');
    const database = openDatabase(path);
    const tables = raw(path)
      .prepare("select name, sql from sqlite_master where type = 'table' and name not like 'sqlite_%'")
      .all() as {
      name: string;
      sql: string;
    }[];
    expect(tables.map(({ name }) => name)).toEqual(
      expect.arrayContaining([
        'attempts',
        'audit',
        'connections',
        'leases',
        'messages',
        'outages',
        'people',
        'setups',
        'sweeps',
        'webhook_deliveries',
      ]),
    );
    for (const { name, sql } of tables) {
      expect(sql, name).toMatch(/\)\s*strict$/i);
      // A lease is of the process, whatever team it serves.
      if (name !== 'leases') expect(sql, name).toMatch(/\bteam_id text not null/);
    }
    await database.destroy();
  });

  test('takes no text where a number belongs, and no change of the audit', () => {
    const path = join(folder, 'gong.db');
    openStore(path);
    const database = raw(path);
    expect(() => database.exec("insert into leases values ('a', 'b', 'soon', 1)")).toThrow(/cannot store TEXT/);
    database.exec(
      "insert into audit (team_id, at, actor, action, subject, detail, previous_hash, hash) values ('T1', 1, 'U1', 'a', 'b', '{}', '', '')",
    );
    expect(() => database.exec("update audit set actor = 'U2'")).toThrow(/append only/);
    expect(() => database.exec('delete from audit')).toThrow(/append only/);
    database.close();
  });
});

describe('migrations', () => {
  const steps = [
    { version: 1, statements: 'create table one (a integer) strict;' },
    { version: 2, statements: 'create table two (b integer) strict; insert into one values (1);' },
  ];

  test('run once, and only those that are missing', () => {
    const database = raw(join(folder, 'm.db'));
    migrate(database, steps.slice(0, 1));
    expect(versionOf(database)).toBe(1);
    migrate(database, steps);
    migrate(database, steps);
    expect(versionOf(database)).toBe(2);
    expect(database.prepare('select count(*) as times from one').get()).toEqual({ times: 1 });
  });

  test('that break off leave the whole version before, and the next start goes on from there', () => {
    const path = join(folder, 'm.db');
    const database = raw(path);
    const broken = { version: 2, statements: 'create table two (b integer) strict; insert into nowhere values (1);' };
    expect(() =>
      migrate(
        database,
        [steps[0], broken].flatMap((step) => (step ? [step] : [])),
      ),
    ).toThrow(/nowhere/);
    database.close();
    const again = raw(path);
    expect(versionOf(again)).toBe(1);
    expect(() => again.prepare('select * from two')).toThrow(/no such table/);
    migrate(again, steps);
    expect(versionOf(again)).toBe(2);
  });

  test('are numbered upwards', () => {
    const versions = migrations.map(({ version }) => version);
    expect(versions).toEqual([...new Set(versions)].sort((one, other) => one - other));
  });

  test('refuse a database of a newer version in words, and leave it as it is', () => {
    const path = join(folder, 'gong.db');
    openDatabase(path);
    const database = raw(path);
    database.pragma(`user_version = ${newest + 1}`);
    database.close();
    expect(() => openDatabase(path)).toThrow(DatabaseUnusable);
    expect(() => openDatabase(path)).toThrow(
      `written by a newer version of the bot (schema ${newest + 1}, this one knows ${newest})`,
    );
    expect(versionOf(raw(path))).toBe(newest + 1);
  });
});

describe('a database that cannot be used', () => {
  test('is refused in words when it is none', () => {
    const path = join(folder, 'gong.db');
    writeFileSync(path, 'this is not a database, but it is long enough to be mistaken for one'.repeat(100));
    expect(() => openDatabase(path)).toThrow(/the file is damaged, or is no SQLite database; restore a backup/);
  });

  test('is refused in words when it is a folder, or below a file', () => {
    mkdirSync(join(folder, 'gong.db'));
    expect(() => openDatabase(join(folder, 'gong.db'))).toThrow(DatabaseUnusable);
    writeFileSync(join(folder, 'file'), '');
    expect(() => openDatabase(join(folder, 'file', 'gong.db'))).toThrow(DatabaseUnusable);
  });

  test.each([
    ['SQLITE_FULL', 'the disk is full'],
    ['SQLITE_READONLY_DBMOVED', 'the database file is read-only'],
    ['SQLITE_BUSY', 'another process keeps the database locked'],
    ['SQLITE_IOERR_FSYNC', 'the disk or the file system reports an error'],
    ['SQLITE_CORRUPT', 'the file is damaged'],
  ])('says of %s that %s', (code, words) => {
    const error = new Database.SqliteError('as SQLite says it', code);
    expect(toDatabaseError(error)).toMatchObject({ code: 'database_unusable', cause: error });
    expect(toDatabaseError(error)).toHaveProperty('message', expect.stringContaining(words));
  });

  test('is not blamed for a mistake of ours', () => {
    const error = new Database.SqliteError('UNIQUE constraint failed', 'SQLITE_CONSTRAINT_UNIQUE');
    expect(toDatabaseError(error)).toBe(error);
  });
});
