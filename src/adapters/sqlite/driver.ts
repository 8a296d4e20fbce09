/** The driver as Kysely uses it: statements prepared once, and the errors of full disks and locked files put in words. */

import type Database from 'better-sqlite3';
import type { SqliteDatabase, SqliteStatement } from 'kysely';
import { toDatabaseError } from './failures.ts';

/** More than the bot's own statements; lists of any length in a condition make further ones. */
const keptStatements = 500;

export function inWords(database: Database.Database): SqliteDatabase {
  const prepare = remembered((source) => translate(() => statementInWords(database.prepare(source))));
  return {
    close: () => {
      database.close();
    },
    prepare,
  };
}

/** Preparing costs more than running, and the same few statements come again and again. The latest used are kept. */
function remembered(prepare: (source: string) => SqliteStatement): (source: string) => SqliteStatement {
  const kept = new Map<string, SqliteStatement>();
  return (source) => {
    const statement = kept.get(source) ?? prepare(source);
    // A map gives its oldest entry first: taken out and put back, this one is the newest.
    kept.delete(source);
    kept.set(source, statement);
    const [oldest] = kept.keys();
    if (kept.size > keptStatements && oldest !== undefined) kept.delete(oldest);
    return statement;
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
