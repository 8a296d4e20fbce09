/** A small program for the tests of the commit counter: a table, four commits that count, and what must not. */

import Database from 'better-sqlite3';
import { Kysely, SqliteDialect, sql } from 'kysely';
import type { FromBot } from './bot-messages.ts';
import { countCommits } from './commit-counter.ts';

const counter = countCommits();
const dieAfter = process.argv.find((argument) => argument.startsWith('--die-after-commit='))?.split('=')[1];
if (dieAfter !== undefined) counter.dieAfter(Number(dieAfter));

const database = new Database(process.env.DATABASE_PATH);
database.pragma('journal_mode = WAL');
const db = new Kysely<{ notes: { id: number; text: string } }>({ dialect: new SqliteDialect({ database }) });
const said = (what: string): boolean => process.stdout.write(`${what}\n`);

await db.schema.createTable('notes').addColumn('id', 'integer').addColumn('text', 'text').execute();
said('table');
await db.insertInto('notes').values({ id: 1, text: 'one' }).execute();
said('alone');
await db.transaction().execute(async (within) => {
  await within.insertInto('notes').values({ id: 2, text: 'two' }).execute();
  await within.insertInto('notes').values({ id: 3, text: 'three' }).execute();
});
said('transaction');
await db.selectFrom('notes').selectAll().execute();
await db.transaction().execute((within) => within.selectFrom('notes').selectAll().execute());
await db.updateTable('notes').set({ text: 'none' }).where('id', '=', 9).execute();
await db.connection().execute(async (within) => {
  await sql`begin immediate`.execute(within);
  await within.insertInto('notes').values({ id: 4, text: 'four' }).execute();
  await sql`rollback`.execute(within);
});
await db.updateTable('notes').set({ text: 'uno' }).where('id', '=', 1).returning('id').execute();
said('returning');
await db.connection().execute(async (within) => {
  await sql`begin immediate`.execute(within);
  await within.insertInto('notes').values({ id: 5, text: 'five' }).execute();
  await sql`commit`.execute(within);
});
said('statements');

// Last, so that the answer is about all of it.
process.on('message', () => {
  const answer: FromBot = { type: 'commits', count: counter.count() };
  process.send?.(answer);
});
