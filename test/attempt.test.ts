/** The attempt rule: what becomes of one connect link. */

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type AttemptState, judgeAttempt, mayWin } from '../src/attempt.ts';
import type { AccountSeen } from '../src/connection.ts';

const seen = (status: string, statusReason: string | null = null, isDisabled = false): AccountSeen => ({
  status,
  statusReason,
  isDisabled,
  isAuthConfigDisabled: false,
  updatedAt: 1,
});
const pending = { state: 'pending' as AttemptState, expiresAt: 1_000, reason: null };

test.each([
  ['INITIALIZING', null, 'pending'],
  ['INITIATED', null, 'pending'],
  ['ACTIVE', null, 'won'],
  ['FAILED', 'user denied consent', 'declined'],
  ['REVOKED', null, 'declined'],
  ['EXPIRED', 'Connection initiation did not complete within 10 minutes', 'lapsed'],
  ['EXPIRED', 'INITIATION_TIMEOUT', 'lapsed'],
  ['EXPIRED', null, 'lapsed'],
  ['EXPIRED', 'OAuth callback failed during token exchange', 'declined'],
  ['HIBERNATING', null, 'pending'],
] as const)('a link whose account is %s (%s) is %s', (status, reason, state) => {
  expect(judgeAttempt(pending, seen(status, reason), 500).state).toBe(state);
});

test('a link lapses by our clock, and when its account is gone', () => {
  expect(judgeAttempt(pending, undefined, 999).state).toBe('pending');
  expect(judgeAttempt(pending, undefined, 1_000).state).toBe('lapsed');
  expect(judgeAttempt(pending, seen('INITIATED'), 1_000).state).toBe('lapsed');
  expect(judgeAttempt(pending, null, 1)).toEqual({ state: 'lapsed', reason: 'deleted' });
});

test('an account that is switched off does not win', () => {
  expect(judgeAttempt(pending, seen('ACTIVE', null, true), 1).state).toBe('pending');
});

test('a younger link’s working account is not replaced by an older one; a broken one is', () => {
  expect(mayWin({ createdAt: 1 }, { isActive: true, attemptCreatedAt: 2 })).toBe(false);
  expect(mayWin({ createdAt: 2 }, { isActive: true, attemptCreatedAt: 1 })).toBe(true);
  expect(mayWin({ createdAt: 1 }, { isActive: false, attemptCreatedAt: 2 })).toBe(true);
  expect(mayWin({ createdAt: 1 }, { isActive: true, attemptCreatedAt: null })).toBe(true);
});

describe('whatever is seen', () => {
  const states = fc.constantFrom<AttemptState>('pending', 'lapsed', 'declined', 'won', 'superseded');
  const statuses = fc.constantFrom('INITIALIZING', 'INITIATED', 'FAILED', 'EXPIRED', 'REVOKED', 'INACTIVE', 'ODD');
  const sights = fc.oneof(
    fc.constant(undefined),
    fc.constant(null),
    statuses.map((status) => seen(status)),
  );

  test('only ACTIVE wins, however late, and a winner stays one', () => {
    fc.assert(
      fc.property(states, fc.array(sights), fc.nat(2_000), (state, sightings, now) => {
        let known: Parameters<typeof judgeAttempt>[0] = { ...pending, state };
        for (const sight of sightings) known = { ...known, ...judgeAttempt(known, sight, now) };
        expect(known.state === 'won').toBe(state === 'won');
        expect(judgeAttempt(known, seen('ACTIVE'), now).state).toBe('won');
      }),
    );
  });

  test('what is over stays over, unless it wins', () => {
    fc.assert(
      fc.property(fc.constantFrom<AttemptState>('lapsed', 'declined', 'superseded'), sights, (state, sight) => {
        expect(judgeAttempt({ ...pending, state }, sight, 5_000).state).toBe(state);
      }),
    );
  });
});
