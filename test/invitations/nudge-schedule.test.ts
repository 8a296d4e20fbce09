/** Ten in the morning, wherever somebody is and whatever the clocks there do. */

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { firstNudgeAt, judgeNudge, nextNudgeAt, nextTenOClock } from '../../src/invitations/nudge-schedule.ts';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
const zones = fc.constantFrom(...Intl.supportedValuesOf('timeZone'), 'UTC');
/** Since 2012: before, a few zones had days on which a clock did odd things at ten. */
const moments = fc.integer({ min: Date.UTC(2012, 0, 5), max: Date.UTC(2035, 0, 1) });

function shown(timeZone: string, at: number): string {
  const options = { timeZone, hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' } as const;
  return new Date(at).toLocaleTimeString('en-GB', options);
}
const at = (iso: string): number => Date.parse(iso);

describe('the next ten o’clock', () => {
  test('is ten in the morning there, not before the moment, and at most a day and a clock change later', () => {
    fc.assert(
      fc.property(zones, moments, (zone, moment) => {
        const ten = nextTenOClock(zone, moment);
        expect(shown(zone, ten)).toBe('10:00:00');
        expect(ten).toBeGreaterThanOrEqual(moment);
        expect(ten - moment).toBeLessThanOrEqual(dayMs + 3 * hourMs);
      }),
    );
  });

  test('is the same from every moment up to it, and is its own next', () => {
    fc.assert(
      fc.property(zones, moments, fc.double({ min: 0, max: 1, noNaN: true }), (zone, moment, share) => {
        const ten = nextTenOClock(zone, moment);
        expect(nextTenOClock(zone, Math.floor(moment + (ten - moment) * share))).toBe(ten);
      }),
    );
  });

  test.each([
    ['the day clocks go forward in Amsterdam', 'Europe/Amsterdam', '2026-03-28T10:00:00Z', '2026-03-29T08:00:00Z'],
    ['the day clocks go back in Amsterdam', 'Europe/Amsterdam', '2026-10-24T09:00:00Z', '2026-10-25T09:00:00Z'],
    ['the day clocks go forward in New York', 'America/New_York', '2026-03-07T16:00:00Z', '2026-03-08T14:00:00Z'],
    [
      'half an hour’s change on Lord Howe Island',
      'Australia/Lord_Howe',
      '2026-04-03T23:30:00Z',
      '2026-04-04T23:30:00Z',
    ],
    ['a quarter of an hour in Nepal', 'Asia/Kathmandu', '2026-06-01T04:15:00Z', '2026-06-01T04:15:00Z'],
    ['the day that Samoa left out', 'Pacific/Apia', '2011-12-29T21:00:00Z', '2011-12-30T20:00:00Z'],
    ['one millisecond past ten', 'UTC', '2026-06-01T10:00:00.001Z', '2026-06-02T10:00:00Z'],
  ])('fits %s', (_what, zone, moment, ten) => {
    expect(new Date(nextTenOClock(zone, at(moment))).toISOString()).toBe(new Date(at(ten)).toISOString());
  });
});

describe('reminders', () => {
  const invitedAt = at('2026-06-01T15:00:00Z');

  test('follow after one, three and seven days, and then no more', () => {
    const times = [invitedAt];
    for (let next = nextNudgeAt(invitedAt, null, invitedAt); next !== null; next = nextNudgeAt(invitedAt, null, next)) {
      times.push(next);
    }
    expect(times.slice(1).map((time) => new Date(time).toISOString())).toEqual([
      '2026-06-03T10:00:00.000Z',
      '2026-06-05T10:00:00.000Z',
      '2026-06-09T10:00:00.000Z',
    ]);
    expect(firstNudgeAt(invitedAt, null)).toBe(times[1]);
  });

  const dueAt = at('2026-06-03T10:00:00Z');
  const due = { createdAt: invitedAt, timeZone: 'UTC', nextNudgeAt: dueAt };

  test('go out when they are due, and the one after is named', () => {
    expect(judgeNudge(due, [], dueAt + 5_000)).toEqual({ kind: 'send', nextNudgeAt: at('2026-06-05T10:00:00Z') });
  });

  test('wait for the next morning when the bot stood still', () => {
    const now = dueAt + 15 * hourMs;
    expect(judgeNudge(due, [], now)).toEqual({ kind: 'postpone', nextNudgeAt: at('2026-06-04T10:00:00Z') });
  });

  test('keep away from one that an admin sent yesterday afternoon', () => {
    const recent = [at('2026-06-02T16:00:00Z')];
    expect(judgeNudge(due, recent, dueAt)).toEqual({ kind: 'postpone', nextNudgeAt: at('2026-06-04T10:00:00Z') });
  });

  test('are left out above three in thirty days, and go on afterwards', () => {
    const recent = [20, 15, 10].map((days) => dueAt - days * dayMs);
    expect(judgeNudge(due, recent, dueAt)).toEqual({ kind: 'leave-out', nextNudgeAt: at('2026-06-05T10:00:00Z') });
  });
});
