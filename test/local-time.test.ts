/** Clocks on the wall, over midnight and clock changes. */

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isTimeZone, minuteOfDay, nextTimeOfDay, readTimeOfDay, timeOfDayInWords } from '../src/local-time.ts';

const at = (iso: string): number => Date.parse(iso);

test.each([
  ['Europe/Amsterdam', '2026-11-24T07:30:00Z', '2026-11-24T08:00:00Z'],
  ['Europe/Amsterdam', '2026-11-24T08:00:00Z', '2026-11-25T08:00:00Z'],
  // Clocks go forward on 29 March 2026 and back on 25 October 2026.
  ['Europe/Amsterdam', '2026-03-28T12:00:00Z', '2026-03-29T07:00:00Z'],
  ['Europe/Amsterdam', '2026-10-24T12:00:00Z', '2026-10-25T08:00:00Z'],
  ['Asia/Tokyo', '2026-11-24T07:30:00Z', '2026-11-25T00:00:00Z'],
  ['Asia/Kolkata', '2026-11-24T00:00:00Z', '2026-11-24T03:30:00Z'],
])('nine o’clock in %s after %s is %s', (zone, after, expected) => {
  expect(new Date(nextTimeOfDay(at(after), zone, 540)).toISOString()).toBe(new Date(expected).toISOString());
});

test('the next time of day is ahead, at most a day and an hour, and shows that time', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: at('2026-01-01'), max: at('2027-01-01') }),
      // Not between two and four at night, which a clock change may leave out.
      fc.integer({ min: 240, max: 1439 }),
      fc.constantFrom('Europe/Amsterdam', 'America/New_York', 'Asia/Tokyo', 'UTC'),
      (after, minute, zone) => {
        const next = nextTimeOfDay(after, zone, minute);
        expect(next).toBeGreaterThan(after);
        expect(next - after).toBeLessThanOrEqual(25 * 3_600_000);
        expect(minuteOfDay(next, zone)).toBe(minute);
      },
    ),
  );
});

test('times of day are read and written as Slack’s time picker has them', () => {
  expect(readTimeOfDay('21:30')).toBe(1290);
  expect(timeOfDayInWords(1290)).toBe('21:30');
  expect(timeOfDayInWords(5)).toBe('00:05');
  for (const wrong of ['', '9:00', '24:00', '12:60', 'noon']) expect(readTimeOfDay(wrong)).toBeNull();
});

test('only time zones that the runtime knows count', () => {
  expect(isTimeZone('Europe/Amsterdam')).toBe(true);
  expect(isTimeZone('Mars/Olympus')).toBe(false);
});
