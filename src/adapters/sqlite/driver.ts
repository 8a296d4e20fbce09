/** The driver as Kysely uses it, with the errors of full disks and locked files put in words. */

import type Database from 'better-sqlite3';
import type { SqliteDatabase, SqliteStatement } from 'kysely';
import { toDatabaseError } from './failures.ts';

export function inWords(database: Database.Database): SqliteDatabase {
  return {
    close: () => {
      database.close();
    },
    prepare: (source) => translate(() => statementInWords(database.prepare(source))),
  };
}

function statementInWords(statement: Database.Statement): SqliteStatement {
  return {
    reader: statement.reader,
    all: (parameters) => translate(() => statement.all(...parameters)),
    run: (parameters) => translate(() => statement.run(...parameters)),
    iterate: (parameters) => statement.iterate(...parameters) as IterableIterator<unknown>,
  };
}

function translate<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw toDatabaseError(error);
  }
}
