/**
 * Counts what SQLite commits in this process, by wrapping the driver, and can kill the process right after a certain
 * commit: the instant at which a crash is most telling. Only commits that changed rows count.
 */

import Database from 'better-sqlite3';

export interface CommitCounter {
  count(): number;
  /** Kills this process, by SIGKILL, right after this many more commits. */
  dieAfter(commits: number): void;
}

/** Wraps every database that is opened from now on. */
export function countCommits(): CommitCounter {
  let count = 0;
  let deadline = Number.POSITIVE_INFINITY;
  const haveChanges = new WeakSet<Database.Database>();
  const note = (database: Database.Database, changed: boolean): void => {
    if (changed) haveChanges.add(database);
    if (database.inTransaction || !haveChanges.delete(database)) return;
    count += 1;
    if (count >= deadline) process.kill(process.pid, 'SIGKILL');
  };
  const { prepare } = Database.prototype;
  Database.prototype.prepare = function (this: Database.Database, source: string) {
    const statement = Reflect.apply(prepare, this, [source]) as Database.Statement;
    const isRollback = /^\s*rollback\b/i.test(source);
    const watch =
      <Result>(run: (...values: unknown[]) => Result, changed: (result: Result) => boolean) =>
      (...values: unknown[]): Result => {
        const result = run(...values);
        if (isRollback) haveChanges.delete(this);
        else note(this, !statement.readonly && changed(result));
        return result;
      };
    if (statement.reader) {
      statement.all = watch(statement.all.bind(statement), (rows) => rows.length > 0);
      statement.get = watch(statement.get.bind(statement), (row) => row !== undefined);
    } else {
      const isControl = /^\s*(?:begin|commit|end|savepoint|release)\b/i.test(source);
      statement.run = watch(statement.run.bind(statement), ({ changes }) => !isControl && changes > 0);
    }
    return statement;
  } as typeof prepare;
  return {
    count: () => count,
    dieAfter: (commits) => {
      deadline = count + commits;
    },
  };
}
