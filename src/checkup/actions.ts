/** The action IDs of "Check setup". */

export const checkSetupAction = 'checkup:check';
export const ticketAction = 'checkup:ticket';
/** A button that looks at all connections now, and then checks again. */
export const lookNowAction = 'checkup:look_now';
