/** What is kept of the company connection, and of who may use it. */

import type { AccessForm, CompanyStatus, Grant, NewMessage } from '../model.ts';

/** Somebody as Composio's access list knows them. */
export interface AccessPerson {
  slackUserId: string;
  externalUserId: string;
  /** null: they never asked. */
  state: Grant['state'] | null;
}

/** What there is to do about the access list of the company's account. */
export interface AccessWork {
  /** The account there is; null: none, so that there is no list either. */
  accountId: string | null;
  /** How many are owed to be entered or taken out. */
  owed: number;
  /** The account whose list was last read back, how many want in and have no place, and when; null: none. */
  confirmed: { accountId: string; leftOut: number; confirmedAt: number } | null;
}

/** Everybody whom the bot knows, by whether they are to be let in. */
export interface AccessPeople {
  /** Those who want in or are in, longest first. */
  letIn: readonly (AccessPerson & { askedAt: number })[];
  /** Those who never asked, disconnected or left. */
  shut: readonly AccessPerson[];
}

/** A link that came to nothing because somebody did not or could not approve. */
export interface StuckConsent {
  attemptId: string;
  slackUserId: string;
  outcome: 'lapsed' | 'declined';
  endedAt: number;
}

/** Messages to these people, composed within the transaction that finds out who they are. */
export type Tell = (slackUserIds: readonly string[]) => readonly NewMessage[];

/** A message in which somebody read that the company connection does not work. */
export interface ToldOfOutage {
  isAdmin: boolean;
  recipient: string;
  dedupeKey: string;
}

export interface CompanyStore {
  companyStatus(teamId: string): Promise<CompanyStatus>;
  /**
   * Enters a wish to use the company connection; a connection of their own that does not work, and links on their way,
   * end with it. `repeated`: they are let in already, or about to be; `personal`: people connect on their own here by now.
   */
  requestGrant(
    teamId: string,
    slackUserId: string,
    externalUserId: string,
    now: number,
  ): Promise<'asked' | 'repeated' | 'personal'>;
  /** How many are in each state of a grant. */
  countGrants(teamId: string): Promise<Record<string, number>>;
  accessWork(teamId: string): Promise<AccessWork>;
  accessPeople(teamId: string): Promise<AccessPeople>;
  /**
   * Composio was seen to have this list: who was entered is granted and told, who was taken out is out, and who
   * has no place any more waits for one. An account that this one
   * took over from may go now. False: another account has taken its place meanwhile, and nothing was written.
   */
  confirmAccess(
    teamId: string,
    confirmed: {
      accountId: string;
      form: AccessForm;
      /** Slack user IDs of those who were `wanted` and `withdrawing` when the list was drawn up. */
      entered: readonly string[];
      takenOut: readonly string[];
      /** Slack user IDs of those who want in and have no place. */
      leftOut: readonly string[];
    },
    tell: Tell,
    now: number,
  ): Promise<boolean>;
  /** There is no account any more: who was owed to be taken out is out. */
  settleWithdrawals(teamId: string, now: number): Promise<void>;
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
