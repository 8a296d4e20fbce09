/** Webhooks, verified by the SDK that their receivers use. */

import { expect, onTestFinished, test, vi } from 'vitest';
import { empty, type HttpRequest, startServer } from '../http.ts';
import { startSdkSetup } from './sdk-setup.ts';

async function receiver(statuses: number[] = []): Promise<{ url: string; got: HttpRequest[] }> {
  const got: HttpRequest[] = [];
  const handle = (request: HttpRequest): ReturnType<typeof empty> => {
    got.push(request);
    return empty(statuses.shift() ?? 200);
  };
  const server = await startServer({ routes: [{ method: 'POST', path: '/hook', handle }] });
  onTestFinished(server.close);
  return { url: `${server.url}/hook`, got };
}

async function started() {
  const setup = await startSdkSetup();
  const authConfigId = await setup.createAuthConfig();
  const account = setup.composio.addAccount({ authConfigId, userId: 'u1' });
  const verify = ({ headers, body }: HttpRequest) =>
    setup.sdk.triggers.verifyWebhook({
      id: headers['webhook-id'] ?? '',
      timestamp: headers['webhook-timestamp'] ?? '',
      signature: headers['webhook-signature'] ?? '',
      payload: body,
      secret: setup.composio.webhookSecret,
    });
  return { ...setup, account, verify };
}

test('dead credentials send a webhook that the SDK verifies', async () => {
  const { composio, account, verify, raw } = await started();
  const { url, got } = await receiver();
  composio.webhookTo(url);
  composio.expire(account.id);
  await composio.webhooksSettled();
  const [request] = got;
  if (!request) throw new Error('nothing arrived');
  const { rawPayload, version } = await verify(request);
  expect(version).toBe('V3');
  expect(rawPayload).toMatchObject({
    id: request.headers['webhook-id'],
    type: 'composio.connected_account.expired',
    data: await raw.connectedAccounts.retrieve(account.id),
  });
});

test('a delivery that is refused is tried again under the same ID', async () => {
  const { clock, composio, account } = await started();
  const { url, got } = await receiver([500, 503]);
  composio.webhookTo(url);
  composio.expire(account.id);
  for (const count of [1, 2, 3]) {
    await vi.waitFor(() => expect(got).toHaveLength(count));
    await composio.webhooksSettled();
    clock.advance(60_000);
  }
  await composio.webhooksSettled();
  expect(composio.deliveries.map(({ status }) => status)).toEqual([500, 503, 200]);
  expect(new Set(composio.deliveries.map(({ messageId }) => messageId)).size).toBe(1);
  expect(got.map(({ headers }) => headers['x-composio-delivery-attempt'])).toEqual(['1', '2', '3']);
});

test('nobody listening is tried four times and given up', async () => {
  const { clock, composio, account } = await started();
  composio.webhookTo('http://127.0.0.1:9/hook');
  composio.expire(account.id);
  for (let count = 0; count < 6; count += 1) {
    await composio.webhooksSettled();
    clock.advance(60_000);
  }
  expect(composio.deliveries.map(({ status }) => status)).toEqual([null, null, null, null]);
});

test.each([
  [true, 1],
  [false, 0],
])('a lapsed link sends a webhook: %s', async (lapseFiresWebhook, count) => {
  const { clock, composio, createAuthConfig, link } = await startSdkSetup({ composio: { lapseFiresWebhook } });
  composio.webhookTo((await receiver()).url);
  await link(await createAuthConfig(), 'u1');
  clock.advance(10 * 60_000);
  await composio.webhooksSettled();
  expect(composio.deliveries).toHaveLength(count);
});

test('forged, unsigned and aged webhooks can be sent, and the SDK refuses them', async () => {
  const { composio, account, verify } = await started();
  const { url, got } = await receiver();
  composio.webhookTo(url);
  await composio.sendWebhook({ account });
  await composio.sendWebhook({ account, secret: 'guessed' });
  await composio.sendWebhook({ account, signature: null });
  await composio.sendWebhook({ account, timestampSeconds: Math.floor(Date.now() / 1000) - 301 });
  const verdicts = await Promise.allSettled(got.map(verify));
  expect(verdicts.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'rejected', 'rejected']);
});

test('a message can be repeated under its ID', async () => {
  const { composio, account } = await started();
  const { url, got } = await receiver();
  composio.webhookTo(url);
  for (const _ of [1, 2]) await composio.sendWebhook({ account, messageId: 'msg_same' });
  expect(got.map(({ headers }) => headers['webhook-id'])).toEqual(['msg_same', 'msg_same']);
});

test('a project has one subscription', async () => {
  const { raw, composio, sdk } = await startSdkSetup({ composio: { webhookSecretShown: false } });
  const body = {
    webhook_url: 'https://bot.example/composio/webhook',
    enabled_events: ['composio.connected_account.expired'],
    version: 'V3',
  };
  const created = await raw.post('/api/v3.1/webhook_subscriptions', { body });
  expect(created).toMatchObject({ secret: expect.stringMatching(/^whsec_.{32}$/) });
  await expect(raw.post('/api/v3.1/webhook_subscriptions', { body })).rejects.toMatchObject({ status: 409 });
  await expect(
    raw.post('/api/v3.1/webhook_subscriptions', { body: { ...body, webhook_url: 'http://bot.example' } }),
  ).rejects.toMatchObject({ status: 400 });
  expect(await raw.get('/api/v3.1/webhook_subscriptions')).toMatchObject({ items: [{ secret: 'whse...' }] });
  expect(await raw.get('/api/v3.1/webhook_subscriptions/event_types')).toMatchObject({ items: [{}, {}, {}] });
  const set = await sdk.triggers.setWebhookSubscription({ webhookUrl: 'https://other.example/hook' });
  expect(set).toMatchObject({ enabledEvents: ['composio.trigger.message'] });
  expect(composio.requests.at(-1)?.method).toBe('PATCH');
});
