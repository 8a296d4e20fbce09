/** The action and callback IDs of `/gong-setup`. */

export const chooseCallback = 'setup:choose';
export const registerCallback = 'setup:register';
export const adoptCallback = 'setup:adopt';
/** A button that offers an auth config made by hand; its value is the auth config's ID. */
export const adoptAction = 'setup:use_existing';
/** A button that opens Gong's API page in the browser. */
export const openGongAction = 'setup:open_gong';
/** A button that changes between the client secret's input and a page outside Slack. */
export const secretPageAction = 'setup:secret_page';
/** A button that opens the wizard while nothing is set up. */
export const setUpAction = 'setup:open';
export const startOverAction = 'setup:start_over';
