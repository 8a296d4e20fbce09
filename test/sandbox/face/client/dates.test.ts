import { expect, it } from 'vitest';
import { writeDate, writeDay, writeDuration, writeTime } from './dates.js';

const now = Date.UTC(2026, 10, 24, 22, 30);
const hour = 3_600_000;

it('writes a date and a time where the reader is', () => {
  const at = now / 1000;
  expect(writeDate(at, '{date_short} at {time}', { now, timeZone: 'UTC' })).toBe('24 Nov 2026 at 22:30');
  expect(writeDate(at, '{date_short} at {time}', { now, timeZone: 'Europe/Amsterdam' })).toBe('24 Nov 2026 at 23:30');
  expect(writeTime(now, 'America/New_York')).toBe('17:30');
});

it('calls the days around now by their names, where the reader is', () => {
  const pretty = (at: number, timeZone: string): string =>
    writeDate(at / 1000, '{date_short_pretty}', { now, timeZone });
  expect(pretty(now, 'UTC')).toBe('today');
  expect(pretty(now + 2 * hour, 'UTC')).toBe('tomorrow');
  expect(pretty(now + 2 * hour, 'America/New_York')).toBe('today');
  expect(pretty(now - 24 * hour, 'UTC')).toBe('yesterday');
  expect(pretty(now - 48 * hour, 'UTC')).toBe('22 Nov 2026');
  expect(writeDay(now, { now, timeZone: 'UTC' })).toBe('Today');
});

it('leaves tokens alone that it does not know', () => {
  expect(writeDate(0, '{time} {moon}', { now, timeZone: 'UTC' })).toBe('00:00 {moon}');
});

it('writes lengths of time in two units', () => {
  expect(writeDuration(20_000)).toBe('');
  expect(writeDuration(10 * 60_000)).toBe('10 min');
  expect(writeDuration(25 * hour)).toBe('1 day 1 h');
  expect(writeDuration(8 * 24 * hour + 60_000)).toBe('8 days 1 min');
});
