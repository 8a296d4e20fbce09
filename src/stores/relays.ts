/** What is kept of relays: a step of the setup that an admin has handed to a colleague. Never a secret. */

import type { Attempt, NewMessage } from '../model.ts';

/** What is handed over: the wizard's register step, or the consent of the company connection. */
export type RelayKind = 'register' | 'consent';

/**
 * `sent`: not looked at yet; `opened`: the colleague has the form; `working`: Composio is being asked, or the link is
 * out; `failed`: that came to nothing, and can be tried again; `overtaken`: there is nothing to do any more.
 */
export type RelayState = 'sent' | 'opened' | 'working' | 'failed' | 'done' | 'expired' | 'withdrawn' | 'overtaken';

/**
 * Why a relay is overtaken. A consent: the company's connection was approved another way; people connect on their own
 * again; Gong was removed; Composio shares no connection. Either: Slack does not deliver it to the colleague, or they cannot do it.
 */
export type Overtaking = 'connected' | 'personal' | 'removed' | 'sharing_refused' | 'undeliverable' | 'declined';

export interface Relay {
  id: string;
  teamId: string;
  kind: RelayKind;
  /** The admin. */
  sender: string;
  /** The one Slack user who may do the step. */
  recipient: string;
  /** Which of the fixed notes goes with it; null: none. */
  note: string | null;
  /** Of the form that the colleague fills in, which is not the admin's own. */
  formId: string;
  /** What the admin's form knew, as JSON; `{}` for a consent. */
  memory: string;
  state: RelayState;
  /** Why the last try failed, as a code; of one that is overtaken, by what; null: none did. */
  failure: string | null;
  createdAt: number;
  expiresAt: number;
  /** When the try that is at work began. */
  beganAt: number | null;
  endedAt: number | null;
}

export type NewRelay = Omit<Relay, 'state' | 'failure' | 'beganAt' | 'endedAt'>;

/** The message that asks the colleague, and the one in which the admin sees what becomes of it. */
export const relayRequestKind = 'relay_request';
export const relayProgressKind = 'relay_progress';

export interface RelayStore {
  /** False: it is the consent of a company connection, and people connect on their own here by now. */
  handOver(relay: NewRelay, messages: readonly NewMessage[]): Promise<boolean>;
  relay(teamId: string, relayId: string): Promise<Relay | null>;
  relayOfForm(teamId: string, formId: string): Promise<Relay | null>;
  /** Those that are not over, oldest first. */
  openRelays(teamId: string): Promise<Relay[]>;
  /** Open ones whose colleague Slack has not shown them to yet, and whether it never will. */
  undeliveredRelays(teamId: string): Promise<Array<{ relayId: string; isRefused: boolean }>>;
  /** The newest link for the company connection that this person was to approve, asked for at or after `since`. */
  companyAttemptOf(teamId: string, approver: string, since: number): Promise<Pick<Attempt, 'state' | 'reason'> | null>;
  /** The colleague has the form before them. False: it is over, or at work. */
  markRelayOpened(teamId: string, relayId: string, now: number): Promise<boolean>;
  /** Claims it for one try. False: it is over, expired, or another try is at work. */
  beginRelayWork(teamId: string, relayId: string, now: number): Promise<boolean>;
  /** The try at work came to nothing; the colleague may begin another. */
  failRelay(teamId: string, relayId: string, code: string, now: number): Promise<void>;
  /** @param by null: somebody else registered Gong */
  overtakeRelay(teamId: string, relayId: string, by: Overtaking | null, now: number): Promise<void>;
  /** What its colleague began, and could still finish, ends with it. False: it is over, or a try is at work. */
  withdrawRelay(teamId: string, relayId: string, actor: string, now: number): Promise<boolean>;
  /**
   * Its colleague cannot do it, of which its sender is told.
   * @param tell the message to the sender
   * False: it is over, or a try is at work.
   */
  declineRelay(teamId: string, relayId: string, tell: NewMessage, now: number): Promise<boolean>;
  /** Ends those whose time is over and that are not at work, with what could still be finished. @returns how many */
  expireRelays(teamId: string, now: number): Promise<number>;
}
