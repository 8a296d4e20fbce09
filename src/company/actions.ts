/** The action IDs of the company connection, which other features' buttons use too. */

/** A button that shows how people connect, for admins. */
export const openModeAction = 'company:open_mode';
/** A button that chooses one connection for the whole company. */
export const chooseCompanyAction = 'company:choose_company';
/** A button that chooses personal connections. */
export const choosePersonalAction = 'company:choose_personal';
/** A button that sends the company link to the admin who presses it: the first one, or one to reconnect with. */
export const connectCompanyAction = 'company:connect';
/** A button under a company link that came to nothing. */
export const newCompanyLinkAction = 'company:new_link';
/** A button that asks Gong whether the company connection works. */
export const testCompanyAction = 'company:test';
/** A button that enables the auth config of a company connection that is down; its value is the outage's ID. */
export const enableCompanyAction = 'company:enable_auth_config';
/** A button that opens the form for another API base URL of the company connection. */
export const changeCompanyUrlAction = 'company:change_url';
