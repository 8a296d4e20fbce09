import { expect, it } from 'vitest';
import { minutesToTen } from './time-section.js';

it('the next ten in the morning is never now, and is each time zone’s own', () => {
  const at = Date.UTC(2026, 0, 5, 9, 30);
  expect(minutesToTen(at, 'Europe/London')).toBe(30);
  expect(minutesToTen(at, 'Europe/Amsterdam')).toBe(23 * 60 + 30);
  expect(minutesToTen(at + 30 * 60_000, 'Europe/London')).toBe(24 * 60);
});
