/** The action and callback IDs of comparing and changing scopes. */

/** A button that opens the comparison, with the form below it. */
export const openScopesAction = 'scopes:open';
export const chooseScopesCallback = 'scopes:choose';
export const tickedCallback = 'scopes:ticked';
/** A button that asks exactly those to reconnect who lack a scope. */
export const askLackingAction = 'scopes:ask_lacking';
/** A button that asks those of whom it is not known. */
export const askUnknownAction = 'scopes:ask_unknown';
