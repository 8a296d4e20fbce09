/** When somebody who was invited is reminded: at ten in the morning where they are. Pure. */

const dayMs = 24 * 3_600_000;
const hourMs = 3_600_000;
/** After the invitation. */
const nudgeAfterDays = [1, 3, 7];
/** Where Slack does not say where somebody is. */
export const usualTimeZone = 'UTC';
/** A reminder that is later than this, since the bot stood still, waits for the next morning. */
const latestMs = hourMs;
/** Reminders are at least this far apart, whoever asked for them. */
const apartMs = 20 * hourMs;

/** Over all invitations together, nobody is reminded more often than this in `capWindowMs`. */
export const mostNudges = 3;
export const capWindowMs = 30 * dayMs;

/**
 * The next ten o'clock in the morning of a time zone.
 * @param timeZone an IANA name
 * @param atOrAfterMs Unix milliseconds
 * @returns Unix milliseconds, `atOrAfterMs` itself when it is ten o'clock then
 */
export function nextTenOClock(timeZone: string, atOrAfterMs: number): number {
  const today = Math.floor(wallClock(timeZone, atOrAfterMs) / dayMs) * dayMs;
  // A zone that moves across the date line leaves out a whole day.
  for (let day = today; ; day += dayMs) {
    const at = whenWallClockSays(timeZone, day + 10 * hourMs);
    if (at !== null && at >= atOrAfterMs) return at;
  }
}

/**
 * When the next reminder of an invitation is due.
 * @param after only later ones count
 * @returns Unix milliseconds; null: there is none left
 */
export function nextNudgeAt(invitedAt: number, timeZone: string | null, after: number): number | null {
  const zone = timeZone ?? usualTimeZone;
  const times = nudgeAfterDays.map((days) => nextTenOClock(zone, invitedAt + days * dayMs));
  return times.find((at) => at > after) ?? null;
}

/** The first reminder of an invitation that is sent now. */
export function firstNudgeAt(invitedAt: number, timeZone: string | null): number {
  return nextTenOClock(timeZone ?? usualTimeZone, invitedAt + dayMs);
}

/**
 * What is done about a reminder that is due.
 * @param recent when the person was reminded in the last `capWindowMs`, oldest first
 */
export function judgeNudge(
  invitation: { createdAt: number; timeZone: string | null; nextNudgeAt: number },
  recent: readonly number[],
  now: number,
): { kind: 'send' | 'leave-out'; nextNudgeAt: number | null } | { kind: 'postpone'; nextNudgeAt: number } {
  const zone = invitation.timeZone ?? usualTimeZone;
  const next = nextNudgeAt(invitation.createdAt, invitation.timeZone, now);
  if (recent.length >= mostNudges) return { kind: 'leave-out', nextNudgeAt: next };
  const earliest = Math.max(now, (recent.at(-1) ?? Number.NEGATIVE_INFINITY) + apartMs);
  const isTooLate = now - invitation.nextNudgeAt > latestMs;
  if (earliest > now || isTooLate) return { kind: 'postpone', nextNudgeAt: nextTenOClock(zone, earliest) };
  return { kind: 'send', nextNudgeAt: next };
}

/** What a clock on the wall shows, as if it stood in UTC. */
function wallClock(timeZone: string, at: number): number {
  const parts: Record<string, number> = {};
  for (const { type, value } of formatOf(timeZone).formatToParts(at)) parts[type] = Number(value);
  const { year = 0, month = 1, day = 0, hour = 0, minute = 0, second = 0 } = parts;
  return Date.UTC(year, month - 1, day, hour, minute, second);
}

/** The moment at which the wall clock shows this; null: it never does, or the clocks are being changed around it. */
function whenWallClockSays(timeZone: string, wall: number): number | null {
  const offsets = [wall - dayMs, wall + dayMs].map((near) => wallClock(timeZone, near) - near);
  const moments = offsets.map((offset) => wall - offset).filter((at) => wallClock(timeZone, at) === wall);
  return moments.length > 0 ? Math.min(...moments) : null;
}

/** Making one is slow. */
const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone);
  if (known) return known;
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  formats.set(timeZone, format);
  return format;
}
