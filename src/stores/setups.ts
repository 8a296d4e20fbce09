/** What is kept of the setups: at most one is in force per team. */

import type { NewMessage, SavedSetup, Setup } from '../model.ts';

/** The admins' message about somebody who asks them, whose Slack user ID is its subject. */
export const askedMessageKind = 'asked';
/** To somebody who asked before Gong was set up: owed when they ask, and sent when it is. */
export const canConnectKind = 'can_connect';
/** The subject of those. */
export const untilSetUp = 'not_set_up';

export type SetupDraft = Omit<Setup, 'state' | 'authConfigId' | 'redirectUriReadBack' | 'savedAt'>;

export interface SetupStore {
  savedSetup(teamId: string): Promise<SavedSetup | null>;
  setupOfForm(teamId: string, formId: string): Promise<Setup | null>;
  /** The name of the newest auth config that Composio may hold although nobody ever heard that it was made. */
  lostSetupName(teamId: string): Promise<string | null>;
  /** Setups whose answer from Composio was being awaited. */
  creatingSetups(teamId: string): Promise<Setup[]>;
  /**
   * Takes a form's submission: `claimed` for the one that is to ask Composio; `repeated` when this form is being
   * worked on or saved already; `taken` when another form is, or when `replaces` is not the setup in force.
   */
  claimSetup(
    draft: SetupDraft,
    replaces: string | null,
  ): Promise<{ outcome: 'claimed' | 'repeated' | 'taken'; setup: Setup }>;
  /**
   * Puts a claimed setup in force; the one before is replaced and its unfinished attempts are superseded. Who asked for
   * Gong to be set up is told, and the admins' messages about them say so.
   */
  saveSetup(
    teamId: string,
    setupId: string,
    saved: { authConfigId: string; redirectUriReadBack: string | null },
    notify: NewMessage,
    now: number,
  ): Promise<SavedSetup>;
  /** @param code `interrupted`, or `lost_…` when Composio may have made the auth config all the same */
  failSetup(teamId: string, setupId: string, code: string, now: number, notify: NewMessage | null): Promise<void>;
}
