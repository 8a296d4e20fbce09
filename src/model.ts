/** The things the bot remembers, as features see them. Times are Unix milliseconds. */

import type { AttemptState } from './attempt.ts';
import type { Cause, ConnectionState } from './connection.ts';
import type { ComposioFailure } from './errors.ts';

/** What an admin set up: one Composio auth config and what links are made with. */
export interface Setup {
  id: string;
  teamId: string;
  /** The form it was typed into: two submissions of one form are one setup. */
  formId: string;
  /** `creating` while Composio's answer is awaited; at most one `saved` per team. */
  state: 'creating' | 'saved' | 'failed' | 'replaced';
  /** The auth config's name in Composio, unique to this setup, so that a lost answer can be looked for. */
  name: string;
  authConfigId: string | null;
  clientId: string;
  scopes: readonly string[];
  /** What the form showed and Composio was sent. */
  redirectUri: string;
  /** What Composio says it stored; null: it does not say, or masks it. */
  redirectUriReadBack: string | null;
  apiBaseUrl: string;
  /** As the admin gave it, normalised; null: not given. */
  workspaceUrl: string | null;
  createdBy: string;
  createdAt: number;
  savedAt: number | null;
}

/** A setup that has its auth config. */
export interface SavedSetup extends Setup {
  state: 'saved';
  authConfigId: string;
}

/** Whether the auth config was made by hand and taken over, under its ID for a name: something else may use it, too. */
export function isAdopted({ name, authConfigId }: Pick<SavedSetup, 'name' | 'authConfigId'>): boolean {
  return name === authConfigId;
}

/** Who a Slack user is to Composio. Made once, kept for ever. */
export interface Person {
  teamId: string;
  slackUserId: string;
  externalUserId: string;
}

/** What a person has. */
export interface Connection {
  id: string;
  teamId: string;
  /** The Slack user ID of the person it belongs to, or `companyOwner`. */
  owner: string;
  state: ConnectionState;
  accountId: string | null;
  authConfigId: string | null;
  /** Composio's own words, as last seen; null: never seen. */
  status: string | null;
  statusReason: string | null;
  isDisabled: boolean;
  isAuthConfigDisabled: boolean;
  cause: Cause | null;
  since: number;
  baseUrl: string | null;
  scopes: readonly string[];
  /** When the last verification call was made; null: never for this account. */
  verifiedAt: number | null;
  /** `works`, or why it does not (a verification code, or `over_budget`); null: not tried. */
  verification: string | null;
}

/** How people connect: each through an account of their own, or all through one account of the company's. */
export type ConnectionMode = 'personal' | 'company';

/** The owner of the company connection, where a person's has a Slack user ID. */
export const companyOwner = 'company';

/**
 * Somebody's use of the company connection. `wanted`: owed to be entered into the allow-list at Composio; `granted`:
 * Composio has it; `withdrawing`: owed to be taken out; `withdrawn`: they are out.
 */
export interface Grant {
  teamId: string;
  slackUserId: string;
  state: 'wanted' | 'granted' | 'withdrawing' | 'withdrawn';
  since: number;
  /** When they asked for it, the last time. */
  askedAt: number;
  /** When they were seen to be denied at Composio by another hand than the bot's, which stands; null: they are not. */
  blockedAt: number | null;
}

/**
 * How the access list of the company's account is kept. `allow_list`: everybody let in is on it; `deny_list`: everybody
 * is let in who is not on it, for more people than an allow-list takes; `full`: neither list takes them all, so that
 * some are left out.
 */
export type AccessForm = 'allow_list' | 'deny_list' | 'full';

/**
 * Why the access list could not be brought to what it should be: Composio's refusals and failures; `not_shown`: it shows
 * no list; `not_kept`: it took the list and has another.
 */
export type AccessTroubleKind = ComposioFailure | 'not_shown' | 'not_kept';

/** A time during which the access list could not be written. */
export interface AccessTrouble {
  id: string;
  kind: AccessTroubleKind;
  beganAt: number;
  /** How often it failed. */
  tries: number;
  nextTryAt: number;
  /** How many waited for it when it failed last. */
  affected: number;
  toldAt: number | null;
  endedAt: number | null;
}

/** Everything known of the company connection, read in one go. */
export interface CompanyStatus {
  mode: ConnectionMode;
  /** null: there never was one. */
  connection: Connection | null;
  /** The newest link for it. */
  attempt: Attempt | null;
  outage: Outage | null;
  /** Who approved the account that there is, and so may always use it; null: there is none. */
  approver: Person | null;
  /** The access list as it was last read back; null: not yet, for this account. */
  access: { form: AccessForm; leftOut: number; confirmedAt: number } | null;
  /** How many wait to be entered, without those for whom there is no room, and how many to be taken out. */
  accessOwed: { waiting: number; leaving: number };
  /** What keeps that from being done; null: nothing. */
  accessTrouble: AccessTrouble | null;
  /** When Composio was last asked about everybody, and answered in full. */
  lastCheckedAt: number | null;
}

/** Why an attempt failed whose DM Slack can never deliver. */
export const dmRefusedReason = 'dm_refused';
/** Why an attempt was superseded when its person disconnected. */
export const disconnectedReason = 'disconnected';

/** Why an attempt failed whose link was still to be made when an admin paused Gong. */
export const pausedReason = 'paused';

/** One connect link on its way. */
export interface Attempt {
  id: string;
  teamId: string;
  owner: string;
  /** Whom the link is for, and whose external user ID it is made with: its owner, except for the company's. */
  approver: string;
  authConfigId: string;
  state: AttemptState;
  accountId: string | null;
  baseUrl: string;
  nonce: string;
  createdAt: number;
  /** When the link request was sent; null: not yet. */
  requestedAt: number | null;
  expiresAt: number | null;
  endedAt: number | null;
  /** Why it ended: Composio's status reason or an error code. */
  reason: string | null;
}

/** A time during which a connection did not work. */
export interface Outage {
  id: string;
  teamId: string;
  connectionId: string;
  owner: string;
  beganAt: number;
  endedAt: number | null;
  /** When it went on after it had been over; null: it never did. */
  reopenedAt: number | null;
  cause: Cause;
  /** How many reminders were owed so far. */
  reminders: number;
  nextReminderAt: number | null;
  snoozedUntil: number | null;
  /** When those who use the company connection were told of it, and of its end; null: not yet, or it is another's. */
  usersToldAt: number | null;
  endToldAt: number | null;
}

/** Everything known of one person, read in one go. */
export interface PersonStatus {
  person: Person | null;
  connection: Connection | null;
  attempt: Attempt | null;
  outage: Outage | null;
  /** Their use of the company connection; null: never asked for. */
  grant: Grant | null;
  /** When Composio was last asked about everybody, and answered in full. */
  lastCheckedAt: number | null;
}

/** A DM that is owed or shown. What it shows is composed from `kind`, `subject` and `data` at delivery. */
export interface OwedMessage {
  id: string;
  teamId: string;
  recipient: string;
  kind: string;
  /** The ID of what it speaks of: an attempt, an outage, ... */
  subject: string;
  data: Readonly<Record<string, unknown>>;
  revision: number;
  shownRevision: number;
  attempts: number;
  channel: string | null;
  ts: string | null;
  /** A send was begun and its outcome is not known. */
  isSendUnknown: boolean;
  createdAt: number;
}

/** A message to be written in the same transaction as what it speaks of. */
export interface NewMessage {
  id: string;
  recipient: string;
  kind: string;
  subject: string;
  /** Unique per team: a second message with the same key is not written. */
  dedupeKey: string;
  /** Not sent before then, so that it can be withdrawn; absent: at once. */
  notBefore?: number;
  /** Somebody is looking at Slack for it: it goes before the others. */
  isAwaited?: boolean;
  /** One of many that nobody waits for: it goes after the others. */
  isPatient?: boolean;
  data?: Readonly<Record<string, unknown>>;
}

/** One pass over every connected account of an auth config. */
export interface Sweep {
  id: string;
  authConfigId: string;
  beganAt: number;
  endedAt: number | null;
  isComplete: boolean;
}
