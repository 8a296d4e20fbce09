/** The roster: everybody that the bot has met, with the state they are in, a page at a time. */

import type { Cause } from '../connection.ts';
import type { NewMessage } from '../model.ts';

/** `waiting`: a link is out, or access to the company connection is on its way. In the order of urgency. */
export const rosterStates = [
  'not_working',
  'paused',
  'unknown',
  'waiting',
  'invited',
  'not_connected',
  'connected',
  'left',
] as const;
export type RosterState = (typeof rosterStates)[number];

/** `state`: the most urgent first; `since`: the longest in their state first; `newest`: the latest change first. */
export const rosterSorts = ['state', 'name', 'since', 'newest'] as const;
export type RosterSort = (typeof rosterSorts)[number];

/** Where a page begins: a row, by what it is sorted by. */
export interface RosterMark {
  rank: number;
  sortName: string;
  since: number;
  slackUserId: string;
}

export interface RosterQuery {
  /** What was typed; `''`: everybody. Each word must begin a word of the name, or the Slack user ID. */
  search: string;
  /** null: every state. */
  state: RosterState | null;
  sort: RosterSort;
}

export interface RosterEntry {
  slackUserId: string;
  /** As Slack shows it: escape it; null: Slack was not asked yet. */
  name: string | null;
  state: RosterState;
  since: number;
  /** Whose connected account it is; null: neither's. */
  through: 'personal' | 'company' | null;
  cause: Cause | null;
  /** It counts as connected, and Gong did not answer through it when it was last tested. */
  isUnanswered: boolean;
  /** When Composio was last asked about it; null: never, or there is nothing to ask about. */
  lastCheckedAt: number | null;
  /** Whether the company connection denies them by another hand than the bot's. */
  isBlocked: boolean;
  mark: RosterMark;
}

export interface RosterPage {
  entries: readonly RosterEntry[];
  hasMore: boolean;
  /** How many there are in all, as far as they were counted. */
  total: number;
  /** A search that finds more people than are looked at. */
  isCut: boolean;
}

/** What the file has of a person beyond the entry. */
export interface RosterFileRow extends RosterEntry {
  externalUserId: string | null;
  accountId: string | null;
  status: string | null;
  authConfigId: string | null;
  baseUrl: string | null;
  addedAt: number;
}

/** One line of somebody's history. */
export interface HistoryLine {
  at: number;
  action: string;
  /** A Slack user ID, or `bot`. */
  actor: string;
  /** Whose connection it is of: the person's, or the company's. */
  subject: string;
}

export interface RosterStore {
  rosterCounts(teamId: string): Promise<Readonly<Record<RosterState, number>>>;
  /**
   * One page, at most `limit` rows. `from`: the row at which it begins, or where that would be; `after`: the row in
   * front of the page; `before`: the row that follows it; null: the first page.
   */
  rosterPage(
    teamId: string,
    query: RosterQuery,
    at: { from: RosterMark } | { after: RosterMark } | { before: RosterMark } | null,
    limit: number,
  ): Promise<RosterPage>;
  /** null: nobody that the bot has met. */
  rosterEntry(teamId: string, slackUserId: string): Promise<RosterEntry | null>;
  /** The next rows by Slack user ID, behind `after`. */
  rosterFileRows(teamId: string, after: string, limit: number): Promise<RosterFileRow[]>;
  /** People whose name Slack was not asked for yet. */
  namelessPeople(teamId: string, limit: number): Promise<string[]>;
  /** Keeps the names of those in the roster, and whether they have left; others are passed over. */
  rememberMembers(
    teamId: string,
    members: ReadonlyArray<{ slackUserId: string; name: string; isDeactivated: boolean }>,
    now: number,
  ): Promise<void>;
  /** Asks somebody to repair their connection, because an admin wants it. False: they were asked already. */
  askToRepair(teamId: string, message: NewMessage, by: string, now: number): Promise<boolean>;
  /** The newest lines about the person's connection, newest first; `withCompany`: and about the company's. */
  historyOf(teamId: string, slackUserId: string, withCompany: boolean, limit: number): Promise<HistoryLine[]>;
}
