/** The action and callback IDs of incidents and of how admins hear of them. */

/** A button that looks again, and tries what can be tried; its value is the incident's ID. */
export const checkAgainAction = 'incidents:check_again';
/** A button that enables the auth config at Composio; its value is the incident's ID. */
export const enableAuthConfigAction = 'incidents:enable_auth_config';
/** A button that tells everybody who is held back; its value is the incident's ID. */
export const tellPeopleAction = 'incidents:tell_people';
/** A button that gives whoever presses it the incident's message; its value is the incident's ID. */
export const showIncidentAction = 'incidents:show';
/** The hub's button that opens the form of how admins hear of trouble. */
export const noticesAction = 'incidents:notices';
export const noticesCallback = 'incidents:notices_form';
