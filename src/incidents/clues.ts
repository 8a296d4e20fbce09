/**
 * What the bot can have seen, and what each sighting speaks for and against. Composio reports most deaths with the same
 * reason ("Permanent auth error during token refresh"), so no single one of these decides. Pure.
 */

import type { Cause } from '../connection.ts';
import type { Verification } from '../connections-port.ts';
import type { IncidentCause } from '../incident.ts';

export type AuthConfigSeen = 'enabled' | 'disabled' | 'gone' | 'unasked';

/**
 * The admin who set Gong up, in Slack: `left_lately`: deactivated shortly before the incident began or since; `left`:
 * deactivated, and Slack does not say when; `left_earlier`: all went well without them.
 */
export type ApproverSeen = 'here' | 'left_lately' | 'left' | 'left_earlier';

/** What became of connect links since it began. */
export interface AttemptsSeen {
  /** Became ACTIVE: Gong took the client secret and the consent. */
  won: number;
  /** Failed after consent, when Composio exchanged the code: Gong refused the client. */
  refused: number;
  /** Not finished in time. Whether the link was opened is not on record. */
  unfinished: number;
}

export interface Evidence {
  /** How many went down, and how many worked before. */
  affected: number;
  total: number;
  /** From the first to the last of them, in milliseconds. */
  spanMs: number;
  /** How many of them Composio says this of. */
  causes: Readonly<Partial<Record<Cause, number>>>;
  /** Composio's status reasons, verbatim, and how many have each. */
  reasons: Readonly<Record<string, number>>;
  authConfig: AuthConfigSeen;
  /** What a verification call through a connection that still counts as ACTIVE gave; null: there was none. */
  probe: Verification | null;
  attempts: AttemptsSeen;
  /** null: Slack did not say. */
  approver: ApproverSeen | null;
}

/** The three that only Gong could tell apart. */
export type GongCause = Extract<IncidentCause, 'secret_changed' | 'integration_off' | 'approver_left'>;

export interface Clue {
  isThere(evidence: Evidence): boolean;
  points: Readonly<Record<GongCause, number>>;
  /** One sentence, mrkdwn. */
  says: string;
}

const reasonMatches = (evidence: Evidence, pattern: RegExp): boolean =>
  Object.keys(evidence.reasons).some((reason) => pattern.test(reason));

/** Sources: RFC 6749 section 5.2 for the error codes; "Create an OAuth app for Gong" for who may approve. */
export const clues: readonly Clue[] = [
  {
    isThere: (evidence) => reasonMatches(evidence, /unauthorized_client|integration[^.]*(?:disabled|deleted)/i),
    points: { secret_changed: -3, integration_off: 5, approver_left: -3 },
    says: 'Gong told Composio that the integration is not allowed to ask (`unauthorized_client`).',
  },
  {
    isThere: (evidence) => reasonMatches(evidence, /invalid_client|client.?secret|client authentication/i),
    points: { secret_changed: 4, integration_off: 1, approver_left: -3 },
    says: 'Gong told Composio that it does not know this client ID with this secret (`invalid_client`).',
  },
  {
    isThere: (evidence) => reasonMatches(evidence, /invalid_grant/i),
    points: { secret_changed: -2, integration_off: 0, approver_left: 3 },
    says: 'Gong took the client secret and refused the permissions themselves (`invalid_grant`).',
  },
  {
    isThere: ({ probe }) => probe === 'works' || probe === 'gong_busy' || probe === 'not_allowed',
    points: { secret_changed: 3, integration_off: -4, approver_left: -2 },
    says: 'A connection that is still there answers: Gong takes its tokens, so the integration is on. Only renewing fails.',
  },
  {
    isThere: ({ probe }) => probe === 'credentials_refused',
    points: { secret_changed: -2, integration_off: 2, approver_left: 1 },
    says: 'A connection that still counts as active was tried: Gong refuses its tokens, too. A changed secret alone would not do that.',
  },
  {
    isThere: ({ attempts }) => attempts.refused > 0 && attempts.won === 0,
    points: { secret_changed: 4, integration_off: -3, approver_left: -3 },
    says: 'Somebody tried to connect since: Gong showed its consent page, then refused the client secret.',
  },
  {
    isThere: ({ attempts }) => attempts.unfinished > 0 && attempts.won === 0 && attempts.refused === 0,
    // Most such links were never opened, so it is said and decides nothing.
    points: { secret_changed: 0, integration_off: 0, approver_left: 0 },
    says: 'Somebody asked for a link since that was not finished: it was not opened, or Gong showed an error of its own.',
  },
  {
    isThere: ({ attempts }) => attempts.won > 0,
    points: { secret_changed: -1, integration_off: -1, approver_left: 1 },
    says: 'Somebody connected since: Gong takes the client secret now, and the integration is on.',
  },
  {
    isThere: ({ approver }) => approver === 'left_lately',
    points: { secret_changed: 0, integration_off: 0, approver_left: 4 },
    says: 'The admin who set Gong up here is deactivated in Slack, since about when this began.',
  },
  {
    isThere: ({ approver }) => approver === 'left',
    points: { secret_changed: 0, integration_off: 0, approver_left: 2 },
    says: 'The admin who set Gong up here is deactivated in Slack; since when is not known.',
  },
];
