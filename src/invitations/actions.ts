/** The action and callback IDs of invitations, and the IDs of the form's blocks. */

/** A button that opens the form. */
export const inviteAction = 'invitations:open';
/** A button that silences the reminders for whoever presses it. */
export const stopRemindersAction = 'invitations:stop_reminders';
/** A button that sends everybody of a batch as a file; its value is the batch's ID. */
export const sendPeopleAction = 'invitations:send_people';
/** The select of user groups, which asks the bot what there is. */
export const userGroupsAction = 'invitations:user_groups';
export const formCallback = 'invitations:form';
export const previewCallback = 'invitations:preview';
