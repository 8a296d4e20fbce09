/** The action IDs of alerts. */

/** A button that silences an outage's reminders; its value is the outage's ID. */
export const snoozeAction = 'alerts:snooze';
