/** One payload on its way to the bot, and what came of it. */

import type { JsonObject } from '../json.ts';

export interface Delivery {
  kind: 'slash_commands' | 'interactive' | 'events_api';
  payload: JsonObject;
  /** Whether an answer in the acknowledgement means something. */
  acceptsPayload: boolean;
  /** Which try this is, and why there was another before. */
  retry: { number: number; reason: string };
  /** Called when the acknowledgement comes after the three seconds; only in Socket Mode. */
  onLateAck?: (body: JsonObject | null) => void;
}

export type FailureReason = 'http_timeout' | 'http_error' | 'connection_failed' | 'not_connected';

/** The bot's answer. `body` is null when there is none; plain text arrives as `{text}`. */
export type Ack =
  | { acked: true; body: JsonObject | null }
  | { acked: false; reason: FailureReason; status: number | null; noRetry: boolean };

/** How long the bot has, in milliseconds on the sandbox's clock. */
export const ackLimitMs = 3_000;

/** A failure without an HTTP status. */
export function failure(reason: FailureReason): Ack {
  return { acked: false, reason, status: null, noRetry: false };
}
