/**
 * The attempt rule: what becomes of one connect link. Pure.
 * An attempt changes a connection only by becoming ACTIVE, however late.
 */

import type { AccountSeen } from './connection.ts';

/**
 * `requested`: the link is not made yet; `pending`: the link is out; `failed`: no link could be made;
 * `superseded`: a newer link was asked for, or the person disconnected.
 */
export type AttemptState = 'requested' | 'pending' | 'lapsed' | 'declined' | 'won' | 'superseded' | 'failed';

/** How long a connect link lives (Composio: "Connected accounts"). */
export const linkLifetimeMs = 10 * 60_000;

/** How long after its link lapsed an attempt is still looked at: consent given in the last second arrives late. */
export const lateConsentMs = 60_000;

/** Whether a link is being made or is out. */
export function isUnderWay(attempt: { state: AttemptState } | null): boolean {
  return attempt?.state === 'requested' || attempt?.state === 'pending';
}

export interface AttemptJudgement {
  state: AttemptState;
  /** Composio's words for why it ended; null: none, or not ended. */
  reason: string | null;
}

/**
 * Judges an attempt by its connected account (null: Composio answered 404; undefined: no look was made, only time
 * has passed).
 */
export function judgeAttempt(
  known: { state: AttemptState; expiresAt: number | null; reason: string | null },
  seen: AccountSeen | null | undefined,
  now: number,
): AttemptJudgement {
  if (known.state === 'won') return known;
  if (seen?.status === 'ACTIVE' && !seen.isDisabled) return { state: 'won', reason: null };
  if (known.state !== 'pending') return known;
  if (seen === null) return { state: 'lapsed', reason: 'deleted' };
  if (seen?.status === 'FAILED' || seen?.status === 'REVOKED') return { state: 'declined', reason: seen.statusReason };
  if (seen?.status === 'EXPIRED') {
    return hasLapsed(seen.statusReason)
      ? { state: 'lapsed', reason: seen.statusReason }
      : { state: 'declined', reason: seen.statusReason };
  }
  if (known.expiresAt !== null && now >= known.expiresAt) return { state: 'lapsed', reason: null };
  return { state: 'pending', reason: null };
}

/** An EXPIRED without a reason, before it ever was ACTIVE, can only be a link that nobody finished. */
function hasLapsed(statusReason: string | null): boolean {
  return statusReason === null || /initiat|10 minutes|timeout|timed out/i.test(statusReason);
}

/**
 * Whether an account that turned ACTIVE becomes the connection's: always, unless a younger attempt's account
 * already works.
 */
export function mayWin(
  attempt: { createdAt: number },
  current: { isActive: boolean; attemptCreatedAt: number | null },
): boolean {
  return !current.isActive || current.attemptCreatedAt === null || attempt.createdAt >= current.attemptCreatedAt;
}
