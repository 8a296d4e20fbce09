/** The kinds of messages that both whoever composes them and the store’s transactions name. */

/** The DM that carries a connect link, a person’s or the company’s, and follows it. */
export const linkMessageKind = 'link';
/** An alert or a reminder of an outage. */
export const alertMessageKind = 'alert';
/** Says to whoever had an alert that it works again. */
export const recoveredMessageKind = 'recovered';
/** Says to admins what broke for several together. */
export const incidentMessageKind = 'incident';
/** Says to somebody that they may use the company connection. */
export const grantMessageKind = 'company_grant';
/** Says to somebody that they were denied at Composio. */
export const blockedMessageKind = 'company_blocked';
/** Offers admins one connection for the whole company. */
export const offerMessageKind = 'company_offer';
/** Says to whoever uses the company connection that it is down. */
export const usersOutageKind = 'company_outage';
/** Says to them that it works again. */
export const usersRecoveredKind = 'company_recovered';
/** Says to admins that the access list cannot be written. */
export const accessTroubleKind = 'access_trouble';
