/** What is kept of attempts: connect links on their way. */

import type { Attempt, Connection, NewMessage } from '../model.ts';

/**
 * `repeated`: the same link is asked for already and not made yet; `personal`: a link for the company's connection where
 * people connect on their own; `paused`: an admin has paused Gong, and a link would fail. Nothing was written then.
 */
export type Beginning = 'begun' | 'repeated' | 'personal' | 'paused';

export interface AttemptStore {
  /** Writes the attempt and its DM; its owner's unfinished attempts before it are superseded. */
  beginAttempt(
    attempt: Pick<Attempt, 'id' | 'teamId' | 'owner' | 'authConfigId' | 'baseUrl' | 'nonce'> & {
      /** Whom the link is for, and who wanted it; absent: the owner. */
      approver?: string;
      askedBy?: string;
    },
    externalUserId: string,
    message: NewMessage,
    now: number,
  ): Promise<Beginning>;
  attempt(teamId: string, attemptId: string): Promise<Attempt | null>;
  attemptByNonce(teamId: string, nonce: string): Promise<Attempt | null>;
  attemptByAccount(teamId: string, accountId: string): Promise<Attempt | null>;
  /** Attempts whose link is still to be made, oldest first, with whether their DM stands or can never be sent. */
  requestedAttempts(teamId: string): Promise<Array<Attempt & { isDmPosted: boolean; isDmRefused: boolean }>>;
  /** Attempts whose link exists at Composio but was not yet shown to anybody. */
  unshownAttempts(teamId: string): Promise<Attempt[]>;
  /** Attempts whose link is out, or lapsed less than `lateMs` ago. */
  attemptsInUse(teamId: string, now: number, lateMs: number): Promise<Attempt[]>;
  /** Whether an earlier link request for this person left no account that is known here: Composio may have made one. */
  hasLostRequest(teamId: string, approver: string, since: number): Promise<boolean>;
  /** Every account ID that some link for this person had, the company's included. */
  accountIdsOf(teamId: string, approver: string): Promise<string[]>;
  markLinkRequested(teamId: string, attemptId: string, now: number): Promise<void>;
  markLinkMade(
    teamId: string,
    attemptId: string,
    made: { accountId: string; expiresAt: number },
    now: number,
  ): Promise<void>;
  markLinkFailed(teamId: string, attemptId: string, reason: string, now: number): Promise<void>;
  /** The link went with the process that made it before anybody saw it, and its account is deleted: made afresh. */
  restartAttempt(teamId: string, attemptId: string): Promise<void>;
  /** The link's time is over by our clock. */
  lapseAttempt(teamId: string, attemptId: string, now: number): Promise<void>;
  /** Connections that work and were never verified. */
  unverifiedConnections(teamId: string): Promise<Array<Connection & { externalUserId: string }>>;
  /** A connection that works, this person's own rather than another; null: there is none. */
  connectionToTry(
    teamId: string,
    preferredOwner: string,
  ): Promise<(Connection & { accountId: string; externalUserId: string }) | null>;
  /** `wasCalled`: Gong was asked, and the company's budget paid for it. */
  recordVerification(
    teamId: string,
    accountId: string,
    outcome: string,
    wasCalled: boolean,
    now: number,
  ): Promise<void>;
  /** How many people's own connections are ACTIVE although Gong did not answer when they were last tested. */
  countNotAnswering(teamId: string): Promise<number>;
  /** How many verification calls were made since then. */
  verificationsSince(teamId: string, since: number): Promise<number>;
}
