/** What a caller may choose about the sandbox's Slack, and what is taken when nothing is said. */

import type { Clock } from '../../../src/ports.ts';
import type { Route } from '../http.ts';
import { type Manifest, readOwnManifest } from './manifest.ts';

export interface SlackOptions {
  clock: Clock;
  /** 0 or left out: any free port. */
  port?: number;
  /** Left out: 127.0.0.1. */
  host?: string;
  /** Makes the identifiers the same in every run. */
  seed?: number;
  /** Left out: the repository's `manifest.yml`. */
  manifest?: Manifest;
  /** Left out: the bot scopes of the manifest. */
  scopes?: string[];
  botToken?: string;
  appToken?: string;
  signingSecret?: string;
  /** Where the bot takes commands, interactivity and events over HTTP; `deliverTo` sets it later. */
  requestUrl?: string;
  /** Served besides Slack's own routes, and tried after them. */
  routes?: Route[];
  /** How long the driver's `waitFor…` wait, in real milliseconds; 10 000 when left out. */
  waitLimitMs?: number;
  /** Refuses messages with blocks and no text, where Slack only warns. On unless turned off. */
  strictText?: boolean;
  /** Slack does not say whether posting to a user ID needs `im:write`. On unless turned off. */
  userIdNeedsImWrite?: boolean;
  /** Slack does not say whether a Socket Mode ack after three seconds still counts. Off unless turned on. */
  lateAcksCount?: boolean;
  /** Samples and guide differ on `accepts_response_payload` of block_actions. Off unless turned on. */
  blockActionsAcceptPayload?: boolean;
  /** Slack does not say what a response_url does without `replace_original`. Off unless turned on. */
  replacesByDefault?: boolean;
}

export type Settings = Required<Omit<SlackOptions, 'clock' | 'port' | 'host' | 'seed' | 'requestUrl' | 'routes'>>;

/** The options with everything filled in. */
export function completeSettings(options: SlackOptions): Settings {
  const manifest = options.manifest ?? readOwnManifest();
  return {
    manifest,
    scopes: options.scopes ?? manifest.scopes,
    botToken: options.botToken ?? 'xoxb-sandbox-bot',
    appToken: options.appToken ?? 'xapp-1-sandbox',
    signingSecret: options.signingSecret ?? 'sandbox-signing-secret',
    waitLimitMs: options.waitLimitMs ?? 10_000,
    strictText: options.strictText ?? true,
    userIdNeedsImWrite: options.userIdNeedsImWrite ?? true,
    lateAcksCount: options.lateAcksCount ?? false,
    blockActionsAcceptPayload: options.blockActionsAcceptPayload ?? false,
    replacesByDefault: options.replacesByDefault ?? false,
  };
}
