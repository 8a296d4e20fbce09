/** Follows links in use: one look each at its time, stretched so that all together stay within a budget. */

import { lateConsentMs } from '../attempt.ts';
import { createLoop, type Loop } from '../loop.ts';
import type { Attempt } from '../model.ts';
import type { Lease, Outside } from '../ports.ts';
import { followDelayMs } from './follow-pace.ts';
import type { Observer } from './observer.ts';

const idleMs = 1_000;
/** Looks under way at once. */
const atOnce = 8;

export interface Follower extends Loop {
  /** Looks at once, whatever the pace. */
  lookNow(attempt: Attempt): Promise<void>;
}

export function createFollower(
  outside: Outside,
  observer: Observer,
  given: { teamId: string; lease: Lease; pollMs: number; onChanged: () => void },
): Follower {
  const { store, clock, log } = outside;
  const { teamId } = given;
  const lookedAt = new Map<string, number>();

  const lookNow = async (attempt: Attempt): Promise<void> => {
    if (attempt.accountId === null) return;
    lookedAt.set(attempt.id, clock.now());
    const watched = await store.watchedAccount(teamId, attempt.accountId);
    if (!watched) return;
    try {
      await observer.look(watched);
    } catch (error) {
      log.warn({ error, attemptId: attempt.id }, 'a look at a link in use failed and will be tried again');
    }
  };

  const followOne = async (attempt: Attempt): Promise<void> => {
    await lookNow(attempt);
    const after = await store.attempt(teamId, attempt.id);
    if (after?.state === 'pending' && after.expiresAt !== null && clock.now() >= after.expiresAt) {
      await store.lapseAttempt(teamId, attempt.id, clock.now());
      given.onChanged();
    }
  };

  const loop = createLoop(outside, 'follow', idleMs, async () => {
    if (given.lease.fence() === null) return undefined;
    const now = clock.now();
    const inUse = await store.attemptsInUse(teamId, now, lateConsentMs);
    for (const attemptId of lookedAt.keys()) if (!inUse.some(({ id }) => id === attemptId)) lookedAt.delete(attemptId);

    const timed = inUse.map((attempt) => {
      const delayMs = followDelayMs({ pollMs: given.pollMs, ageMs: now - attempt.createdAt, inUse: inUse.length });
      const dueAt = (lookedAt.get(attempt.id) ?? attempt.createdAt) + delayMs;
      // The end of the link's life is a moment to look, too.
      const endsAt = attempt.state === 'pending' && attempt.expiresAt !== null ? attempt.expiresAt : dueAt;
      return { attempt, dueAt: Math.min(dueAt, Math.max(endsAt, now)) };
    });
    const due = timed.filter(({ dueAt }) => dueAt <= now).slice(0, atOnce);
    await Promise.all(due.map(({ attempt }) => followOne(attempt)));
    if (due.length > 0 && timed.length > due.length) return 0;
    const next = Math.min(...timed.map(({ dueAt }) => (dueAt <= now ? now + given.pollMs : dueAt)));
    return Number.isFinite(next) ? Math.min(idleMs, Math.max(next - clock.now(), 1)) : undefined;
  });

  return { ...loop, lookNow };
}
