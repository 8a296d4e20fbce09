/** Claims on what is owed: one at a time, fenced against processes that were overtaken, taken over in the middle. */

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openStore } from '../../../src/adapters/sqlite/store.ts';
import type { NewMessage } from '../../../src/model.ts';
import type { Store } from '../../../src/store.ts';
import type { MessageClaim } from '../../../src/stores/messages.ts';

const team = 'T1';
const all = { posts: true, edits: true };
let folder: string;
let store: Store;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'gong-connect-messages-'));
  store = openStore(join(folder, 'gong.db'));
});
afterEach(async () => {
  await store.close();
  rmSync(folder, { recursive: true, force: true });
});

const message = (id: string, more: Partial<NewMessage> = {}): NewMessage => ({
  id,
  recipient: 'U1',
  kind: 'alert',
  subject: 'o1',
  dedupeKey: id,
  ...more,
});
const claimOf = (fence: number, more: Partial<MessageClaim> = {}): MessageClaim => ({
  holder: `h${fence}`,
  fence,
  until: 60_000,
  abandonedUntil: 57_000,
  except: [],
  ...more,
});

test('one dedupe key is one message, whoever writes it and how often', async () => {
  await fc.assert(
    fc.asyncProperty(fc.uuid(), fc.integer({ min: 1, max: 6 }), async (key, times) => {
      const outcomes = await Promise.all(
        Array.from({ length: times }, (_, index) => store.owe(team, message(`${key}-${index}`, { dedupeKey: key }), 1)),
      );
      expect(outcomes.filter(Boolean)).toHaveLength(1);
    }),
    { numRuns: 20 },
  );
});

describe('a claim', () => {
  test('goes to awaited messages first, then by age, and to nobody else until it runs out', async () => {
    await store.owe(team, message('old'), 1);
    await store.owe(team, message('new'), 2);
    await store.owe(team, message('awaited', { isAwaited: true }), 3);
    const taken = [];
    for (let time = 0; time < 4; time += 1) taken.push((await store.claimMessage(team, claimOf(1), all, 10))?.id);
    expect(taken).toEqual(['awaited', 'old', 'new', undefined]);
    expect(await store.claimMessage(team, claimOf(1, { until: 120_000 }), all, 60_000)).not.toBeNull();
  });

  test('passes over what is on its way in this process, what is not due, and what is of another team', async () => {
    await store.owe(team, message('m1'), 1);
    await store.owe('T2', message('m2'), 1);
    await store.owe(team, message('m3'), 50);
    expect(await store.claimMessage(team, claimOf(1, { except: ['m1'] }), all, 10)).toBeNull();
    expect(await store.claimMessage(team, claimOf(1), { posts: false, edits: true }, 10)).toBeNull();
    expect((await store.claimMessage(team, claimOf(1), all, 10))?.id).toBe('m1');
  });

  test('of a process that is gone is taken over at once, but a send it had begun only once that has settled', async () => {
    await store.owe(team, message('idle'), 1);
    await store.owe(team, message('sending'), 2);
    await store.claimMessage(team, claimOf(1), all, 10);
    await store.claimMessage(team, claimOf(1), all, 10);
    await store.markSending(team, 'sending', 1);
    const soon = claimOf(2, { until: 61_000, abandonedUntil: 58_000 });
    expect((await store.claimMessage(team, soon, all, 1_000))?.id).toBe('idle');
    expect(await store.claimMessage(team, soon, all, 1_000)).toBeNull();
    const later = claimOf(2, { until: 63_010, abandonedUntil: 60_010 });
    expect(await store.claimMessage(team, later, all, 3_010)).toMatchObject({ id: 'sending', isSendUnknown: true });
  });

  test('is worth nothing to a process whose fence has moved on', async () => {
    await store.owe(team, message('m1'), 1);
    await store.claimMessage(team, claimOf(1), all, 10);
    await store.claimMessage(team, claimOf(2), all, 60_000);
    await store.markShown(team, 'm1', 1, { ts: '1.1', revision: 1 }, 60_001);
    await store.postponeMessage(team, 'm1', 1, { nextTryAt: 5, isSendUnknown: false, countsAsAttempt: true });
    await store.endMessage(team, 'm1', 1, 'user_not_found', 60_001);
    await store.storeChannel(team, 'm1', 1, 'D1');
    expect(await store.showing(team, 'alert', 'o1')).toBe('never');
    expect(await store.knownChannel(team, 'U1')).toBeNull();
    expect(await store.claimMessage(team, claimOf(1), all, 500_000)).toBeNull();
    expect(await store.claimMessage(team, claimOf(3), all, 500_000)).toMatchObject({ id: 'm1', attempts: 0 });
  });
});

describe('a message', () => {
  test('that was revised while it was sent is owed again', async () => {
    await store.owe(team, message('m1'), 1);
    const claimed = await store.claimMessage(team, claimOf(1), all, 10);
    await store.reviseMessages(team, 'alert', 'o1');
    await store.markShown(team, 'm1', 1, { ts: '1.1', revision: claimed?.revision ?? 0 }, 11);
    const again = await store.claimMessage(team, claimOf(1), all, 12);
    expect(again).toMatchObject({ id: 'm1', ts: '1.1', revision: 2, shownRevision: 1 });
    await store.markShown(team, 'm1', 1, { ts: '1.1', revision: 2 }, 13);
    expect(await store.claimMessage(team, claimOf(1), all, 14)).toBeNull();
  });

  test('that had nothing to say is owed anew when it has; one that can never be delivered is not', async () => {
    await store.owe(team, message('moot'), 1);
    await store.owe(team, message('refused'), 2);
    await store.claimMessage(team, claimOf(1), all, 10);
    await store.claimMessage(team, claimOf(1), all, 10);
    await store.endMessage(team, 'moot', 1, 'moot', 11);
    await store.endMessage(team, 'refused', 1, 'user_disabled', 11);
    expect(await store.claimMessage(team, claimOf(1), all, 12)).toBeNull();
    await store.reviseMessages(team, 'alert', 'o1');
    expect((await store.claimMessage(team, claimOf(1), all, 13))?.id).toBe('moot');
    expect(await store.claimMessage(team, claimOf(1), all, 13)).toBeNull();
  });

  test('says whether it was shown, or perhaps was', async () => {
    await store.owe(team, message('m1'), 1);
    expect(await store.showing(team, 'alert', 'o1')).toBe('never');
    await store.claimMessage(team, claimOf(1), all, 10);
    await store.markSending(team, 'm1', 1);
    expect(await store.showing(team, 'alert', 'o1')).toBe('perhaps');
    await store.markShown(team, 'm1', 1, { ts: '1.1', revision: 1 }, 11);
    expect(await store.showing(team, 'alert', 'o1')).toBe('shown');
  });
});

describe('a lease', () => {
  const nobodyDied = (): boolean => false;

  test('is one process’s until it runs out, is given back, or its holder is dead; each taking moves the fence', async () => {
    expect(await store.takeLease('worker', 'a', 100, 1, nobodyDied)).toEqual({ fence: 1 });
    expect(await store.takeLease('worker', 'b', 100, 2, nobodyDied)).toBeNull();
    expect(await store.takeLease('worker', 'a', 200, 50, nobodyDied)).toEqual({ fence: 1 });
    expect(await store.takeLease('worker', 'b', 300, 200, nobodyDied)).toEqual({ fence: 2 });
    expect(await store.takeLease('worker', 'a', 400, 201, nobodyDied)).toBeNull();
    expect(await store.takeLease('worker', 'a', 400, 201, (holder) => holder === 'b')).toEqual({ fence: 3 });
    await store.releaseLease('worker', 'b');
    expect(await store.takeLease('worker', 'b', 500, 202, nobodyDied)).toBeNull();
    await store.releaseLease('worker', 'a');
    expect(await store.takeLease('worker', 'b', 500, 202, nobodyDied)).toEqual({ fence: 4 });
  });

  test('is never two processes’ at the same moment', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uuid(),
        fc.array(
          fc.record({
            who: fc.constantFrom('a', 'b', 'c'),
            waitMs: fc.nat(60),
            holdMs: fc.integer({ min: 1, max: 50 }),
          }),
          { maxLength: 15 },
        ),
        async (name, steps) => {
          let now = 0;
          let held: { who: string; until: number } | null = null;
          for (const { who, waitMs, holdMs } of steps) {
            now += waitMs;
            const taken = await store.takeLease(name, who, now + holdMs, now, nobodyDied);
            if (held && held.who !== who && held.until > now) expect(taken).toBeNull();
            if (taken) held = { who, until: now + holdMs };
          }
        },
      ),
      { numRuns: 30 },
    );
  });
});
