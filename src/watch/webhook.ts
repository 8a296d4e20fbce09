/** Composio's webhooks: checked, committed as a hint, answered; `hints.ts` looks into them afterwards. */

import { createHmac, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import type { Outside } from '../ports.ts';

/** How far a delivery's timestamp may be off (Composio: "Webhook verification"). */
const toleranceSeconds = 300;

export interface WebhookRequest {
  id: string | undefined;
  timestamp: string | undefined;
  signature: string | undefined;
  body: Buffer;
}

const message = z.object({ type: z.string(), data: z.unknown().optional() });
const expired = z.object({ id: z.string().min(1) });

/**
 * Whether Composio signed this: HMAC-SHA256 over `id.timestamp.body`, the secret taken as it is, prefix included
 * (Composio: "Webhook verification"). The SDK's own check also demands a shape that real deliveries lack.
 * @param nowSeconds Unix time by the machine's clock
 */
export function isSigned(request: WebhookRequest, secret: string, nowSeconds: number): boolean {
  const { id, timestamp, signature, body } = request;
  if (!id || !timestamp || !signature || !/^\d{1,12}$/.test(timestamp)) return false;
  if (Math.abs(nowSeconds - Number(timestamp)) > toleranceSeconds) return false;
  const expected = createHmac('sha256', secret).update(`${id}.${timestamp}.`).update(body).digest();
  return signature.split(' ').some((part) => {
    const given = Buffer.from(part.replace(/^v1,/, ''), 'base64');
    return part.startsWith('v1,') && given.length === expected.length && timingSafeEqual(given, expected);
  });
}

/** Takes a signed delivery. @returns the HTTP status to answer, and what became of it for the metrics */
export async function acceptWebhook(
  { store, clock }: Pick<Outside, 'store' | 'clock'>,
  given: { teamId: string; messageId: string; body: Buffer },
): Promise<{ status: 200 | 400; outcome: string }> {
  const parsed = message.safeParse(parseJson(given.body));
  if (!parsed.success) return { status: 400, outcome: 'unreadable' };
  if (parsed.data.type !== 'composio.connected_account.expired') return { status: 200, outcome: 'other_type' };
  const account = expired.safeParse(parsed.data.data);
  if (!account.success) return { status: 400, outcome: 'unreadable' };
  const attempt = await store.attemptByAccount(given.teamId, account.data.id);
  const isNew = await store.acceptHint(given.teamId, given.messageId, attempt ? account.data.id : null, clock.now());
  if (!isNew) return { status: 200, outcome: 'repeated' };
  return { status: 200, outcome: attempt ? 'accepted' : 'not_ours' };
}

function parseJson(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    // Not JSON: the schema refuses it, and the sender hears so.
    return undefined;
  }
}
