/** What a workspace has chosen. Nothing chosen: everybody connects on their own. */

import type { ConnectionMode } from '../model.ts';
import type { Tell } from './company.ts';

export interface PreferenceStore {
  connectionMode(teamId: string): Promise<ConnectionMode>;
  /**
   * Written to the audit when it is a change. `personal` ends the company connection: its account is owed to be deleted
   * with its grant revoked, and whoever used it is told.
   */
  chooseConnectionMode(teamId: string, mode: ConnectionMode, actor: string, tell: Tell, now: number): Promise<void>;
}
