/** What "Check setup" has found out, before it is judged. */

import type { AuthConfigFacts, KeyInfo, Verification, WebhookSubscription } from '../connections-port.ts';
import type { ConnectionMode, SavedSetup } from '../model.ts';

/** An answer, or why there is none. */
export type Asked<T> = { isAnswered: true; answer: T } | { isAnswered: false; why: string; code: string };

export interface Findings {
  setup: SavedSetup;
  mode: ConnectionMode;
  /** Unix milliseconds. */
  checkedAt: number;
  key: Asked<KeyInfo>;
  /** null: Composio does not know it. */
  authConfig: Asked<AuthConfigFacts | null>;
  /** null: no connection works, so none could be tried; `over_budget`: Gong was not asked. */
  probe: Asked<Verification | 'over_budget' | null>;
  publicUrl: string | null;
  hasWebhookSecret: boolean;
  /** The HTTP status that our own public address answered with; null: there is no public address. */
  reached: Asked<number | null>;
  subscription: Asked<WebhookSubscription | null>;
  /** Of the bot's token; null: Slack does not say. */
  slackScopes: Asked<readonly string[] | null>;
  /** When the last complete sweep began; null: there was none yet. */
  sweptAt: number | null;
  checkIntervalMs: number;
  /** How far this machine's clock is ahead of Slack's, in milliseconds; null: Slack does not say. */
  clockAheadMs: Asked<number | null>;
  database: Asked<true>;
}
