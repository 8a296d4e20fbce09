/** What is kept of people: who they are to Composio, and what they have. */

import type { NewMessage, Person, PersonStatus } from '../model.ts';

export interface PeopleStore {
  statusOf(teamId: string, slackUserId: string): Promise<PersonStatus>;
  /** The person's row, made with `externalUserId` if there is none yet. */
  ensurePerson(teamId: string, slackUserId: string, externalUserId: string, now: number): Promise<Person>;
  /** Slack user IDs that still have something to lose: a connection, an attempt, a use of the company connection. */
  peopleAtStake(teamId: string): Promise<string[]>;
  /** The person was deactivated in Slack: everything they had is owed to be deleted and revoked. */
  markLeft(teamId: string, slackUserId: string, now: number): Promise<boolean>;
  /**
   * The person disconnects: their account is owed to be deleted and revoked, their use of the company connection to be
   * withdrawn. False: there was nothing. `by`: an admin does it for them, and they are told.
   */
  disconnect(
    teamId: string,
    slackUserId: string,
    now: number,
    by?: { actor: string; message: NewMessage },
  ): Promise<boolean>;
  /** How many people are in each state with a connection of their own. */
  countByState(teamId: string): Promise<Record<string, number>>;
}
