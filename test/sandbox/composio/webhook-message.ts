/** A webhook as Composio V3 writes and signs it (Composio docs: "Verifying webhooks"). */

import { createHmac } from 'node:crypto';

export const EXPIRED_EVENT = 'composio.connected_account.expired';

export interface WebhookMessage {
  id: string;
  body: string;
}

/** `v1,` and the HMAC-SHA256 in base64. The secret is the key as it stands, its prefix included. */
export function signWebhook(secret: string, id: string, timestampSeconds: number, body: string): string {
  const signature = createHmac('sha256', secret).update(`${id}.${timestampSeconds}.${body}`).digest('base64');
  return `v1,${signature}`;
}

/** The body of an event; `data` is what `GET` would show of the thing it is about. */
export function writeMessage(id: string, type: string, at: number, data: unknown): WebhookMessage {
  const metadata = { project_id: 'pr_sandbox', org_id: 'org_sandbox' };
  return { id, body: JSON.stringify({ id, timestamp: new Date(at).toISOString(), type, metadata, data }) };
}
