/** What is not known for certain about Gong: each guess is a switch, so that the bot can be tested on both sides. */

export interface GongSwitches {
  /** Whether a new approval by the same admin ends the tokens of the one before. */
  secondApprovalKillsFirst: boolean;
  /** Whether grants die when the admin who gave them leaves or stops being a Technical Admin. */
  grantsDieWithApprover: boolean;
  /** What a scope that is not registered with the integration leads to: a Gong page, or back with `invalid_scope`. */
  unregisteredScope: 'error-page' | 'redirect';
  /** Whether a revocation ends one grant, or every grant of that integration, since one approval covers the company. */
  revocation: 'one-grant' | 'all-grants';
  /** Whether any `<label>.api.gong.io` answers for the company, or only its own. */
  foreignRegion: 'answers' | 'refuses';
}

export const GONG_DEFAULTS: GongSwitches = {
  secondApprovalKillsFirst: false,
  grantsDieWithApprover: true,
  unregisteredScope: 'error-page',
  revocation: 'one-grant',
  foreignRegion: 'answers',
};
