/** The action ID of the button that opens a page for the client secret, whatever form it is in. */

export const openPageAction = 'secret_page:open';
