/**
 * Incidents: what breaks for several people together, and who is held back while it lasts. Pure. A person's outage that
 * belongs to an incident is told to them once a repair is known to work, and at the latest after `heldAtMostMs`.
 */

import { type Cause, reopenWithinMs } from './connection.ts';

/** `connections`: several went down together; `auth_config`: it is disabled; `composio`: it does not answer. */
export type IncidentKind = 'connections' | 'auth_config' | 'composio';

/** What may be behind it, of which an account's own cause is only the symptom. */
export type IncidentCause =
  | 'one_person'
  | 'secret_changed'
  | 'integration_off'
  | 'approver_left'
  | 'auth_config_disabled'
  | 'auth_config_gone'
  | 'accounts_deleted'
  | 'accounts_paused'
  | 'accounts_revoked'
  | 'composio_silent';

/** `certain`: Composio says so itself; `possible`: the evidence does not tell, so all candidates are named in order. */
export type Confidence = 'certain' | 'likely' | 'possible';

/** What the evidence says. */
export interface Diagnosis {
  /** The first of the candidates. */
  cause: IncidentCause;
  confidence: Confidence;
  /** Likeliest first. */
  candidates: readonly IncidentCause[];
  /** Sentences in mrkdwn, safe to show: what was seen, in numbers. */
  evidence: readonly string[];
}

export interface Incident {
  id: string;
  teamId: string;
  kind: IncidentKind;
  /** null: it is about all of Composio. */
  authConfigId: string | null;
  /** What Composio says of the accounts that it took; null: of none. */
  accountCause: Cause | null;
  diagnosis: Diagnosis;
  beganAt: number;
  /** When the admins' message was owed; null: not yet. */
  toldAt: number | null;
  /** People are held back until then at the most. */
  heldUntil: number;
  /** When a repair was seen to work, or an admin said so; null: not yet. */
  repairedAt: number | null;
  repair: Repair | null;
  /** From then on nobody is held back. */
  releasedAt: number | null;
  endedAt: number | null;
  /** How many people it took, and how many of them work again. */
  affected: number;
  restored: number;
}

/** How it is known that people can be told: something worked, an admin said so, or they waited long enough. */
export type Repair =
  | 'reconnected'
  | 'enabled'
  | 'answers'
  | 'works_again'
  | 'nothing_in_the_way'
  | 'admin'
  | 'too_long';

/** Nobody waits longer than this to hear of their own connection. */
export const heldAtMostMs = 24 * 3_600_000;
/** Outages that began this long before an incident was noticed are part of it. */
export const beganTogetherMs = 10 * 60_000;

/** Fewer than these are no incident: each hears of their own. A disabled auth config is one from the first on. */
export const fewestTogether = { connections: 3, auth_config: 1, composio: 0 } as const satisfies Record<
  IncidentKind,
  number
>;

/** When it was opened, or opened again: later than it began, which two sweeps saw before they believed it. */
export function openedAt({ heldUntil }: Pick<Incident, 'heldUntil'>): number {
  return heldUntil - heldAtMostMs;
}

/** Whether an outage of this cause belongs to an open incident. A different cause is somebody's own, told at once. */
export function belongsTo(incident: Pick<Incident, 'accountCause'>, cause: Cause): boolean {
  return cause === 'auth_config_disabled' || familyOf(cause) === familyOf(incident.accountCause);
}

/** Whether what begins now is what admins were told of and that ended a moment ago: their message goes on with it. */
export function isSameAgain(
  before: Pick<Incident, 'kind' | 'accountCause' | 'toldAt' | 'endedAt'>,
  begun: Pick<Incident, 'kind' | 'accountCause'>,
  now: number,
): boolean {
  const { kind, accountCause, toldAt, endedAt } = before;
  const isRecent = endedAt !== null && now - endedAt < reopenWithinMs;
  return isRecent && toldAt !== null && kind === begun.kind && familyOf(accountCause) === familyOf(begun.accountCause);
}

/** Causes that Composio reports one way or the other for the same thing. */
function familyOf(cause: Cause | null): string | null {
  return cause === 'failed' ? 'expired' : cause;
}

/**
 * Whether it ended without being over: the bot does not follow it any longer, because it took too long or because the
 * setup was removed.
 */
export function isGivenUp({ kind, endedAt, repair, affected, restored }: Incident): boolean {
  return endedAt !== null && (kind === 'composio' ? repair === null : restored < affected);
}

/** Whether a repair was seen to work. */
export function isSeen(repair: Repair): boolean {
  return repair !== 'admin' && repair !== 'too_long';
}
