/** The project's one webhook subscription, and the deliveries made to it. */

import type { Clock } from '../../../src/ports.ts';
import { type NewId, uuidFrom } from '../gong/ids.ts';
import type { ConnectedAccount } from './connected-account.ts';
import { EXPIRED_EVENT, signWebhook, type WebhookMessage, writeMessage } from './webhook-message.ts';

export interface Subscription {
  id: string;
  url: string;
  version: string;
  events: string[];
  secret: string;
  createdAt: number;
  updatedAt: number;
}

/** One attempt to deliver. `status` is null when nobody answered. */
export interface Delivery {
  messageId: string;
  attempt: number;
  at: number;
  url: string;
  body: string;
  status: number | null;
}

/** What a test may change about a webhook that it sends by hand; everything left out is as Composio does it. */
export interface WebhookOverrides {
  account?: ConnectedAccount;
  type?: string;
  messageId?: string;
  body?: string;
  timestampSeconds?: number;
  secret?: string;
  /** The whole header; null leaves it out. */
  signature?: string | null;
  url?: string;
}

export interface Webhooks {
  readonly deliveries: Delivery[];
  subscription: Subscription | null;
  subscribe(url: string, secret: string, events: string[], version: string): Subscription;
  /** Sends the expiry event in the background, when somebody subscribed to it. */
  accountExpired(account: ConnectedAccount): void;
  /** Sends one webhook once and gives the status answered; rejects when nobody answers. */
  send(overrides: WebhookOverrides): Promise<number>;
  /** Resolves when no attempt is under way. Retries that wait for their time do not count. */
  settled(): Promise<void>;
  close(): void;
}

export interface WebhookOptions {
  clock: Clock;
  newId: NewId;
  /** Unix seconds that signatures carry: real time, as whoever verifies them uses. */
  signingTime: () => number;
  /** Pauses before the second and every further attempt. */
  retryAfterMs: number[];
  show: (account: ConnectedAccount) => object;
}

/** No subscription yet. */
export function createWebhooks({ clock, newId, signingTime, retryAfterMs, show }: WebhookOptions): Webhooks {
  const deliveries: Delivery[] = [];
  const stop = new AbortController();
  const underWay = new Set<Promise<unknown>>();

  const post = async (url: string, headers: Record<string, string>, body: string): Promise<number> => {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-composio-webhook-version': 'V3', ...headers },
      body,
      redirect: 'manual',
      signal: stop.signal,
    });
    await response.arrayBuffer();
    return response.status;
  };
  const attempt = async (
    { id, body }: WebhookMessage,
    { url, secret }: Subscription,
    number: number,
  ): Promise<void> => {
    const delivery: Delivery = { messageId: id, attempt: number, at: clock.now(), url, body, status: null };
    deliveries.push(delivery);
    const seconds = signingTime();
    const headers = {
      'webhook-id': id,
      'webhook-timestamp': String(seconds),
      'webhook-signature': signWebhook(secret, id, seconds, body),
      'x-composio-delivery-attempt': String(number),
    };
    // Nobody answering is written down as a null status; it is a reason to try again, like any other.
    delivery.status = await post(url, headers, body).catch(() => null);
  };
  const deliver = (message: WebhookMessage, to: Subscription, number: number): void => {
    if (stop.signal.aborted) return;
    const running = attempt(message, to, number).then(() => {
      underWay.delete(running);
      const status = deliveries.findLast(({ messageId }) => messageId === message.id)?.status ?? 0;
      const pause = retryAfterMs[number - 1];
      if ((status < 200 || status > 299) && pause !== undefined)
        clock.after(pause, () => deliver(message, to, number + 1));
    });
    underWay.add(running);
  };
  const newMessage = (type: string, account: ConnectedAccount | undefined): WebhookMessage =>
    writeMessage(`msg_${uuidFrom(newId)}`, type, clock.now(), account ? show(account) : {});

  const webhooks: Webhooks = {
    deliveries,
    subscription: null,
    subscribe: (url, secret, events, version) => {
      const times = { createdAt: clock.now(), updatedAt: clock.now() };
      webhooks.subscription = { id: newId('ws_'), url, version, events, secret, ...times };
      return webhooks.subscription;
    },
    accountExpired: (account) => {
      const to = webhooks.subscription;
      if (to?.events.includes(EXPIRED_EVENT)) deliver(newMessage(EXPIRED_EVENT, account), to, 1);
    },
    send: async (overrides) => {
      const made = newMessage(overrides.type ?? EXPIRED_EVENT, overrides.account);
      const id = overrides.messageId ?? made.id;
      const body = overrides.body ?? made.body.replaceAll(made.id, id);
      const seconds = overrides.timestampSeconds ?? signingTime();
      const secret = overrides.secret ?? webhooks.subscription?.secret ?? '';
      const signature =
        overrides.signature === undefined ? signWebhook(secret, id, seconds, body) : overrides.signature;
      const signed: Record<string, string> = signature === null ? {} : { 'webhook-signature': signature };
      const url = overrides.url ?? webhooks.subscription?.url ?? '';
      return post(url, { 'webhook-id': id, 'webhook-timestamp': String(seconds), ...signed }, body);
    },
    settled: async () => {
      while (underWay.size > 0) await Promise.all(underWay);
    },
    close: () => stop.abort(),
  };
  return webhooks;
}
