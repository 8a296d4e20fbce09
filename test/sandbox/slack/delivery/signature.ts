/** How Slack signs its requests ("Verifying requests from Slack"). */

import { createHmac } from 'node:crypto';

/** The `X-Slack-Signature` of a raw body sent at `timestamp` (Unix seconds). */
export function signatureOf(signingSecret: string, timestamp: number, body: string): string {
  return `v0=${createHmac('sha256', signingSecret).update(`v0:${timestamp}:${body}`).digest('hex')}`;
}
