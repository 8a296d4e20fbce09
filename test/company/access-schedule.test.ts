/** When the access list is worked on, and when a failure is news. */

import { describe, expect, test } from 'vitest';
import { accessRetryMs, isAccessDue, isAccessNews } from '../../src/company/access-schedule.ts';
import type { AccessTrouble } from '../../src/model.ts';
import type { AccessWork } from '../../src/stores/access.ts';

const minuteMs = 60_000;
const now = 1_000 * minuteMs;
const trouble = (given: Partial<AccessTrouble> = {}): AccessTrouble & { accountId: string } => ({
  id: 't1',
  accountId: 'ca_1',
  kind: 'sharing_refused',
  beganAt: now,
  tries: 1,
  nextTryAt: now + 1,
  affected: 1,
  toldAt: null,
  endedAt: null,
  ...given,
});
const confirmed = { accountId: 'ca_1', leftOut: 0, confirmedAt: now, fence: 1, hasNewcomers: false };
const work = (given: Partial<AccessWork> = {}): AccessWork => ({
  accountId: 'ca_1',
  isGone: false,
  owed: 0,
  leaving: 0,
  confirmed: { ...confirmed, form: 'allow_list' },
  mayHaveDenied: false,
  trouble: null,
  ...given,
});

test('the pauses between failures grow up to ten minutes', () => {
  const pauses = [1, 2, 3, 4, 5, 6, 7, 8, 500].map((tries) => accessRetryMs(tries) / 1_000);
  expect(pauses).toEqual([15, 30, 60, 120, 240, 480, 600, 600, 600]);
});

describe('the list is worked on', () => {
  const isDue = (given: Partial<AccessWork>) => isAccessDue(work(given), 1, now);

  test('when something is owed for which there is room, and not otherwise', () => {
    expect(isDue({})).toBe(false);
    expect(isDue({ owed: 2 })).toBe(true);
    expect(isDue({ owed: 2, confirmed: { ...confirmed, form: 'full', leftOut: 2 } })).toBe(false);
  });

  test('when it was never read back, an hour ago, or under another lease', () => {
    expect(isDue({ confirmed: null })).toBe(true);
    expect(isDue({ accountId: 'ca_2' })).toBe(true);
    expect(isDue({ confirmed: { ...confirmed, form: 'allow_list', confirmedAt: now - 60 * minuteMs } })).toBe(true);
    expect(isAccessDue(work(), 2, now)).toBe(true);
  });

  test('when somebody became known who has to be denied', () => {
    const hasNewcomers = true;
    expect(isDue({ confirmed: { ...confirmed, form: 'allow_list', hasNewcomers } })).toBe(false);
    expect(isDue({ confirmed: { ...confirmed, form: 'deny_list', hasNewcomers } })).toBe(true);
  });

  test('not before its time after a failure, which another account knows nothing of', () => {
    expect(isDue({ owed: 1, trouble: trouble() })).toBe(false);
    expect(isDue({ trouble: trouble({ nextTryAt: now }) })).toBe(true);
    expect(isDue({ confirmed: null, trouble: trouble({}), accountId: 'ca_2' })).toBe(true);
  });
});

test('a refusal is news after a minute, what may pass by itself when it lasts and somebody waits; once', () => {
  const isNews = (given: Partial<AccessTrouble>, minutes: number) =>
    isAccessNews(trouble(given), now + minutes * minuteMs);
  expect([0, 1].map((minutes) => isNews({ affected: 0 }, minutes))).toEqual([false, true]);
  expect([0, 1].map((minutes) => isNews({ kind: 'key_refused' }, minutes))).toEqual([false, true]);
  expect(isNews({ kind: 'key_refused', affected: 0 }, 15)).toBe(false);
  for (const kind of ['down', 'not_shown'] as const) {
    expect([1, 14, 15].map((minutes) => isNews({ kind }, minutes))).toEqual([false, false, true]);
    expect(isNews({ kind, affected: 0 }, 15)).toBe(false);
  }
  expect(isNews({ toldAt: now }, 60)).toBe(false);
});
