/** The outbox: every DM, from owed to shown. */

import type { NewMessage, OwedMessage } from '../model.ts';

/** A claim on a message, good until `until` or until the fence moves on. */
export interface MessageClaim {
  holder: string;
  fence: number;
  until: number;
  /** A claim of a process that is gone may be taken over in the middle of a send once it runs no longer than this. */
  abandonedUntil: number;
  /** Messages that are on their way in this very process. */
  except: readonly string[];
}

export interface MessageStore {
  /** False: a message with this dedupe key was written before. */
  owe(teamId: string, message: NewMessage, now: number): Promise<boolean>;
  /** A message that waits for its `notBefore` is sent now. */
  hasten(teamId: string, dedupeKey: string, now: number): Promise<void>;
  /** A message that waits for its `notBefore` is not sent at all. */
  withdraw(teamId: string, dedupeKey: string, now: number): Promise<void>;
  oweAll(teamId: string, messages: readonly NewMessage[], now: number): Promise<void>;
  /** null: there is none. */
  messageByKey(teamId: string, dedupeKey: string): Promise<OwedMessage | null>;
  /** Messages of this kind about this subject, whatever became of them. */
  messagesAbout(teamId: string, kind: string, subject: string): Promise<OwedMessage[]>;
  /** Messages of these kinds written since then, oldest first, whatever became of them. */
  messagesSince(teamId: string, kinds: readonly string[], since: number): Promise<OwedMessage[]>;
  /** Claims the next message that is due and allowed, awaited ones first. */
  claimMessage(
    teamId: string,
    claim: MessageClaim,
    allow: { posts: boolean; edits: boolean },
    now: number,
  ): Promise<OwedMessage | null>;
  /** Whether a message of this kind about this subject was ever shown; `perhaps`: a send is on its way or was lost. */
  showing(teamId: string, kind: string, subject: string): Promise<'shown' | 'perhaps' | 'never'>;
  storeChannel(teamId: string, messageId: string, fence: number, channel: string): Promise<void>;
  /** Writes down that a send is about to leave. */
  markSending(teamId: string, messageId: string, fence: number): Promise<void>;
  /** Slack shows this revision. */
  markShown(
    teamId: string,
    messageId: string,
    fence: number,
    shown: { ts: string; revision: number },
    now: number,
  ): Promise<void>;
  /** Gives it back, to be tried again at `nextTryAt`; `isSendUnknown`: Slack may have it. */
  postponeMessage(
    teamId: string,
    messageId: string,
    fence: number,
    retry: { nextTryAt: number; isSendUnknown: boolean; countsAsAttempt: boolean },
  ): Promise<void>;
  /** It can never be delivered, and why. */
  endMessage(teamId: string, messageId: string, fence: number, reason: string, now: number): Promise<void>;
  /** Has every message about this subject composed again. */
  reviseMessages(teamId: string, kind: string, subject: string): Promise<void>;
  knownChannel(teamId: string, recipient: string): Promise<string | null>;
  owedCounts(teamId: string): Promise<Record<string, number>>;
}
