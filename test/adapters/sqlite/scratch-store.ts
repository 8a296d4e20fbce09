/** A store on a file of its own for each test, with a second hand on the same file. */

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach } from 'vitest';
import { openStore } from '../../../src/adapters/sqlite/store.ts';
import type { Store } from '../../../src/store.ts';

export interface ScratchStore {
  /** The store of the test that runs. */
  readonly store: Store;
  /** Runs a statement past the store. */
  write(statement: string, ...values: unknown[]): void;
  /** Reads past the store. */
  rows(query: string): unknown[];
}

/** Opens a new store before each test of the file, and takes it away after it. */
export function useScratchStore(): ScratchStore {
  let folder = '';
  let store: Store | null = null;
  const onFile = <T>(work: (database: Database.Database) => T): T => {
    const database = new Database(join(folder, 'gong.db'));
    try {
      return work(database);
    } finally {
      database.close();
    }
  };

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'gong-connect-store-'));
    store = openStore(join(folder, 'gong.db'));
    await store.check();
  });
  afterEach(async () => {
    await store?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  return {
    get store() {
      if (!store) throw new Error('no test runs');
      return store;
    },
    write: (statement, ...values) => onFile((database) => void database.prepare(statement).run(...values)),
    rows: (query) => onFile((database) => database.prepare(query).all()),
  };
}
