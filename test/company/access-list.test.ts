/** Who is on the access list, however many there are, and what becomes of what others put there. */

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type AccessGiven, type AccessMember, isSameAccess, planAccess } from '../../src/company/access-list.ts';
import { type AccessList, accessListLimit } from '../../src/connections-port.ts';

const ids = (count: number, name = 'in') => Array.from({ length: count }, (_, index) => `${name}${index}`);
const people = (some: readonly string[], state: AccessMember['state'], isBlocked = false): AccessMember[] =>
  some.map((externalUserId) => ({ externalUserId, state, isBlocked }));
const empty: AccessList = { allowsAll: false, allowed: [], denied: [] };
const plan = (given: Partial<AccessGiven>) =>
  planAccess({
    letIn: [],
    shut: [],
    present: null,
    lastForm: null,
    mayHaveDenied: false,
    hasNewcomers: false,
    ...given,
  });

describe('those who are let in', () => {
  test('are listed up to the limit, and nobody is denied', () => {
    for (const count of [0, 1, 1_000]) {
      const { form, list, leftOut } = plan({
        letIn: people(ids(count), 'wanted'),
        shut: people(ids(2_000, 'out'), null),
      });
      expect({ form, leftOut }).toEqual({ form: 'allow_list', leftOut: [] });
      expect(list).toEqual({ allowsAll: false, allowed: ids(count), denied: [] });
    }
  });

  test('are everybody who is not denied beyond the limit', () => {
    for (const out of [0, 1_000]) {
      const { form, list, leftOut } = plan({
        letIn: people(ids(1_001), 'granted'),
        shut: people(ids(out, 'out'), null),
      });
      expect({ form, leftOut }).toEqual({ form: 'deny_list', leftOut: [] });
      expect(list).toEqual({ allowsAll: true, allowed: [], denied: ids(out, 'out') });
    }
  });

  test('are the first thousand when neither list takes all, so that nobody who is out gets in', () => {
    const { form, list, leftOut } = plan({
      letIn: people(ids(1_002), 'wanted'),
      shut: people(ids(1_001, 'out'), null),
    });
    expect(form).toBe('full');
    expect(list).toEqual({ allowsAll: false, allowed: ids(1_000), denied: [] });
    expect(leftOut.map(({ externalUserId }) => externalUserId)).toEqual(['in1000', 'in1001']);
  });

  test('are listed again when they are few enough, and the deny-list that the bot kept goes', () => {
    const before = { allowsAll: true, allowed: [], denied: [...ids(3, 'out'), 'service'] };
    const { form, list, blocked, undoes } = plan({
      letIn: [...people(ids(999), 'granted'), ...people(['out0'], 'wanted')],
      shut: [...people(['in999', 'in1000'], 'withdrawing'), ...people(['out1', 'out2'], null)],
      present: before,
      lastForm: 'deny_list',
    });
    expect({ form, blocked, undoes }).toEqual({ form: 'allow_list', blocked: [], undoes: null });
    expect(list).toEqual({ allowsAll: false, allowed: [...ids(999), 'out0'], denied: ['service'] });
  });
});

describe('who is denied by another hand', () => {
  const denied = (...some: string[]): AccessList => ({ allowsAll: false, allowed: ['a'], denied: some });
  const blockedIn = (given: Partial<AccessGiven>) =>
    plan({ letIn: people(['a'], 'granted'), ...given }).blocked.map(({ externalUserId }) => externalUserId);

  test('stays denied: who was let in, and who wants in where the bot denies nobody', () => {
    for (const state of ['granted', 'wanted'] as const) {
      const { list, blocked } = plan({
        letIn: people(['a'], state),
        present: denied('a'),
        lastForm: 'allow_list',
      });
      expect(list).toEqual({ allowsAll: false, allowed: [], denied: ['a'] });
      expect(blocked).toHaveLength(1);
    }
    expect(blockedIn({ present: { ...denied('a'), allowsAll: true }, lastForm: 'deny_list' })).toEqual(['a']);
  });

  test('is nobody whom the bot’s own deny-list may deny', () => {
    const wanted = { letIn: people(['a'], 'wanted') };
    expect(blockedIn({ ...wanted, present: denied('a'), lastForm: 'deny_list' })).toEqual([]);
    // It left, and nobody knows whether it arrived.
    expect(blockedIn({ ...wanted, present: denied('a'), lastForm: 'allow_list', mayHaveDenied: true })).toEqual([]);
    // The account was made with one.
    expect(blockedIn({ present: { ...denied('a'), allowsAll: true }, lastForm: null })).toEqual([]);
    expect(blockedIn({ present: denied('a'), lastForm: null })).toEqual(['a']);
  });

  test('stays denied before they ever ask, and afterwards until it is lifted there', () => {
    const shut = [...people(['b'], null), ...people(['c'], 'withdrawn', true), ...people(['d'], 'withdrawn', true)];
    const { list, lifted } = plan({ shut, present: denied('b', 'c'), lastForm: 'allow_list' });
    expect(list.denied).toEqual(['c', 'b']);
    expect(lifted.map(({ externalUserId }) => externalUserId)).toEqual(['d']);
    // An account that was never read back says nothing about what was lifted.
    const given = plan({ shut, present: empty, lastForm: null });
    expect(given.lifted).toEqual([]);
    expect(given.list.denied).toEqual(['c', 'd']);
  });
});

describe('what is undone', () => {
  const given = {
    letIn: [...people(['a', 'b'], 'granted'), ...people(['new'], 'wanted')],
    shut: people(['gone'], 'withdrawing'),
    lastForm: 'allow_list' as const,
  };

  test('is nothing where only what was asked here changes', () => {
    const present = { ...empty, allowed: ['a', 'b', 'gone', 'service'], denied: ['other'] };
    expect(plan({ ...given, present }).undoes).toBeNull();
  });

  test('is what others took off the list, put on it, or opened to all', () => {
    const present = { ...empty, allowed: ['a', 'gone', 'known'], allowsAll: true };
    const shut = [...given.shut, ...people(['known'], 'withdrawn')];
    expect(plan({ ...given, shut, present }).undoes).toEqual({
      putBack: ['b'],
      takenAway: ['known'],
      deniedAgain: [],
      noLongerDenied: [],
      allowsAll: true,
    });
  });

  test('is a deny of the bot’s own that others took away; a newcomer’s is none', () => {
    const letIn = people(ids(1_001), 'granted');
    const shut = [...people(['left'], 'withdrawn'), ...people(['new'], null)];
    const present = { ...empty, allowsAll: true };
    const full = { letIn, shut, present, lastForm: 'deny_list' as const };
    expect(plan({ ...full, hasNewcomers: true }).undoes).toMatchObject({ deniedAgain: ['left'] });
    expect(plan(full).undoes).toMatchObject({ deniedAgain: ['left', 'new'] });
  });
});

/** A crowd around the limits, and a list that says anything about them and about others. */
const anyCase = fc
  .record({
    letIn: fc.constantFrom(0, 1, 3, 999, 1_000, 1_001),
    shut: fc.constantFrom(0, 1, 4, 999, 1_000, 1_001),
    others: fc.constantFrom(0, 2, 700),
    allowed: fc.nat(8),
    denied: fc.nat(8),
    offset: fc.nat(8),
    states: fc.nat(3),
    allowsAll: fc.boolean(),
    lastForm: fc.constantFrom('allow_list' as const, 'deny_list' as const, 'full' as const, null),
    mayHaveDenied: fc.boolean(),
    hasNewcomers: fc.boolean(),
  })
  .map((one) => {
    const letIn = ids(one.letIn).map(
      (externalUserId, index): AccessMember => ({
        externalUserId,
        state: (index + one.states) % 3 === 0 ? 'wanted' : 'granted',
        isBlocked: false,
      }),
    );
    const shut = ids(one.shut, 'out').map(
      (externalUserId, index): AccessMember => ({
        externalUserId,
        state: ([null, 'withdrawn', 'withdrawing', 'withdrawn'] as const)[(index + one.states) % 4] ?? null,
        isBlocked: (index + one.states) % 4 === 3 && index < 200,
      }),
    );
    const some = (from: readonly string[], step: number) => from.filter((_, index) => step > 0 && index % step === 0);
    const known = [...letIn, ...shut].map(({ externalUserId }) => externalUserId);
    const others = ids(one.others, 'other');
    const present = {
      allowsAll: one.allowsAll,
      allowed: [...some(others, 2), ...some(known.slice(one.offset), one.allowed)].slice(0, accessListLimit),
      denied: [...some(others.slice(1), 2), ...some(known, one.denied)].slice(0, accessListLimit),
    };
    const { lastForm, mayHaveDenied, hasNewcomers } = one;
    return { letIn, shut, others, present, lastForm, mayHaveDenied, hasNewcomers };
  });

describe('whatever is on the list', () => {
  const has = (some: readonly string[]) => {
    const set = new Set(some);
    return (id: string): boolean => set.has(id);
  };
  const idsOf = (some: readonly AccessMember[]) => some.map(({ externalUserId }) => externalUserId);

  test('nobody is let in who must not be, nobody is kept out who may come in, and no list is too long', () => {
    fc.assert(
      fc.property(anyCase, (given) => {
        const { list, leftOut, blocked } = planAccess(given);
        const isAllowed = has(list.allowed);
        const isDenied = has(list.denied);
        const mayUse = (id: string): boolean => !isDenied(id) && (list.allowsAll || isAllowed(id));
        const isOut = has(idsOf([...blocked, ...leftOut]));
        expect(list.allowed.length).toBeLessThanOrEqual(accessListLimit);
        expect(list.denied.length).toBeLessThanOrEqual(accessListLimit);
        expect(new Set(list.allowed).size).toBe(list.allowed.length);
        expect(new Set(list.denied).size).toBe(list.denied.length);
        expect(idsOf(given.letIn).filter((id) => mayUse(id) === isOut(id))).toEqual([]);
        expect(idsOf(given.shut).filter(mayUse)).toEqual([]);
        expect(idsOf(blocked).filter((id) => !isDenied(id))).toEqual([]);
      }),
      { numRuns: 150 },
    );
  });

  test('what others put there stays on the same list, or is named as having no room', () => {
    fc.assert(
      fc.property(anyCase, (given) => {
        const { list, dropped } = planAccess(given);
        const isOthers = has(given.others);
        for (const which of ['allowed', 'denied'] as const) {
          const isThere = has([...list[which], ...dropped]);
          expect(given.present[which].filter((id) => isOthers(id) && !isThere(id))).toEqual([]);
          if (list[which].length < accessListLimit) expect(has(dropped)(list[which][0] ?? '')).toBe(false);
        }
        expect(list.allowed.concat(list.denied).filter(has(dropped))).toEqual(
          dropped.filter(has(list.allowed.concat(list.denied))),
        );
      }),
      { numRuns: 150 },
    );
  });

  test('once it is as planned, there is nothing more to do', () => {
    fc.assert(
      fc.property(anyCase, (given) => {
        const first = planAccess(given);
        // More than a list takes cannot all stay denied by name.
        fc.pre(first.blocked.length + given.shut.filter((one) => one.isBlocked).length <= accessListLimit);
        const isOut = has(idsOf(first.blocked));
        const isLeft = has(idsOf(first.leftOut));
        const isLifted = has(idsOf(first.lifted));
        const settled = (one: AccessMember): AccessMember => {
          const { externalUserId, state } = one;
          if (isOut(externalUserId)) return { ...one, state: 'withdrawn', isBlocked: true };
          if (isLeft(externalUserId)) return { ...one, state: 'wanted' };
          if (state === 'wanted') return { ...one, state: 'granted' };
          return {
            ...one,
            state: state === 'withdrawing' ? 'withdrawn' : state,
            ...(isLifted(externalUserId) ? { isBlocked: false } : {}),
          };
        };
        const second = planAccess({
          letIn: given.letIn.filter((one) => !isOut(one.externalUserId)).map(settled),
          shut: [...given.letIn.filter((one) => isOut(one.externalUserId)), ...given.shut].map(settled),
          present: first.list,
          lastForm: first.form,
          mayHaveDenied: false,
          hasNewcomers: false,
        });
        expect(isSameAccess(second.list, first.list)).toBe(true);
        expect(second).toMatchObject({ form: first.form, blocked: [], lifted: [], dropped: [], undoes: null });
      }),
      { numRuns: 150 },
    );
  });
});

describe('two lists', () => {
  const list = { allowsAll: false, allowed: ['a', 'b'], denied: ['c'] };

  test('are the same in any order and with repeats', () => {
    expect(isSameAccess(list, { ...list, allowed: ['b', 'a', 'b'] })).toBe(true);
  });

  test.each([
    { allowsAll: true },
    { allowed: ['a'] },
    { allowed: ['a', 'b', 'd'] },
    { allowed: ['a', 'd'] },
    { denied: [] },
    { denied: ['d'] },
  ])('differ by %j', (changed) => {
    expect(isSameAccess(list, { ...list, ...changed })).toBe(false);
    expect(isSameAccess({ ...list, ...changed }, list)).toBe(false);
  });
});
