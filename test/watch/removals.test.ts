/** Deletions owed at Composio, on a real database: what is finished in the meantime is looked at before it goes. */

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openStore } from '../../src/adapters/sqlite/store.ts';
import type { Connections } from '../../src/connections-port.ts';
import type { Loop } from '../../src/loop.ts';
import type { Outside } from '../../src/ports.ts';
import type { Store } from '../../src/store.ts';
import { createObserver } from '../../src/watch/observer.ts';
import { createRemover } from '../../src/watch/removals.ts';
import { createMovableClock, type MovableClock } from '../sandbox/movable-clock.ts';

const teamId = 'T1';
const silent = () => undefined;

let folder: string;
let store: Store;
let clock: MovableClock;
let remover: Loop;
/** Accounts that were deleted, and whether Gong was told. */
let deleted: [string, boolean][];
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gong-connect-removals-'));
  store = openStore(join(folder, 'bot.db'));
  clock = createMovableClock();
  deleted = [];
});
afterEach(async () => {
  await remover.stop();
  await store.close();
  clock.stop();
  await rm(folder, { recursive: true });
});

/** Composio has every account ACTIVE. */
function startRemover(): void {
  let made = 0;
  const connections = {
    look: async () => ({
      ...{ status: 'ACTIVE', statusReason: null, isDisabled: false, isAuthConfigDisabled: false },
      ...{ updatedAt: clock.now(), isShared: true, requestedScopes: null },
    }),
    remove: async (_teamId: string, accountId: string, revoke: boolean) => {
      deleted.push([accountId, revoke]);
    },
  } satisfies Pick<Connections, 'look' | 'remove'>;
  const identity = {
    uuid: () => {
      made += 1;
      return `id${made}`;
    },
  };
  const log = { debug: silent, info: silent, warn: silent, error: silent };
  const outside = { store, clock, connections, identity, log } as unknown as Outside;
  const observer = createObserver(outside, { teamId, reminderDelayMs: null, onEffect: silent });
  remover = createRemover(outside, observer, { teamId, lease: { holder: 'here', fence: () => 1 } });
}

test('an account that was finished for the company after people went over to their own goes with what was allowed', async () => {
  await store.chooseConnectionMode(teamId, 'company', 'UANA', () => [], clock.now());
  const link = { id: 'a1', teamId, owner: 'company', approver: 'UANA', authConfigId: 'ac_1', nonce: 'n1' };
  const message = { id: 'm1', recipient: 'UANA', kind: 'link', subject: 'a1', dedupeKey: 'link:a1' };
  await store.beginAttempt({ ...link, baseUrl: 'https://api.gong.io' }, 'external', message, clock.now());
  await store.chooseConnectionMode(teamId, 'personal', 'UANA', () => [], clock.now());
  // Composio's answer to a request that was under way as the mode changed.
  await store.markLinkMade(teamId, 'a1', { accountId: 'ca_1', expiresAt: clock.now() + 600_000 }, clock.now());
  startRemover();
  await expect
    .poll(
      () => {
        clock.advance(2_000);
        return deleted;
      },
      { interval: 10 },
    )
    .toEqual([['ca_1', true]]);
  await expect.poll(() => store.dueRemovals(teamId, clock.now(), 10)).toEqual([]);
});
