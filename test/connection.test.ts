/** The connection rule: what each status means, and that only what was seen decides, never its order or repetition. */

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type AccountSeen,
  type Cause,
  classifyAccount,
  isWorsening,
  judgeConnection,
  type KnownConnection,
  type Observation,
  ownCause,
  reopenWithinMs,
} from '../src/connection.ts';

const account: AccountSeen = {
  status: 'ACTIVE',
  statusReason: null,
  isDisabled: false,
  isAuthConfigDisabled: false,
  updatedAt: 1_000,
};
const fresh: KnownConnection = {
  state: 'active',
  status: 'ACTIVE',
  statusReason: null,
  cause: null,
  since: 500,
  seenUpdatedAt: 1_000,
  seenBegunAt: 1_000,
  outage: null,
};
const seenAt = (begunAt: number, seen: Partial<AccountSeen> | null): Observation => ({
  accountId: 'ca_1',
  begunAt,
  seen: seen && { ...account, ...seen },
});

/** What is known after an observation, the outage included; also what became of the outage. */
function learn(known: KnownConnection, observation: Observation, now: number): [KnownConnection, string] {
  const judged = judgeConnection(known, observation, now);
  if (judged.kind === 'stale') return [known, 'stale'];
  if (judged.kind === 'unchanged') return [{ ...known, seenBegunAt: judged.seenBegunAt }, 'unchanged'];
  const { kind: _kind, outage: change, ...rest } = judged;
  const outage =
    change === 'open' || change === 'reopen' ? { endedAt: null } : change === 'close' ? { endedAt: now } : known.outage;
  return [{ ...rest, outage }, change];
}

test.each([
  [{ status: 'ACTIVE' }, 'active', null],
  [{ status: 'EXPIRED' }, 'broken', 'expired'],
  [{ status: 'FAILED' }, 'broken', 'failed'],
  [{ status: 'REVOKED' }, 'broken', 'revoked'],
  [{ status: 'INACTIVE' }, 'paused', 'disabled'],
  [{ status: 'INACTIVE', statusReason: 'Auth config is disabled' }, 'paused', 'auth_config_disabled'],
  [{ status: 'ACTIVE', isDisabled: true }, 'paused', 'disabled'],
  [{ status: 'ACTIVE', isAuthConfigDisabled: true }, 'paused', 'auth_config_disabled'],
  [{ status: 'EXPIRED', isDisabled: true }, 'broken', 'expired'],
  [{ status: 'HIBERNATING' }, 'unknown', null],
  [{ status: 'active' }, 'unknown', null],
  [{ status: 'INITIATED' }, 'unknown', null],
  [null, 'broken', 'deleted'],
] as const)('%j means %s', (seen, state, cause) => {
  expect(classifyAccount(seen && { ...account, ...seen })).toEqual({ state, cause });
});

describe('an outage', () => {
  test('begins when a connection goes down and ends when it works again', () => {
    const [down, opened] = learn(fresh, seenAt(2_000, { status: 'EXPIRED', updatedAt: 1_900 }), 2_000);
    expect([down.state, opened]).toEqual(['broken', 'open']);
    const [up, closed] = learn(down, seenAt(9_000, { updatedAt: 8_900 }), 9_000);
    expect([up.state, closed, up.since]).toEqual(['active', 'close', 9_000]);
  });

  test('is the same one when it comes back within ten minutes, and another after that', () => {
    const ended = { ...fresh, outage: { endedAt: 10_000 } };
    const again = seenAt(11_000, { status: 'EXPIRED', updatedAt: 10_900 });
    expect(learn(ended, again, 10_000 + reopenWithinMs - 1)[1]).toBe('reopen');
    expect(learn(ended, again, 10_000 + reopenWithinMs)[1]).toBe('open');
  });

  test('is told anew, not begun anew, when its cause changes', () => {
    const [down] = learn(fresh, seenAt(2_000, { status: 'INACTIVE', updatedAt: 1_900 }), 2_000);
    expect(learn(down, seenAt(3_000, null), 3_000)[1]).toBe('revise');
    expect(learn(down, seenAt(3_000, { status: 'INACTIVE', updatedAt: 2_900 }), 3_000)[1]).toBe('none');
  });

  test('neither begins nor ends with a status that nobody knows', () => {
    const unknown = seenAt(2_000, { status: 'HIBERNATING', updatedAt: 1_900 });
    expect(learn(fresh, unknown, 2_000)).toMatchObject([{ state: 'unknown' }, 'none']);
    const [down] = learn(fresh, seenAt(2_000, null), 2_000);
    expect(learn(down, { ...unknown, begunAt: 3_000 }, 3_000)).toMatchObject([
      { state: 'unknown', outage: { endedAt: null } },
      'none',
    ]);
  });

  test('is a worsening only for a connection that was not known to be down', () => {
    expect(isWorsening({ state: 'active' }, null)).toBe(true);
    expect(isWorsening({ state: 'unknown' }, { ...account, status: 'EXPIRED' })).toBe(true);
    expect(isWorsening({ state: 'paused' }, null)).toBe(false);
    expect(isWorsening({ state: 'active' }, { ...account, status: 'HIBERNATING' })).toBe(false);
  });
});

describe('an answer that was overtaken on the way', () => {
  test('is stale by Composio’s updated_at, whenever its request began', () => {
    const [down] = learn(fresh, seenAt(2_000, { status: 'EXPIRED', updatedAt: 1_900 }), 2_000);
    expect(learn(down, seenAt(2_500, { updatedAt: 1_000 }), 3_000)[1]).toBe('stale');
  });

  test('is stale by the time its request began when updated_at is the same or missing', () => {
    const [paused] = learn(fresh, seenAt(2_000, { isAuthConfigDisabled: true }), 2_000);
    expect(paused.state).toBe('paused');
    expect(learn(paused, seenAt(1_500, {}), 2_100)[1]).toBe('stale');
    expect(learn(paused, seenAt(1_500, { updatedAt: null }), 2_100)[1]).toBe('stale');
    expect(learn(paused, seenAt(2_500, { updatedAt: null }), 2_600)).toMatchObject([
      { state: 'active', seenUpdatedAt: 1_000 },
      'close',
    ]);
  });

  test('does not bring an account back that was seen deleted later', () => {
    const [gone] = learn(fresh, seenAt(3_000, null), 3_000);
    expect(gone).toMatchObject({ state: 'broken', cause: 'deleted', seenUpdatedAt: 1_000 });
    expect(learn(gone, seenAt(2_000, { updatedAt: 1_500 }), 3_100)[1]).toBe('stale');
    expect(learn(gone, seenAt(4_000, { updatedAt: 900 }), 4_100)[1]).toBe('stale');
    expect(learn(gone, seenAt(4_000, {}), 4_100)).toMatchObject([{ state: 'active' }, 'close']);
  });

  test('says nothing of a connection that was given up', () => {
    for (const state of ['none', 'left'] as const)
      expect(judgeConnection({ ...fresh, state }, seenAt(9_000, null), 9_000).kind).toBe('stale');
  });
});

/** A history of one account: what each request saw, later requests never seeing older news. */
const steps = fc.array(
  fc.record({
    waitMs: fc.integer({ min: 1, max: 1_000_000 }),
    isChanged: fc.boolean(),
    seen: fc.option(
      fc.record({
        status: fc.constantFrom('ACTIVE', 'EXPIRED', 'INACTIVE', 'FAILED', 'REVOKED', 'HIBERNATING'),
        isAuthConfigDisabled: fc.boolean(),
      }),
      { nil: null, freq: 6 },
    ),
  }),
  { minLength: 1, maxLength: 12 },
);
/** Composio either says when an account changed, or never does. */
const histories = fc.tuple(steps, fc.boolean()).map(([steps, isDated]) => {
  let at = 2_000;
  let updatedAt = 1_500;
  return steps.map(({ waitMs, isChanged, seen }) => {
    at += waitMs;
    if (isChanged) updatedAt = at - 1;
    if (seen === null) return seenAt(at, null);
    // Equal updated_at, equal status: Composio moves the one with the other.
    return seenAt(at, { ...seen, updatedAt: isDated ? updatedAt : null });
  });
});

const settled = ({ state, status, statusReason, cause, seenBegunAt }: KnownConnection) => ({
  state,
  status,
  statusReason,
  cause,
  seenBegunAt,
});
const play = (observations: readonly Observation[], now = 10_000_000): KnownConnection =>
  observations.reduce((known, observation) => learn(known, observation, now)[0], fresh);

describe('whatever is seen', () => {
  test('the final state is the newest sighting’s, in any order and however often each comes', () => {
    fc.assert(
      fc.property(
        histories.chain((history) =>
          fc.record({
            history: fc.constant(history),
            played: fc.array(fc.nat({ max: history.length - 1 }), { maxLength: 12 }).chain((extra) =>
              fc.shuffledSubarray([...history, ...extra.flatMap((index) => history[index] ?? [])], {
                minLength: history.length + extra.length,
              }),
            ),
          }),
        ),
        ({ history, played }) => {
          expect(settled(play(played))).toEqual(settled(play(history)));
          const newest = history.at(-1);
          expect(settled(play(played))).toMatchObject(classifyAccount(newest?.seen ?? null));
        },
      ),
    );
  });

  test('an older sighting changes nothing once a newer one is known', () => {
    fc.assert(
      fc.property(histories, ([first, ...rest]) => {
        const known = play(rest);
        if (first && rest.length > 0) expect(learn(known, first, 10_000_000)).toEqual([known, 'stale']);
      }),
    );
  });

  test('an outage is opened and closed by turns, and open exactly while the connection is down', () => {
    fc.assert(
      fc.property(histories, (history) => {
        let known = fresh;
        let isOpen = false;
        for (const observation of history) {
          const [next, change] = learn(known, observation, observation.begunAt);
          if (change === 'open' || change === 'reopen') expect(isOpen).toBe(false);
          if (change === 'close' || change === 'revise') expect(isOpen).toBe(true);
          if (change === 'open' || change === 'reopen') isOpen = true;
          if (change === 'close') isOpen = false;
          if (next.state === 'active') expect(isOpen).toBe(false);
          if (next.state === 'broken' || next.state === 'paused') expect(isOpen).toBe(true);
          known = next;
        }
      }),
    );
  });
});

test.each<[Cause, string | null, Cause]>([
  ['auth_config_disabled', 'EXPIRED', 'expired'],
  ['auth_config_disabled', 'FAILED', 'failed'],
  ['auth_config_disabled', 'REVOKED', 'revoked'],
  ['auth_config_disabled', 'ACTIVE', 'auth_config_disabled'],
  ['auth_config_disabled', 'INACTIVE', 'auth_config_disabled'],
  ['auth_config_disabled', null, 'auth_config_disabled'],
  ['disabled', 'EXPIRED', 'disabled'],
])('what ails a connection that counts as %s with status %s is %s', (cause, status, own) => {
  expect(ownCause(cause, { status, statusReason: null })).toBe(own);
});
