/** The action IDs of "Check setup". */

export const checkSetupAction = 'checkup:check';
export const ticketAction = 'checkup:ticket';
