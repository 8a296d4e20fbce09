/** Reads the bot's database from outside, as often as a story that waits for a row has to. */

import Database from 'better-sqlite3';

export interface DatabaseReader {
  /** What the database says. */
  rows<Row = Record<string, unknown>>(sql: string, ...values: unknown[]): Row[];
  close(): void;
}

/** A reader of the database at `path`, which must be there by the first question. */
export function readerOf(path: string): DatabaseReader {
  // Opened once: a story asks for rows every few milliseconds, and each opening would read the whole schema again.
  let database: Database.Database | null = null;
  const statements = new Map<string, Database.Statement>();
  const statementFor = (sql: string): Database.Statement => {
    database ??= new Database(path, { readonly: true });
    const statement = statements.get(sql) ?? database.prepare(sql);
    statements.set(sql, statement);
    return statement;
  };
  return {
    rows: <Row>(sql: string, ...values: unknown[]) => statementFor(sql).all(...values) as Row[],
    close: () => database?.close(),
  };
}
