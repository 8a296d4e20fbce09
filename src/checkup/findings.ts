/** What "Check setup" has found out, before it is judged. */

import type { AuthConfigFacts, KeyInfo, Verification, WebhookSubscription } from '../connections-port.ts';
import type { ConnectionMode, SavedSetup } from '../model.ts';

/** An answer, or why there is none. */
export type Asked<T> = { isAnswered: true; answer: T } | { isAnswered: false; why: string; code: string };

/** How this very process is told from any other that answers at its public address. */
export interface Ping {
  path: string;
  /** The whole body of its answer; no other process gives it. */
  answer: string;
  /** What the answer of every process of this bot begins with. */
  name: string;
}

export interface Findings {
  setup: SavedSetup;
  /** null: the database did not say. */
  mode: ConnectionMode | null;
  /** Whether somebody is connected. */
  isInUse: Asked<boolean>;
  /** The Slack user ID of who asked. */
  checkedBy: string;
  /** Unix milliseconds. */
  checkedAt: number;
  key: Asked<KeyInfo>;
  /** null: Composio does not know it. */
  authConfig: Asked<AuthConfigFacts | null>;
  /** Whether the admins' own pause goes on. */
  isPaused: Asked<boolean>;
  /**
   * How one connection did, with its owner; null: none works, so none could be tried; `over_budget`, `paused`: Gong was
   * not asked.
   */
  probe: Asked<{ outcome: Verification | 'over_budget' | 'paused'; owner: string } | null>;
  publicUrl: string | null;
  hasWebhookSecret: boolean;
  ping: Ping;
  /** What answered at the ping's path below our own public address; null: there is no public address. */
  reached: Asked<{ status: number; text: string } | null>;
  subscription: Asked<WebhookSubscription | null>;
  /** When a webhook was accepted last; null: none in the time that they are kept. */
  lastDeliveryAt: Asked<number | null>;
  /** Of the bot's token; null: Slack does not say. */
  slackScopes: Asked<readonly string[] | null>;
  /** When the last complete sweep began; null: there was none yet. */
  sweptAt: Asked<number | null>;
  checkIntervalMs: number;
  /** How far this machine's clock is ahead of Slack's, in milliseconds; null: Slack does not say. */
  clockAheadMs: Asked<number | null>;
  database: Asked<true>;
}
