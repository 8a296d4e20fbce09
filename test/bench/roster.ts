/** How long a page of the roster takes to read: among many people and among few, by turns, in one process. */

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { openStore } from '../../src/adapters/sqlite/store.ts';
import { lookAtRoster } from '../../src/roster/look.ts';
import { everybody, firstPage } from '../../src/roster/place-memory.ts';
import type { Store } from '../../src/store.ts';

const team = 'T1';
const rounds = 300;

function storeWith(path: string, people: number): Store {
  const store = openStore(path);
  const database = new Database(path);
  const each = `with recursive n(i) as (select 1 union all select i + 1 from n where i < ${people})`;
  database.exec(`
    begin;
    insert into people ${each} select '${team}', 'U' || i, 'x' || i, i from n;
    insert into connections (id, team_id, owner, state, account_id, auth_config_id, status, since)
      ${each} select 'c' || i, '${team}', 'U' || i, iif(i % 50, 'active', 'broken'), 'ca' || i, 'ac_1', 'ACTIVE', i from n;
    update roster set name = 'Person ' || slack_user_id, sort_name = 'person ' || lower(slack_user_id);
    commit;
  `);
  database.close();
  return store;
}

/** @returns milliseconds of each look, with `many` and with `few` people */
export async function rosterTimes(many: number, few: number): Promise<{ many: number[]; few: number[] }> {
  const folder = mkdtempSync(join(tmpdir(), 'gong-connect-bench-'));
  const stores = { many: storeWith(join(folder, 'many.db'), many), few: storeWith(join(folder, 'few.db'), few) };
  const times: { many: number[]; few: number[] } = { many: [], few: [] };
  try {
    for (let round = 0; round < rounds; round += 1) {
      for (const which of ['many', 'few'] as const) {
        const startedAt = performance.now();
        const { page } = await lookAtRoster(stores[which], team, firstPage(everybody));
        const last = page.entries.at(-1);
        if (!last) throw new Error('an empty page');
        await lookAtRoster(stores[which], team, { query: everybody, at: { after: last.mark }, skipped: 20 });
        times[which].push(performance.now() - startedAt);
      }
    }
    return times;
  } finally {
    await stores.many.close();
    await stores.few.close();
    rmSync(folder, { recursive: true, force: true });
  }
}
