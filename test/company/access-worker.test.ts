/** The access list when the lease goes while somebody works on it: whoever lost it writes and confirms nothing. */

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { openStore } from '../../src/adapters/sqlite/store.ts';
import { createAccessWorker } from '../../src/company/access-worker.ts';
import type { AccessList } from '../../src/connections-port.ts';
import type { Loop } from '../../src/loop.ts';
import type { Outside } from '../../src/ports.ts';
import type { Store } from '../../src/store.ts';
import { createMovableClock } from '../sandbox/movable-clock.ts';

const team = 'T1';
const account = 'ca_1';
let folder: string;
let path: string;
let store: Store;
let loops: Loop[] = [];
const clock = createMovableClock();

/** What Composio has, and what it was sent by whom. */
let list: AccessList;
let writes: Array<{ by: string; allowed: readonly string[] }>;
let reads: string[];

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'gong-connect-access-'));
  path = join(folder, 'gong.db');
  store = openStore(path);
  await store.check();
  list = { allowsAll: false, allowed: [], denied: [] };
  writes = [];
  reads = [];
  write(
    `insert into connections (id, team_id, owner, state, account_id, since) values ('c1', '${team}', 'company', 'active', '${account}', 1)`,
  );
  await store.chooseConnectionMode(team, 'company', 'UADMIN', () => [], 1);
  for (const name of ['STAYS', 'LEAVES']) {
    write(`insert into people values ('${team}', 'U${name}', '${name.toLowerCase()}', 1)`);
    await store.requestGrant(team, `U${name}`, 'unused', 2);
  }
});
afterEach(async () => {
  await Promise.all(loops.map((loop) => loop.stop()));
  loops = [];
  await store.close();
  rmSync(folder, { recursive: true, force: true });
});

function write(statement: string): void {
  const database = new Database(path);
  database.exec(statement);
  database.close();
}

const grants = () => {
  const database = new Database(path, { readonly: true });
  const rows = database.prepare('select slack_user_id, state from grants order by slack_user_id').all();
  database.close();
  return Object.fromEntries((rows as { slack_user_id: string; state: string }[]).map((row) => Object.values(row)));
};
const until = (holds: () => boolean) => vi.waitFor(() => expect(holds()).toBe(true), { timeout: 5_000, interval: 5 });

/** A process that holds the lease, until it is told that it lost it. */
function worker(name: string, fence: number, stall: { read?: Promise<void>; written?: Promise<void> } = {}) {
  let held: number | null = fence;
  const connections = {
    accessList: async () => {
      reads.push(name);
      const asked = list;
      await stall.read;
      return asked;
    },
    writeAccessList: async (_team: string, _account: string, given: AccessList) => {
      writes.push({ by: name, allowed: given.allowed });
      list = given;
      await stall.written;
      return true;
    },
  } as Partial<Outside['connections']>;
  const silent = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };
  let made = 0;
  const identity = { uuid: () => `${name}-${++made}`, nonce: () => 'nonce' };
  const outside = { store, connections, clock, log: silent, identity } as unknown as Outside;
  const lease = { holder: name, fence: () => held };
  const loop = createAccessWorker(outside, { teamId: team, lease, admins: [], onChanged: () => undefined });
  loops.push(loop);
  return {
    ...loop,
    lose: () => {
      held = null;
    },
  };
}

test('a list drawn up before the lease went is not written', async () => {
  const { promise, resolve } = Promise.withResolvers<void>();
  const first = worker('first', 1, { read: promise });
  await until(() => reads.includes('first'));
  first.lose();
  await store.disconnect(team, 'ULEAVES', 3);
  worker('second', 2);
  await until(() => grants().ULEAVES === 'withdrawn' && grants().USTAYS === 'granted');
  resolve();
  await first.stop();
  expect(writes).toEqual([{ by: 'second', allowed: ['stays'] }]);
});

test('a list that was written under a lease that is gone is not confirmed, and the next one looks for itself', async () => {
  const { promise, resolve } = Promise.withResolvers<void>();
  const first = worker('first', 1, { written: promise });
  await until(() => writes.length === 1);
  // It stalls, and does not know yet that it lost the lease.
  await store.disconnect(team, 'ULEAVES', 3);
  worker('second', 2);
  await until(() => grants().ULEAVES === 'withdrawn');
  list = { allowsAll: false, allowed: ['stays', 'leaves'], denied: [] };
  write("update grants set state = 'wanted' where slack_user_id = 'ULEAVES'");
  write('update access_lists set left_out = 9');
  resolve();
  await first.stop();
  expect(grants().ULEAVES).toBe('wanted');
});

test('whoever takes the lease reads the list at once, however lately it was confirmed', async () => {
  const first = worker('first', 1);
  await until(() => grants().ULEAVES === 'granted');
  await first.stop();
  list = { allowsAll: false, allowed: ['leaves'], denied: [] };
  worker('second', 2);
  await until(() => writes.some(({ by }) => by === 'second'));
  expect([...list.allowed].sort()).toEqual(['leaves', 'stays']);
});
