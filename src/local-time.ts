/** Clock time in somebody's time zone, daylight saving included. Pure. */

const dayMs = 24 * 3_600_000;
const minuteMs = 60_000;

/** Whether this is an IANA time zone that the runtime knows. */
export function isTimeZone(timeZone: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone });
    return true;
  } catch {
    return false;
  }
}

/** What a clock on the wall shows there: minutes since midnight. */
export function minuteOfDay(atMs: number, timeZone: string): number {
  const parts = new Intl.DateTimeFormat('en', { timeZone, hour: 'numeric', minute: 'numeric', hourCycle: 'h23' });
  const found = Object.fromEntries(parts.formatToParts(atMs).map(({ type, value }) => [type, Number(value)]));
  return (found.hour ?? 0) * 60 + (found.minute ?? 0);
}

/**
 * The first moment after `afterMs` at which a clock there shows that time. Where a clock change leaves the time out that
 * day, the moment that comes right after the gap.
 * @param minute since midnight
 */
export function nextTimeOfDay(afterMs: number, timeZone: string, minute: number): number {
  const startOfMinute = Math.floor(afterMs / minuteMs) * minuteMs;
  const ahead = (minute - minuteOfDay(afterMs, timeZone) + 1440) % 1440;
  const guess = startOfMinute + (ahead === 0 ? dayMs : ahead * minuteMs);
  // A clock change in between makes the guess an hour or so wrong.
  let off = minute - minuteOfDay(guess, timeZone);
  if (off > 720) off -= 1440;
  if (off < -720) off += 1440;
  const moved = guess + off * minuteMs;
  return moved > afterMs && minuteOfDay(moved, timeZone) === minute ? moved : guess;
}

/** `21:30` as minutes since midnight; null for anything else. */
export function readTimeOfDay(text: string): number | null {
  const found = /^([01]\d|2[0-3]):([0-5]\d)$/.exec(text);
  return found ? Number(found[1]) * 60 + Number(found[2]) : null;
}

/** Minutes since midnight as `21:30`. */
export function timeOfDayInWords(minute: number): string {
  return `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
}
