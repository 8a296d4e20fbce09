/** What every feature needs from outside. Written as promises (the clock excepted); filled in by `adapters/`. */

import type { HomeView, KnownBlock, ModalView } from '@slack/types';
import type { AccountSeen } from './connection.ts';
import type { OwedMessage } from './model.ts';
import type { Store } from './store.ts';

/** Stops a timer. Calling it twice does nothing. */
export type Cancel = () => void;

/** The only source of time: nothing else in `src` reads a clock or sets a timer. */
export interface Clock {
  /** Unix time in milliseconds. */
  now(): number;
  /** Runs `action` once, `delayMs` from now. */
  after(delayMs: number, action: () => void): Cancel;
  /** Runs `action` again and again, `intervalMs` apart, the first time after one interval. */
  every(intervalMs: number, action: () => void): Cancel;
}

/** Structured logging: fields first, then a constant sentence. Never a token, a secret or a link. */
export interface Log {
  debug(fields: Readonly<Record<string, unknown>>, message: string): void;
  info(fields: Readonly<Record<string, unknown>>, message: string): void;
  warn(fields: Readonly<Record<string, unknown>>, message: string): void;
  error(fields: Readonly<Record<string, unknown>>, message: string): void;
}

/** What is counted. Labels come from closed sets: no ID ever becomes one. */
export interface Metrics {
  /** `outcome`: `ok` or an error's code. */
  composioCalled(operation: string, outcome: string): void;
  slackCalled(method: string, outcome: string): void;
  /** From the payload's arrival to the acknowledgement handed to Slack. */
  acknowledged(kind: string, durationMs: number): void;
  swept(durationMs: number, isComplete: boolean): void;
  /** Slack has it: `sent` is news to its reader, `edited` shows another revision of what was sent. */
  messageShown(kind: string, how: 'sent' | 'edited'): void;
  messageEnded(kind: string): void;
  webhookReceived(outcome: string): void;
}

/** Makes IDs that cannot be guessed. */
export interface Identity {
  uuid(): string;
  /** URL-safe, 128 bits. */
  nonce(): string;
}

/** A DM, or an answer to a command: `text` carries the whole meaning for screen readers and notifications. */
export interface SlackMessage {
  text: string;
  blocks: KnownBlock[];
  metadata?: { event_type: string; event_payload: Record<string, string | number> };
}

export interface SlackIdentity {
  teamId: string;
  botUserId: string;
  botId: string;
  /** The workspace's own address, with a trailing slash. */
  workspaceUrl: string;
}

/** A member of the workspace, as far as the bot cares. */
export interface Member {
  slackUserId: string;
  /** Workspace admin or owner. */
  isAdmin: boolean;
  isOwner: boolean;
  isDeactivated: boolean;
  isBot: boolean;
}

/** Slack's Web API. Every failure is a SlackError. No method retries by itself. */
export interface Slack {
  identify(): Promise<SlackIdentity>;
  /** @returns the view's ID and hash */
  openView(teamId: string, triggerId: string, view: ModalView): Promise<{ viewId: string; hash: string }>;
  /** `closed`: the person has closed it meanwhile. */
  updateView(teamId: string, viewId: string, view: ModalView): Promise<'updated' | 'closed'>;
  publishHome(teamId: string, slackUserId: string, view: HomeView): Promise<void>;
  /** @returns the DM's channel ID */
  openDm(teamId: string, slackUserId: string): Promise<string>;
  /** @returns the message's `ts` */
  postMessage(teamId: string, channel: string, message: SlackMessage): Promise<string>;
  updateMessage(teamId: string, channel: string, ts: string, message: SlackMessage): Promise<void>;
  /** The bot's message with this `message_id` in its metadata, sent at or after `sinceMs`; null: it is not there. */
  findMessage(teamId: string, channel: string, messageId: string, sinceMs: number): Promise<string | null>;
  /** Answers a command or a button in private, replacing what the button sat on when `replaceOriginal`. */
  respond(teamId: string, responseUrl: string, message: SlackMessage, replaceOriginal: boolean): Promise<void>;
  member(teamId: string, slackUserId: string): Promise<Member>;
  /** The whole member list, deactivated people included. */
  members(teamId: string): Promise<Member[]>;
}

/** What Composio's Gong toolkit declares. */
export interface ToolkitFacts {
  /** The redirect URI it proposes; null: it does not say. */
  redirectUri: string | null;
  /** The connection field that carries the API base URL. */
  baseUrlField: string;
}

export interface AuthConfigFacts {
  authConfigId: string;
  name: string;
  isEnabled: boolean;
  /** For Gong, with an OAuth client of one's own: what links can be made with. */
  isCustomGong: boolean;
  /** null: masked, or not said. */
  clientId: string | null;
  scopes: readonly string[];
  /** null: masked, or not said. */
  redirectUri: string | null;
}

export interface NewAuthConfig {
  name: string;
  clientId: string;
  clientSecret: string;
  scopes: readonly string[];
  redirectUri: string;
}

export interface ConnectLink {
  url: string;
  accountId: string;
  expiresAt: number;
}

/** `works`, or why the verification call did not; `skipped`: no chosen scope allows a cheap call. */
export type Verification =
  | 'works'
  | 'skipped'
  | 'wrong_base_url'
  | 'not_allowed'
  | 'credentials_refused'
  | 'gong_busy'
  | 'unanswered';

/** Composio. Every failure is a ComposioError; nothing that writes is ever sent twice. */
export interface Connections {
  toolkit(teamId: string): Promise<ToolkitFacts>;
  createAuthConfig(teamId: string, given: NewAuthConfig): Promise<string>;
  /** Looks for an auth config whose creation was not answered, disabled ones included. */
  findAuthConfig(teamId: string, name: string): Promise<AuthConfigFacts | null>;
  /** Writes client ID, secret, scopes and redirect URI; false: Composio does not know the auth config any more. */
  updateAuthConfig(teamId: string, authConfigId: string, given: Omit<NewAuthConfig, 'name'>): Promise<boolean>;
  /** Custom Gong auth configs of the project, disabled ones left out. */
  customAuthConfigs(teamId: string): Promise<AuthConfigFacts[]>;
  /** null: Composio does not know it. */
  authConfig(teamId: string, authConfigId: string): Promise<AuthConfigFacts | null>;
  createLink(
    teamId: string,
    given: { authConfigId: string; externalUserId: string; baseUrl: string; callbackUrl: string | null },
  ): Promise<ConnectLink>;
  /** Accounts of this person that nobody has finished: where a link whose answer was lost is looked for. */
  unfinishedAccounts(teamId: string, authConfigId: string, externalUserId: string): Promise<string[]>;
  /** One account; null: Composio answered 404. */
  look(teamId: string, accountId: string): Promise<AccountSeen | null>;
  page(
    teamId: string,
    authConfigId: string,
    cursor: string | null,
  ): Promise<{
    accounts: ReadonlyArray<AccountSeen & { accountId: string }>;
    /** IDs of accounts that are there, in a shape that cannot be read. */
    unreadable: readonly string[];
    nextCursor: string | null;
  }>;
  /** Deletes; an account that is gone already counts as deleted. */
  remove(teamId: string, accountId: string, revoke: boolean): Promise<void>;
  /** One cheap Gong call through the account: the customer's Gong budget pays for it. */
  verify(teamId: string, accountId: string, externalUserId: string, scopes: readonly string[]): Promise<Verification>;
}

/** Whether this process is the one that sweeps, follows and delivers. */
export interface Lease {
  /** The fencing number while the lease is held; null while another process holds it. */
  fence(): number | null;
  readonly holder: string;
}

/** Composes what a DM should show now; `moot`: nothing, it is too late to say it; `later`: not known yet. */
export type Composer = (message: OwedMessage) => Promise<SlackMessage | 'moot' | 'later'>;

/** Everything from outside, as it is handed to the features. */
export interface Outside {
  clock: Clock;
  log: Log;
  metrics: Metrics;
  identity: Identity;
  slack: Slack;
  connections: Connections;
  store: Store;
}

/** A promise that is kept `delayMs` from now. */
export function pause(clock: Clock, delayMs: number): Promise<void> {
  return new Promise((resolve) => {
    clock.after(delayMs, resolve);
  });
}
