/** The action and callback IDs of `/gong-setup`. */

export const chooseCallback = 'setup:choose';
export const registerCallback = 'setup:register';
export const adoptCallback = 'setup:adopt';
export const inviteCallback = 'setup:invite';
/** A button that offers an auth config made by hand; its value is the auth config's ID. */
export const adoptAction = 'setup:use_existing';
/** A button that opens Gong's API page in the browser. */
export const openGongAction = 'setup:open_gong';
export const startOverAction = 'setup:start_over';
export const inviteAction = 'setup:invite_people';
