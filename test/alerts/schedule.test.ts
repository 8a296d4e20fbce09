/** When an outage is mentioned again, and what admins are told of. */

import { describe, expect, test } from 'vitest';
import {
  authConfigDisabledNoticeKind,
  dueNotices,
  gatherMs,
  massNoticeKind,
  type OpenOutage,
  pausedNoticeKind,
} from '../../src/alerts/notice-schedule.ts';
import { nextReminderAt } from '../../src/alerts/schedule.ts';
import type { OwedMessage } from '../../src/model.ts';

const hourMs = 3_600_000;
const delays = [24 * hourMs, 72 * hourMs, 168 * hourMs];

test('reminders come at their hours and then no more', () => {
  expect(nextReminderAt(1_000, delays, 1_000)).toBe(1_000 + 24 * hourMs);
  expect(nextReminderAt(1_000, delays, 1_000 + 24 * hourMs)).toBe(1_000 + 72 * hourMs);
  expect(nextReminderAt(1_000, delays, 1_000 + 100 * hourMs)).toBe(1_000 + 168 * hourMs);
  expect(nextReminderAt(1_000, delays, 1_000 + 168 * hourMs)).toBeNull();
});

describe('admins', () => {
  const outage = (id: string, cause: OpenOutage['cause'], beganAt: number): OpenOutage => ({
    id,
    teamId: 'T1',
    connectionId: `c-${id}`,
    owner: `U${id}`,
    beganAt,
    endedAt: null,
    cause,
    reminders: 0,
    nextReminderAt: null,
    snoozedUntil: null,
    authConfigId: 'ac_1',
  });
  const notice = (kind: string, data: Record<string, unknown>, createdAt: number): OwedMessage => ({
    id: `m-${createdAt}`,
    teamId: 'T1',
    recipient: 'UADMIN',
    kind,
    subject: 's',
    data,
    revision: 1,
    shownRevision: 1,
    attempts: 0,
    channel: null,
    ts: null,
    isSendUnknown: false,
    createdAt,
  });
  const now = 1_000_000;

  test('hear of connections paused one after the other in one notice, once', () => {
    const outages = [outage('1', 'disabled', now - gatherMs), outage('2', 'disabled', now - 1)];
    expect(dueNotices([outage('2', 'disabled', now - 1)], [], now)).toEqual([]);
    expect(dueNotices(outages, [], now)).toEqual([{ kind: pausedNoticeKind, data: { outageIds: ['1', '2'] } }]);
    const told = notice(pausedNoticeKind, { outageIds: ['1', '2'] }, now);
    expect(dueNotices(outages, [told], now + 1)).toEqual([]);
    expect(dueNotices([...outages, outage('3', 'disabled', now)], [told], now + gatherMs)).toEqual([
      { kind: pausedNoticeKind, data: { outageIds: ['3'] } },
    ]);
  });

  test('hear once of a disabled auth config, and again when it is disabled again', () => {
    const outages = [outage('1', 'auth_config_disabled', now), outage('2', 'auth_config_disabled', now + 1)];
    const due = dueNotices(outages, [], now + 1);
    expect(due).toEqual([{ kind: authConfigDisabledNoticeKind, data: { authConfigId: 'ac_1', since: now } }]);
    const told = notice(authConfigDisabledNoticeKind, { authConfigId: 'ac_1', since: now }, now + 2);
    expect(dueNotices(outages, [told], now + 3)).toEqual([]);
    expect(dueNotices(outages.slice(1), [told], now + 3)).toEqual([]);
    expect(dueNotices([outage('9', 'auth_config_disabled', now + hourMs)], [told], now + hourMs)).toHaveLength(1);
  });

  test('hear nothing more of what a mass notice speaks of', () => {
    const told = notice(
      massNoticeKind,
      { authConfigId: 'ac_1', cause: 'disabled', since: now, count: 8 },
      now + 60_000,
    );
    const ofIt = [outage('1', 'disabled', now - 60_000), outage('2', 'disabled', now + 60_001)];
    expect(dueNotices(ofIt, [told], now + hourMs)).toEqual([]);
    const ofAnotherCause = outage('4', 'auth_config_disabled', now + 60_001);
    expect(dueNotices([ofAnotherCause], [told], now + hourMs)).toHaveLength(1);
    const elsewhere = { ...outage('3', 'disabled', now), authConfigId: 'ac_2' };
    expect(dueNotices([elsewhere], [told], now + hourMs)).toHaveLength(1);
  });

  test('hear nothing of single connections that broke', () => {
    expect(dueNotices([outage('1', 'expired', 1), outage('2', 'deleted', 1)], [], now)).toEqual([]);
  });
});
