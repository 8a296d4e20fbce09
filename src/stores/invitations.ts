/** What is kept of invitations: whether the person has connected, and when they are reminded. */

import type { NewMessage } from '../model.ts';

/** The kind of DM that invites; its subject is the invitation's ID. */
export const invitationMessageKind = 'invitation';
/** The kind of DM that reminds; its subject is the Slack user ID of its reader. */
export const nudgeMessageKind = 'nudge';

/** `superseded`: invited again later; `undelivered`: Slack could not deliver it; `left`: deactivated in Slack. */
export type InvitationState = 'waiting' | 'connected' | 'superseded' | 'undelivered' | 'left';

/** One person's invitation. */
export interface Invitation {
  id: string;
  teamId: string;
  batchId: string;
  slackUserId: string;
  invitedBy: string;
  state: InvitationState;
  /** An IANA name; null: Slack did not say. */
  timeZone: string | null;
  /** How many reminders it has led to. */
  nudges: number;
  /** null: no reminder follows. */
  nextNudgeAt: number | null;
  createdAt: number;
  endedAt: number | null;
}

export type DueInvitation = Invitation & { nextNudgeAt: number };

export interface InvitationStore {
  invitation(teamId: string, invitationId: string): Promise<Invitation | null>;
  hasOpenInvitation(teamId: string, slackUserId: string): Promise<boolean>;
  /** Ends the invitations of everybody who has connected, and has their DMs shown anew. @returns how many */
  settleInvitations(teamId: string, now: number): Promise<number>;
  /**
   * Invitations that were delivered, wait, and whose reminder is due, longest due first.
   * @param where `known`: with a time zone; `unknown`: Slack did not say yet
   */
  dueNudges(teamId: string, where: 'known' | 'unknown', now: number, limit: number): Promise<DueInvitation[]>;
  /** When this person was reminded since then, for whatever invitation, oldest first. */
  nudgesSince(teamId: string, slackUserId: string, since: number): Promise<number[]>;
  /** Owes a reminder that is due. False: it is not due any more. */
  nudge(
    teamId: string,
    invitationId: string,
    message: NewMessage,
    nextNudgeAt: number | null,
    now: number,
  ): Promise<boolean>;
  /** Moves a reminder, or drops what is left of them with null. */
  scheduleNudge(teamId: string, invitationId: string, nextNudgeAt: number | null): Promise<void>;
  /** Slack says where the person is, after all. @param found `timeZone`: an IANA name */
  locateInvitation(
    teamId: string,
    invitationId: string,
    found: { timeZone: string; nextNudgeAt: number },
  ): Promise<void>;
  /** Owes a reminder that an admin asks for. False: this person was invited or reminded after `unlessSince`. */
  nudgeOnRequest(
    teamId: string,
    message: NewMessage,
    given: { by: string; unlessSince: number },
    now: number,
  ): Promise<boolean>;
  /** No reminder any more, for this invitation or later ones, until the person has connected. */
  stopReminders(teamId: string, slackUserId: string, now: number): Promise<void>;
  areRemindersStopped(teamId: string, slackUserId: string): Promise<boolean>;
}
