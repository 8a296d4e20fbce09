/**
 * What the features keep. Every method is one whole transaction with no network inside, and takes the team ID.
 * Methods that tell somebody something write the message in the same transaction (`message`, `notify`).
 */

import type {
  Attempt,
  Connection,
  NewMessage,
  Outage,
  OwedMessage,
  Person,
  PersonStatus,
  SavedSetup,
  Setup,
} from './model.ts';
import type { HintStore, ObservationStore, SweepStore } from './watch-store.ts';

/** What an admin or the bot did, for the audit. Never a secret. */
export interface AuditEntry {
  /** A Slack user ID, or `bot`. */
  actor: string;
  action: string;
  subject: string;
  detail?: Readonly<Record<string, unknown>>;
}

export type SetupDraft = Omit<Setup, 'state' | 'authConfigId' | 'redirectUriReadBack' | 'savedAt'>;

export interface SetupStore {
  savedSetup(teamId: string): Promise<SavedSetup | null>;
  setupOfForm(teamId: string, formId: string): Promise<Setup | null>;
  /** The name of the newest auth config that Composio may hold although nobody ever heard that it was made. */
  lostSetupName(teamId: string): Promise<string | null>;
  /** Setups whose answer from Composio was being awaited. */
  creatingSetups(teamId: string): Promise<Setup[]>;
  /**
   * Takes a form's submission: `claimed` for the one that is to ask Composio; `repeated` when this form is being
   * worked on or saved already; `taken` when another form is, or when `replaces` is not the setup in force.
   */
  claimSetup(
    draft: SetupDraft,
    replaces: string | null,
  ): Promise<{ outcome: 'claimed' | 'repeated' | 'taken'; setup: Setup }>;
  /** Puts a claimed setup in force; the one before is replaced and its unfinished attempts are superseded. */
  saveSetup(
    teamId: string,
    setupId: string,
    saved: { authConfigId: string; redirectUriReadBack: string | null },
    notify: NewMessage,
    now: number,
  ): Promise<SavedSetup>;
  /** @param code `interrupted`, or `lost_…` when Composio may have made the auth config all the same */
  failSetup(teamId: string, setupId: string, code: string, now: number, notify: NewMessage | null): Promise<void>;
}

export interface PeopleStore {
  statusOf(teamId: string, slackUserId: string): Promise<PersonStatus>;
  /** The person's row, made with `externalUserId` if there is none yet. */
  ensurePerson(teamId: string, slackUserId: string, externalUserId: string, now: number): Promise<Person>;
  /** Slack user IDs that still have something to lose: a connection or an attempt. */
  peopleAtStake(teamId: string): Promise<string[]>;
  /** The person was deactivated in Slack: everything they had is owed to be deleted and revoked. */
  markLeft(teamId: string, slackUserId: string, now: number): Promise<boolean>;
  /** The person disconnects: the account is owed to be deleted and revoked. False: there was nothing. */
  disconnect(teamId: string, slackUserId: string, now: number): Promise<boolean>;
  countByState(teamId: string): Promise<Record<string, number>>;
}

export interface AttemptStore {
  /**
   * Writes the attempt and its DM; the person's unfinished attempts before it are superseded. False: the same link is
   * asked for already and not made yet.
   */
  beginAttempt(
    attempt: Pick<Attempt, 'id' | 'teamId' | 'owner' | 'authConfigId' | 'baseUrl' | 'nonce'>,
    externalUserId: string,
    message: NewMessage,
    now: number,
  ): Promise<boolean>;
  attempt(teamId: string, attemptId: string): Promise<Attempt | null>;
  attemptByNonce(teamId: string, nonce: string): Promise<Attempt | null>;
  attemptByAccount(teamId: string, accountId: string): Promise<Attempt | null>;
  /** Attempts whose link is still to be made, oldest first, with whether their DM stands or can never be sent. */
  requestedAttempts(teamId: string): Promise<Array<Attempt & { isDmPosted: boolean; isDmRefused: boolean }>>;
  /** Attempts whose link exists at Composio but was not yet shown to anybody. */
  unshownAttempts(teamId: string): Promise<Attempt[]>;
  /** Attempts whose link is out, or lapsed less than `lateMs` ago. */
  attemptsInUse(teamId: string, now: number, lateMs: number): Promise<Attempt[]>;
  /** Whether a link request of an earlier attempt left no account that is known here: Composio may have made one. */
  hasLostRequest(teamId: string, owner: string, since: number): Promise<boolean>;
  /** Every account ID that some attempt of this person had. */
  accountIdsOf(teamId: string, owner: string): Promise<string[]>;
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
  /** `wasCalled`: Gong was asked, and the company's budget paid for it. */
  recordVerification(
    teamId: string,
    accountId: string,
    outcome: string,
    wasCalled: boolean,
    now: number,
  ): Promise<void>;
  /** How many verification calls were made since then. */
  verificationsSince(teamId: string, since: number): Promise<number>;
}

export interface Removal {
  attemptId: string;
  accountId: string;
  /** Whether Gong is to be told that the grant is withdrawn. */
  revoke: boolean;
  tries: number;
  /** An unfinished attempt may have been finished since: look before deleting. */
  lookFirst: boolean;
}

export interface RemovalStore {
  /** Accounts that are owed to be deleted at Composio and may be tried now. */
  dueRemovals(teamId: string, now: number, limit: number): Promise<Removal[]>;
  markRemoved(teamId: string, removal: Removal, now: number): Promise<void>;
  postponeRemoval(teamId: string, attemptId: string, nextAt: number): Promise<void>;
}

export interface OutageStore {
  outage(teamId: string, outageId: string): Promise<(Outage & { connection: Connection }) | null>;
  dueReminders(teamId: string, now: number): Promise<Outage[]>;
  /** Outages that are open, with their connection, youngest first. */
  openOutages(teamId: string, beganSince: number): Promise<Array<Outage & { authConfigId: string | null }>>;
  /** Owes the reminder that is due; `nextAt` is when the one after it is. False: none is due any more. */
  remind(teamId: string, outageId: string, message: NewMessage, nextAt: number | null, now: number): Promise<boolean>;
  /** False: the outage is over. */
  snooze(teamId: string, outageId: string, until: number, now: number): Promise<boolean>;
}

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

export interface LeaseStore {
  /** Takes or renews; null: somebody else holds it. `isDead` tells whether a holder is known to be gone. */
  takeLease(
    name: string,
    holder: string,
    until: number,
    now: number,
    isDead: (holder: string) => boolean,
  ): Promise<{ fence: number } | null>;
  releaseLease(name: string, holder: string): Promise<void>;
}

export interface AuditStore {
  audit(teamId: string, entry: AuditEntry, now: number): Promise<void>;
}

export interface Store
  extends SetupStore,
    PeopleStore,
    AttemptStore,
    RemovalStore,
    ObservationStore,
    SweepStore,
    HintStore,
    OutageStore,
    MessageStore,
    LeaseStore,
    AuditStore {
  /** Fails when the database cannot be written. */
  check(): Promise<void>;
  close(): Promise<void>;
}
