/** The canary rule: what the newest link of the canary's owner says about the new secret. Pure. */

import type { Attempt } from '../model.ts';
import type { Rotation } from '../stores/rotations.ts';

export type CanaryJudgement =
  | { kind: 'wait' }
  /** Another link than the one that was known is the canary now. */
  | { kind: 'follow'; attemptId: string }
  | { kind: 'passed' }
  | { kind: 'failed'; reason: string };

/**
 * Judges a rotation by its canary's newest link. Any link made since Composio has the new secret proves it, whoever
 * asked for it and wherever: only Gong's answer to the code counts.
 */
export function judgeCanary(
  rotation: Pick<Rotation, 'state' | 'attemptId' | 'authConfigId' | 'patchedAt' | 'reason'>,
  newest: Pick<Attempt, 'id' | 'state' | 'authConfigId' | 'createdAt' | 'reason'> | null,
): CanaryJudgement {
  if (newest === null || newest.authConfigId !== rotation.authConfigId) return { kind: 'wait' };
  const isKnown = newest.id === rotation.attemptId;
  const isSince = rotation.patchedAt !== null && newest.createdAt >= rotation.patchedAt;
  if (!isKnown && !isSince) return { kind: 'wait' };
  if (newest.state === 'won') return { kind: 'passed' };
  if (newest.state === 'requested' || newest.state === 'pending') {
    return isKnown && rotation.state === 'canary' ? { kind: 'wait' } : { kind: 'follow', attemptId: newest.id };
  }
  const reason = newest.reason === null ? newest.state : `${newest.state}: ${newest.reason}`;
  const isSaid = rotation.state === 'canary_failed' && rotation.reason === reason;
  return isSaid ? { kind: 'wait' } : { kind: 'failed', reason };
}
