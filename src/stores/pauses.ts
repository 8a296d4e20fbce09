/** When an admin paused Gong for the workspace on purpose: what breaks then is no surprise. */

export interface Pause {
  id: string;
  teamId: string;
  authConfigId: string;
  /** The admin's Slack user ID. */
  pausedBy: string;
  beganAt: number;
}

export type PauseOutcome = 'resumed' | 'refused' | 'found_enabled';

export interface PauseStore {
  /** The pause that goes on; null: there is none. */
  openPause(teamId: string): Promise<Pause | null>;
  /** False: there is one already. */
  beginPause(pause: Pause): Promise<boolean>;
  /**
   * `resumed`: an admin ended it; `refused`: Composio did not take it; `found_enabled`: Composio has it enabled all the
   * same. False: it is over already.
   */
  endPause(teamId: string, pauseId: string, how: { by: string; outcome: PauseOutcome }, now: number): Promise<boolean>;
}
