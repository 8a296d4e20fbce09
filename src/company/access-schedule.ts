/** When the access list is worked on, and when a failure is told. Pure. */

import type { AccessTrouble } from '../model.ts';
import type { AccessWork } from '../stores/access.ts';

/** How often the list is held against what it should be when nothing has changed here. */
const recheckMs = 60 * 60_000;
const firstRetryMs = 15_000;
const longestRetryMs = 10 * 60_000;
/** A refusal that comes again is no accident. */
const refusalIsNewsAfterMs = 60_000;
/** What may pass by itself is given this long; so is an account that was deleted, which has an alert of its own. */
const troubleIsNewsAfterMs = 15 * 60_000;

/** Whether there is something to read, and perhaps to write. */
export function isAccessDue({ accountId, owed, confirmed, trouble }: AccessWork, fence: number, now: number): boolean {
  if (trouble?.accountId === accountId) return now >= trouble.nextTryAt;
  if (confirmed?.accountId !== accountId) return true;
  // Whoever held the lease before may have written since.
  if (confirmed.fence !== fence || now - confirmed.confirmedAt >= recheckMs) return true;
  const mustDeny = confirmed.form === 'deny_list' && confirmed.hasNewcomers;
  return mustDeny || owed - confirmed.leftOut > 0;
}

/** The pause after so many runs that failed one after the other. */
export function accessRetryMs(tries: number): number {
  return Math.min(firstRetryMs * 2 ** Math.min(tries - 1, 20), longestRetryMs);
}

/** Whether admins are to hear of a failure now. */
export function isAccessNews({ kind, beganAt, toldAt, affected }: AccessTrouble, now: number): boolean {
  if (toldAt !== null) return false;
  const isRefusal = kind === 'sharing_refused' || kind === 'bad_request' || kind === 'not_kept';
  // With nobody waiting, nobody is kept in or out by what may pass by itself, or has the whole bot fail.
  if (!isRefusal && affected === 0) return false;
  return now - beganAt >= (isRefusal || kind === 'key_refused' ? refusalIsNewsAfterMs : troubleIsNewsAfterMs);
}
