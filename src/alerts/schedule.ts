/** When an outage is mentioned again. Pure. */

export const snoozeMs = 7 * 24 * 3_600_000;

/**
 * @param delaysMs after the outage's beginning, rising (`REMINDER_HOURS`)
 * @returns when the first reminder later than `after` is due; null: none is left
 */
export function nextReminderAt(beganAt: number, delaysMs: readonly number[], after: number): number | null {
  const delayMs = delaysMs.find((delay) => beganAt + delay > after);
  return delayMs === undefined ? null : beganAt + delayMs;
}
