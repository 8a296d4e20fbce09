/** When admins hear of something: quiet hours, and the time of the digest. Pure. */

import { minuteOfDay, nextTimeOfDay } from '../local-time.ts';
import type { NoticePreferences } from '../stores/notices.ts';

/** A digest comes at nine in the morning. */
export const digestMinute = 9 * 60;

/** When a new message may be sent, in Unix milliseconds: now, or when the quiet hours are over. */
export function mayBeSentAt({ quiet, timeZone }: Pick<NoticePreferences, 'quiet' | 'timeZone'>, now: number): number {
  if (quiet === null || !isWithin(quiet, minuteOfDay(now, timeZone))) return now;
  return nextTimeOfDay(now, timeZone, quiet.until);
}

/** @param covered until when digests have covered what happened */
export function isDigestDue(covered: number, timeZone: string, now: number): boolean {
  return now >= nextTimeOfDay(covered, timeZone, digestMinute);
}

/** Quiet hours may go over midnight. */
function isWithin({ from, until }: { from: number; until: number }, minute: number): boolean {
  return from < until ? minute >= from && minute < until : minute >= from || minute < until;
}
