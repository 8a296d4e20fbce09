/** Taking the setup away: everything that the workspace has of Gong ends in one transaction. */

import type { NewMessage, SavedSetup } from '../model.ts';

/** An auth config that is owed to be deleted at Composio. */
export interface AuthConfigRemoval {
  authConfigId: string;
  tries: number;
}

export interface SetupRemovalStore {
  /** Slack user IDs of everybody who has a connection, or may use the company's. */
  peopleConnected(teamId: string): Promise<string[]>;
  /**
   * The setup is no longer in force; every account is owed to be deleted and revoked, every grant is gone, every link
   * on its way ends. False: another setup is in force, or none.
   */
  removeSetup(
    setup: SavedSetup,
    given: { by: string; deletesAuthConfig: boolean; notify: readonly NewMessage[] },
    now: number,
  ): Promise<boolean>;
  /** Auth configs that may be tried now and have no account left that is owed to be deleted. */
  dueAuthConfigRemovals(teamId: string, now: number): Promise<AuthConfigRemoval[]>;
  markAuthConfigRemoved(teamId: string, authConfigId: string, now: number): Promise<void>;
  postponeAuthConfigRemoval(teamId: string, authConfigId: string, nextAt: number): Promise<void>;
}
