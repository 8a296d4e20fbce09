/** What is kept of the company connection, and of who may use it. */

import type { CompanyStatus, NewMessage } from '../model.ts';
import type { AccessStore, Tell } from './access.ts';

export type { Tell };

/** A link that came to nothing because somebody did not or could not approve. */
export interface StuckConsent {
  attemptId: string;
  slackUserId: string;
  outcome: 'lapsed' | 'declined';
  /** What Composio says of it; null: nothing. Absent from what was written down before it was kept. */
  reason?: string | null;
  endedAt: number;
}

/** A message in which somebody read that the company connection does not work. */
export interface ToldOfOutage {
  isAdmin: boolean;
  recipient: string;
  dedupeKey: string;
}

export interface CompanyStore extends AccessStore {
  companyStatus(teamId: string): Promise<CompanyStatus>;
  /**
   * Enters a wish to use the company connection; a connection of their own that does not work, and links on their way,
   * end with it. `repeated`: they are let in already, or about to be; `personal`: people connect on their own here by now;
   * `blocked`: another hand denies them at Composio, which stands and is looked at again soon.
   */
  requestGrant(
    teamId: string,
    slackUserId: string,
    externalUserId: string,
    now: number,
  ): Promise<'asked' | 'repeated' | 'personal' | 'blocked'>;
  /** How many are in each state of a grant. */
  countGrants(teamId: string): Promise<Record<string, number>>;
  /** Slack user IDs of those who are let in and have no working connection of their own. */
  companyUsers(teamId: string): Promise<string[]>;
  /**
   * Owes the message of an outage to everybody who uses the connection, once for each time that it began to go on; who
   * was let in since reads of it in the message that says so. False: it is over, or they were told.
   */
  tellUsersOfOutage(teamId: string, outageId: string, tell: Tell, now: number): Promise<boolean>;
  /**
   * Owes the end of an outage, once, to everybody who was told of it: by an alert, by its message, or when they were let
   * in during it; that last message is shown anew. False: it goes on again, or they were told.
   */
  tellOfOutageEnd(
    teamId: string,
    outageId: string,
    tell: (told: readonly ToldOfOutage[]) => readonly NewMessage[],
    now: number,
  ): Promise<boolean>;
  /**
   * Ends an attempt that Composio refuses to share, and with it every request to a colleague to approve. With no company
   * connection standing, people connect on their own again.
   * @param tell `users`: those who waited for the connection; `senders`: the admins whose colleagues were asked, except
   * who had asked for this very link
   */
  refuseSharing(
    teamId: string,
    attemptId: string,
    tell: { users: Tell; senders: Tell },
    now: number,
  ): Promise<'personal_again' | 'unchanged'>;
  /** Personal links since then that lapsed or were declined, oldest first. */
  stuckConsents(teamId: string, since: number, limit: number): Promise<StuckConsent[]>;
}
