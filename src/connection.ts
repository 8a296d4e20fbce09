/**
 * The connection rule: what was known and what was observed give the new state and what is owed. Pure.
 * Statuses and reasons as Composio documents them ("Connected accounts", "Authenticating tools").
 */

/** `none`: never connected or disconnected; `left`: deactivated in Slack; `unknown`: a status nobody told us of. */
export type ConnectionState = 'none' | 'active' | 'broken' | 'paused' | 'unknown' | 'left';

/** Why a connection does not work, as far as Composio says. */
export type Cause = 'expired' | 'revoked' | 'failed' | 'deleted' | 'disabled' | 'auth_config_disabled';

/** A connected account as Composio showed it. */
export interface AccountSeen {
  /** Composio's status, verbatim: it may be one that did not exist when this was written. */
  status: string;
  statusReason: string | null;
  isDisabled: boolean;
  isAuthConfigDisabled: boolean;
  /** Composio's `updated_at`; null: it did not say. */
  updatedAt: number | null;
}

/** One answer of Composio's about one connected account. */
export interface Observation {
  accountId: string;
  /** When the request began: what the answer says was true then or later. */
  begunAt: number;
  /** null: a look at this very account was answered with 404. Absence from a page is no observation. */
  seen: AccountSeen | null;
  /** What was requested for the account; null or absent: Composio does not say. */
  requestedScopes?: readonly string[] | null;
}

/** What the rule needs to know of a connection. */
export interface KnownConnection {
  state: ConnectionState;
  status: string | null;
  statusReason: string | null;
  cause: Cause | null;
  since: number;
  /** The newest `updated_at` that Composio has shown, kept through a 404; null: it never said one. */
  seenUpdatedAt: number | null;
  /** When the newest observation's request began. */
  seenBegunAt: number | null;
  /** The latest outage: open when `endedAt` is null. */
  outage: { endedAt: number | null } | null;
}

/** What becomes of the outage, and so of the alert that speaks of it. */
export type OutageChange = 'none' | 'open' | 'reopen' | 'revise' | 'close';

export type ConnectionJudgement =
  /** Older than what is known. */
  | { kind: 'stale' }
  /** Nothing new, seen again by a request that began then. */
  | { kind: 'unchanged'; seenBegunAt: number }
  | {
      kind: 'changed';
      state: ConnectionState;
      status: string | null;
      statusReason: string | null;
      cause: Cause | null;
      since: number;
      seenUpdatedAt: number | null;
      seenBegunAt: number;
      outage: OutageChange;
    };

/** An outage this soon after the last one's end is the same outage. */
export const reopenWithinMs = 10 * 60_000;
/** One that began again after a reconnect is mentioned again when it lasts this long. */
export const retellAfterMs = 10 * 60_000;

/**
 * Judges one observation of the connection's own account.
 * Whatever the order and however often observations arrive, the newest one decides.
 */
export function judgeConnection(known: KnownConnection, observation: Observation, now: number): ConnectionJudgement {
  if (known.state === 'none' || known.state === 'left') return { kind: 'stale' };
  if (!isNewer(known, observation)) return { kind: 'stale' };

  const { begunAt, seen } = observation;
  if (!isNews(known, seen)) return { kind: 'unchanged', seenBegunAt: begunAt };
  const { state, cause } = classifyAccount(seen);
  return {
    kind: 'changed',
    state,
    status: seen?.status ?? null,
    statusReason: seen?.statusReason ?? null,
    cause,
    since: state === known.state ? known.since : now,
    seenUpdatedAt: seen?.updatedAt ?? known.seenUpdatedAt,
    seenBegunAt: begunAt,
    outage: outageChange(known, state, cause, now),
  };
}

/** Whether an account looks different from what is known: all that a sweep has to ask of most of them. */
export function isNews(
  known: Pick<KnownConnection, 'state' | 'cause' | 'status' | 'statusReason' | 'seenUpdatedAt'>,
  seen: AccountSeen | null,
): boolean {
  const { state, cause } = classifyAccount(seen);
  return (
    state !== known.state ||
    cause !== known.cause ||
    (seen?.status ?? null) !== known.status ||
    (seen?.statusReason ?? null) !== known.statusReason ||
    (seen?.updatedAt ?? known.seenUpdatedAt) !== known.seenUpdatedAt
  );
}

/** Whether an observation, if true, begins an outage: a connection that was not known to be down is. */
export function isWorsening(known: Pick<KnownConnection, 'state'>, seen: AccountSeen | null): boolean {
  return (known.state === 'active' || known.state === 'unknown') && isDown(classifyAccount(seen).state);
}

/** The state that an account's status stands for, once it has been ACTIVE. */
export function classifyAccount(seen: AccountSeen | null): { state: ConnectionState; cause: Cause | null } {
  if (!seen) return { state: 'broken', cause: 'deleted' };
  if (seen.isAuthConfigDisabled) return { state: 'paused', cause: 'auth_config_disabled' };
  switch (seen.status) {
    case 'EXPIRED':
      return { state: 'broken', cause: 'expired' };
    case 'FAILED':
      return { state: 'broken', cause: 'failed' };
    case 'REVOKED':
      return { state: 'broken', cause: 'revoked' };
    case 'ACTIVE':
      return seen.isDisabled ? { state: 'paused', cause: 'disabled' } : { state: 'active', cause: null };
    case 'INACTIVE':
      return {
        state: 'paused',
        cause: /auth config is disabled/i.test(seen.statusReason ?? '') ? 'auth_config_disabled' : 'disabled',
      };
    default:
      return seen.isDisabled ? { state: 'paused', cause: 'disabled' } : { state: 'unknown', cause: null };
  }
}

/**
 * What ails an account besides a disabled auth config, which hides it: enabling the auth config repairs only those of
 * which it was the whole cause.
 */
export function ownCause(cause: Cause, account: { status: string | null; statusReason: string | null }): Cause {
  if (cause !== 'auth_config_disabled' || account.status === null) return cause;
  const { status, statusReason } = account;
  const own = classifyAccount({
    status,
    statusReason,
    isDisabled: false,
    isAuthConfigDisabled: false,
    updatedAt: null,
  });
  return own.state === 'broken' && own.cause !== null ? own.cause : cause;
}

/**
 * Composio's own `updated_at` orders two sightings, across a 404 in between as well; equal ones, and a 404, which has
 * none, go by when the request began. So answers that cross on the way cannot bring an old state back.
 */
function isNewer(known: KnownConnection, observation: Observation): boolean {
  if (known.seenBegunAt === null) return true;
  const updatedAt = observation.seen?.updatedAt ?? null;
  if (updatedAt !== null && known.seenUpdatedAt !== null) {
    if (updatedAt < known.seenUpdatedAt) return false;
    // A 404 that was asked for later than this answer outlives it.
    if (updatedAt > known.seenUpdatedAt && known.status !== null) return true;
  }
  return observation.begunAt >= known.seenBegunAt;
}

function isDown(state: ConnectionState): boolean {
  return state === 'broken' || state === 'paused';
}

function outageChange(known: KnownConnection, state: ConnectionState, cause: Cause | null, now: number): OutageChange {
  const isOpen = known.outage !== null && known.outage.endedAt === null;
  if (state === 'active') return isOpen ? 'close' : 'none';
  if (!isDown(state)) return 'none';
  if (isOpen) return cause === known.cause ? 'none' : 'revise';
  const endedAt = known.outage?.endedAt ?? null;
  return endedAt !== null && now - endedAt < reopenWithinMs ? 'reopen' : 'open';
}
