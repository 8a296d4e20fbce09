/** When an outage is mentioned again, and what admins are told of. */

import { describe, expect, test } from 'vitest';
import { dueNotice, gatherMs, type OpenOutage, pausedNoticeKind } from '../../src/alerts/notice-schedule.ts';
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
    reopenedAt: null,
    usersToldAt: null,
    endToldAt: null,
    reminders: 0,
    nextReminderAt: null,
    snoozedUntil: null,
    authConfigId: 'ac_1',
    incidentId: null,
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
    expect(dueNotice([outage('2', 'disabled', now - 1)], [], now)).toEqual([]);
    expect(dueNotice(outages, [], now)).toEqual(['1', '2']);
    const told = notice(pausedNoticeKind, { outageIds: ['1', '2'] }, now);
    expect(dueNotice(outages, [told], now + 1)).toEqual([]);
    expect(dueNotice([...outages, outage('3', 'disabled', now)], [told], now + gatherMs)).toEqual(['3']);
  });

  test('hear nothing more of what an incident speaks of', () => {
    const ofIt = { ...outage('1', 'disabled', now - 60_000), incidentId: 'i1' };
    expect(dueNotice([ofIt], [], now)).toEqual([]);
    expect(dueNotice([ofIt, outage('2', 'disabled', now - gatherMs)], [], now)).toEqual(['2']);
  });

  test('hear nothing of single connections that broke', () => {
    expect(dueNotice([outage('1', 'expired', 1), outage('2', 'deleted', 1)], [], now)).toEqual([]);
  });
});
