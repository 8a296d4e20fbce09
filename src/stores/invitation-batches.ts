/** What is kept of batches: people chosen together, looked at in a preview, invited in one go, and reported on. */

import type { NewMessage } from '../model.ts';

/** Somebody who is to be invited. */
export interface Invitee {
  slackUserId: string;
  /** An IANA name; null: Slack did not say. */
  timeZone: string | null;
  /** Let into the workspace for some channels only; absent in batches of before this was kept. */
  isGuest?: boolean;
}

/** `recent`: invited in the last day; `outside`: of another workspace, or not shown to the bot in this one. */
export type SkipReason = 'connected' | 'recent' | 'deactivated' | 'bot' | 'outside';

/** A channel or a user group that nobody could be read from. */
export interface UnreadSource {
  kind: 'channel' | 'user_group';
  id: string;
  /** Why, as mrkdwn. */
  words: string;
}

/** Who was chosen, sorted: each person once. */
export interface Audience {
  invitees: readonly Invitee[];
  skipped: Readonly<Record<SkipReason, readonly string[]>>;
  /** How many people came from more than one source. */
  repeated: number;
  unread: readonly UnreadSource[];
  /** Slack did not say who of them is deactivated or a bot. */
  isUnchecked: boolean;
}

/** `draft`: previewed, nothing is sent; `sending`: its invitations are on their way; `reported`: all have ended. */
export interface InvitationBatch {
  id: string;
  teamId: string;
  invitedBy: string;
  state: 'draft' | 'sending' | 'reported';
  audience: Audience;
  createdAt: number;
  sentAt: number | null;
}

/** What becomes of an invitee when the batch is sent. */
export interface NewInvitation {
  id: string;
  messageId: string;
  nextNudgeAt: number;
}

/** What has become of a batch's invitations so far. */
export interface BatchResults {
  sent: readonly string[];
  /** Their DM is still owed. */
  owed: readonly string[];
  /** Connected before their turn came. */
  connected: readonly string[];
  /** Never sent: `error` is Slack's own name for why, `moot` (Gong was removed) or `invited_again`. */
  failed: ReadonlyArray<{ slackUserId: string; error: string }>;
}

export interface InvitationBatchStore {
  /** Who is connected already, and who was invited since then. */
  standings(teamId: string, since: number): Promise<Record<'connected' | 'recent', ReadonlySet<string>>>;
  /** Keeps a preview; those that nobody sent within a day are forgotten. */
  draftBatch(batch: Pick<InvitationBatch, 'id' | 'teamId' | 'invitedBy' | 'audience'>, now: number): Promise<void>;
  /**
   * Invites everybody of a draft who is neither connected nor invited since `recentSince` by now: their invitations,
   * DMs and the audit are one transaction. `repeated`: it was sent before; `gone`: there is no such draft of theirs.
   */
  sendBatch(
    teamId: string,
    batchId: string,
    given: { invitedBy: string; recentSince: number; invitationOf: (invitee: Invitee) => NewInvitation },
    now: number,
  ): Promise<'sent' | 'repeated' | 'gone'>;
  batch(teamId: string, batchId: string): Promise<InvitationBatch | null>;
  /** Batches that are being sent, oldest first. */
  openBatches(teamId: string): Promise<InvitationBatch[]>;
  batchResults(teamId: string, batchId: string): Promise<BatchResults>;
  /** Ends a batch and owes its report; who could not be reached is not reminded. False: it was reported before. */
  reportBatch(teamId: string, batchId: string, report: NewMessage, now: number): Promise<boolean>;
}
