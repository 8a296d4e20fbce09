/** Who is on the access list, however many there are. */

import { describe, expect, test } from 'vitest';
import { decideAccess, isSameAccess } from '../../src/company/access-list.ts';

const ids = (count: number, name = 'in') => Array.from({ length: count }, (_, index) => `${name}${index}`);

describe('those who are let in', () => {
  test('are listed up to the limit, and nobody is denied', () => {
    for (const count of [0, 1, 1_000]) {
      expect(decideAccess(ids(count), ids(2_000, 'out'))).toEqual({
        form: 'allow_list',
        list: { allowsAll: false, allowed: ids(count), denied: [] },
        leftOut: [],
      });
    }
  });

  test('are everybody who is not denied beyond the limit', () => {
    for (const out of [0, 1_000]) {
      expect(decideAccess(ids(1_001), ids(out, 'out'))).toEqual({
        form: 'deny_list',
        list: { allowsAll: true, allowed: [], denied: ids(out, 'out') },
        leftOut: [],
      });
    }
  });

  test('are the first thousand when neither list takes all, so that nobody who is out gets in', () => {
    const { form, list, leftOut } = decideAccess(ids(1_002), ids(1_001, 'out'));
    expect(form).toBe('full');
    expect(list).toEqual({ allowsAll: false, allowed: ids(1_000), denied: [] });
    expect(leftOut).toEqual(['in1000', 'in1001']);
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
