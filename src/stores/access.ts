/** What is kept of the company connection's access list at Composio, and of the work on it. */

import type { AccessForm, AccessTrouble, AccessTroubleKind, Grant, NewMessage } from '../model.ts';

/** Messages to these people, composed within the transaction that finds out who they are. */
export type Tell = (slackUserIds: readonly string[]) => readonly NewMessage[];

/** Somebody as Composio's access list knows them. */
export interface AccessPerson {
  slackUserId: string;
  externalUserId: string;
  /** null: they never asked. */
  state: Grant['state'] | null;
  /** When they came into that state, and when they asked last; 0: never. */
  since: number;
  askedAt: number;
  /** Whether another hand than the bot's was seen to deny them. */
  isBlocked: boolean;
}

/** What there is to do about the access list of the company's account. */
export interface AccessWork {
  /** The account there is; null: none, so that there is no list either. */
  accountId: string | null;
  /** Whether Composio was seen to know that account no more. */
  isGone: boolean;
  /** How many are owed to be entered or taken out, and how many of them to be taken out. */
  owed: number;
  leaving: number;
  /** The account whose list was last read back, and how it was then; null: none. */
  confirmed: {
    accountId: string;
    form: AccessForm;
    /** How many wanted in and had no place. */
    leftOut: number;
    confirmedAt: number;
    /** The lease under which it was read back; 0: it is to be read again. */
    fence: number;
    /** Whether somebody became known here since. */
    hasNewcomers: boolean;
  } | null;
  /** Whether a deny-list may have left that was not read back. */
  mayHaveDenied: boolean;
  /** What keeps it from being done; null: nothing. */
  trouble: (AccessTrouble & { accountId: string }) | null;
}

/** Everybody whom the bot knows, by whether they are to be let in. */
export interface AccessPeople {
  /** Those who want in or are in, longest first. */
  letIn: readonly AccessPerson[];
  /** Those who never asked, disconnected, left or are blocked. */
  shut: readonly AccessPerson[];
  /** How often somebody had become known; newcomers since may be missing. */
  newcomers: number;
}

/** A list that Composio was seen to have. */
export interface AccessConfirmed {
  accountId: string;
  fence: number;
  form: AccessForm;
  newcomers: number;
  /** Slack user IDs of those who were `wanted` and `withdrawing` when the list was drawn up. */
  entered: readonly string[];
  takenOut: readonly string[];
  /** Slack user IDs of those who want in and have no place. */
  leftOut: readonly string[];
  /** What it undid that others had changed, for the audit; null: nothing. */
  undid: Readonly<Record<string, unknown>> | null;
}

/** A run writes only as long as no younger lease has begun one: then its methods give false, or null, and do nothing. */
export interface AccessStore {
  accessWork(teamId: string): Promise<AccessWork>;
  accessPeople(teamId: string): Promise<AccessPeople>;
  /** Claims the list for this lease. */
  beginAccessRun(teamId: string, fence: number): Promise<boolean>;
  /** Writes down that a list of this form is about to leave. */
  beginAccessWrite(teamId: string, fence: number, form: AccessForm): Promise<boolean>;
  /**
   * Composio was seen to deny people by another hand, whose grant ends with it and who are told, or to deny them no more.
   * @param seen Slack user IDs
   */
  noteBlocks(
    teamId: string,
    seen: { accountId: string; fence: number; blocked: readonly string[]; lifted: readonly string[] },
    tell: Tell,
    now: number,
  ): Promise<boolean>;
  /**
   * Composio was seen to have this list: who was entered is granted and told, who was taken out is out, and who has no
   * place any more waits for one. An account that this one took over from may go now. False also when another account
   * has taken its place.
   */
  confirmAccess(teamId: string, confirmed: AccessConfirmed, tell: Tell, now: number): Promise<boolean>;
  /** A run failed. What was told of it is shown anew when it is another kind, or of others. @param id of a new trouble */
  noteAccessTrouble(
    teamId: string,
    failed: { id: string; accountId: string; fence: number; kind: AccessTroubleKind; nextTryAt: number },
    now: number,
  ): Promise<AccessTrouble | null>;
  /** Written once. */
  tellOfAccessTrouble(teamId: string, troubleId: string, messages: readonly NewMessage[], now: number): Promise<void>;
  /** null: there was none. */
  accessTrouble(teamId: string, troubleId: string): Promise<AccessTrouble | null>;
  /** Slack user IDs of those who wait to be entered or taken out, longest first, at most `limit` each. */
  owedAccess(teamId: string, limit: number): Promise<{ waiting: string[]; leaving: string[] }>;
  /** There is no list any more: who was owed to be taken out is out. What comes instead is read before it is trusted. */
  settleWithdrawals(teamId: string, now: number): Promise<void>;
}
