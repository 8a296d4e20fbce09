/** What every feature needs from outside. Written as promises (the clock excepted); filled in by `adapters/`. */

import type { HomeView, KnownBlock, ModalView } from '@slack/types';
import type { Connections } from './connections-port.ts';
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
  /** The scopes that the bot's token carries; null: Slack did not say. */
  scopes: readonly string[] | null;
}

/** A member of the workspace, as far as the bot cares. */
export interface Member {
  slackUserId: string;
  /** The display name, else the real name: typed by the person, so escape it in mrkdwn. */
  name: string;
  /** An IANA time zone, such as `Europe/Amsterdam`; null: Slack did not say. */
  timeZone: string | null;
  /** Workspace admin or owner, of this workspace. */
  isAdmin: boolean;
  isOwner: boolean;
  /** Of another workspace: here through a channel that both share. */
  isOutside: boolean;
  /** Let into this workspace for some channels, or for one. */
  isGuest: boolean;
  isDeactivated: boolean;
  isBot: boolean;
  /** When Slack last changed anything of theirs, in Unix milliseconds: about when they left; null: it did not say. */
  changedAt: number | null;
}

/** A user group (`@sales`) that is not disabled. */
export interface UserGroup {
  userGroupId: string;
  name: string;
  /** What stands behind the `@`. */
  handle: string;
  /** How many people are in it; null: Slack did not say. */
  size: number | null;
}

/** A text file; `comment` is the message that it is shared with, in mrkdwn. */
export interface NewFile {
  name: string;
  title: string;
  content: string;
  comment: string;
}

/** Slack's Web API. Every failure is a SlackError. No method retries by itself; a list waits where Slack asks it to. */
export interface Slack {
  identify(): Promise<SlackIdentity>;
  /** @returns the view's ID and hash */
  openView(teamId: string, triggerId: string, view: ModalView): Promise<{ viewId: string; hash: string }>;
  /** Puts a view on top of the modal that the trigger ID comes from. @returns the new view's ID and hash */
  pushView(teamId: string, triggerId: string, view: ModalView): Promise<{ viewId: string; hash: string }>;
  /** `closed`: the person has closed it meanwhile. */
  updateView(teamId: string, viewId: string, view: ModalView): Promise<'updated' | 'closed'>;
  /**
   * The same, as long as nobody else has changed the view meanwhile: `changed`, and it is left as it is.
   * @param hash what the view had when it was seen last; null: whatever it is
   */
  redrawView(
    teamId: string,
    viewId: string,
    view: ModalView,
    hash: string | null,
  ): Promise<{ outcome: 'updated'; hash: string } | { outcome: 'closed' | 'changed' }>;
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
  /**
   * The whole member list, deactivated people included, as it was a few minutes ago at most, and read in one walk for
   * all who ask. @param notBefore Unix milliseconds: it must not be older
   */
  members(teamId: string, notBefore?: number): Promise<readonly Member[]>;
  /** The IDs of everybody in a channel, bots included; the bot must be in a private one to see it. */
  channelMembers(teamId: string, channelId: string): Promise<string[]>;
  /** Those that are not disabled; none where the workspace's plan has no user groups. */
  userGroups(teamId: string): Promise<UserGroup[]>;
  /** The IDs of everybody in a user group. */
  userGroupMembers(teamId: string, userGroupId: string): Promise<string[]>;
  /** Shares a new file in a channel; a DM's ID is from `openDm`. A file cannot be edited afterwards. */
  uploadFile(teamId: string, channel: string, file: NewFile): Promise<void>;
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
export function pause(clock: Pick<Clock, 'after'>, delayMs: number): Promise<void> {
  return new Promise((resolve) => {
    clock.after(delayMs, resolve);
  });
}
