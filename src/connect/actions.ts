/** The action and callback IDs of `/gong-connect`, which other features' buttons use too. */

/** A button that makes a new link with the last API base URL, asking nothing. */
export const reconnectAction = 'connect:reconnect';
/** A button that opens the connect form. */
export const openFormAction = 'connect:open_form';
/** The button with the personal link in it. */
export const openLinkAction = 'connect:open_link';
export const disconnectAction = 'connect:disconnect';
export const detailsAction = 'connect:details';
export const testAction = 'connect:test';
export const askAdminsAction = 'connect:ask_admins';
/** In the connect form, for somebody who may not approve in Gong. */
export const askInsteadAction = 'connect:ask_instead';
export const formCallback = 'connect:form';
