/** `/webhook_subscriptions`: one per project. */

import { z } from 'zod';
import type { Endpoint } from './api.ts';
import { ApiError, notFound } from './api-error.ts';
import { masked } from './auth-config.ts';
import { pageOf } from './page.ts';
import type { Project } from './project.ts';
import { EXPIRED_EVENT } from './webhook-message.ts';
import type { Subscription } from './webhooks.ts';

const EVENTS: Record<string, { description: string; versions: string[] }> = {
  'composio.trigger.message': { description: 'A trigger fired', versions: ['V1', 'V2', 'V3'] },
  [EXPIRED_EVENT]: { description: 'A connected account expired', versions: ['V3'] },
  'composio.trigger.disabled': { description: 'A trigger was disabled', versions: ['V3'] },
};

const webhookUrl = z.url().max(2048).startsWith('https://');
const events = z.array(z.enum(Object.keys(EVENTS))).min(1);
const version = z.enum(['V1', 'V2', 'V3']);
const created = z.object({ webhook_url: webhookUrl, enabled_events: events, version: version.default('V3') });
const changed = z.object({ webhook_url: webhookUrl, enabled_events: events, version }).partial();

function show(subscription: Subscription, secret = subscription.secret): object {
  return {
    id: subscription.id,
    webhook_url: subscription.url,
    version: subscription.version,
    enabled_events: subscription.events,
    secret,
    created_at: new Date(subscription.createdAt).toISOString(),
    updated_at: new Date(subscription.updatedAt).toISOString(),
  };
}

/** The endpoints of the webhook subscription. */
export function subscriptionEndpoints(project: Project): Endpoint[] {
  const { webhooks, switches, newId, clock } = project;
  const path = '/webhook_subscriptions';
  const newSecret = (): string => newId('whsec_', 32);
  const one = (params: Record<string, string>): Subscription => {
    const { subscription } = webhooks;
    if (!subscription || subscription.id !== params.id)
      throw notFound('Webhook subscription', 2901, 'WebhookSubscription_NotFound');
    return subscription;
  };
  const look = (subscription: Subscription): object =>
    show(subscription, switches.webhookSecretShown ? subscription.secret : masked(subscription.secret));
  return [
    {
      method: 'POST',
      path,
      status: 201,
      answer: ({ read }) => {
        const body = read(created);
        if (webhooks.subscription)
          throw new ApiError(409, 2902, 'WebhookSubscription_AlreadyExists', 'A webhook subscription already exists');
        return show(webhooks.subscribe(body.webhook_url, newSecret(), body.enabled_events, body.version));
      },
    },
    {
      method: 'GET',
      path,
      answer: ({ query }) => pageOf(webhooks.subscription ? [look(webhooks.subscription)] : [], query, 20, 100),
    },
    {
      method: 'GET',
      path: `${path}/event_types`,
      answer: () => ({
        items: Object.entries(EVENTS).map(([event_type, { description, versions }]) => ({
          event_type,
          description,
          supported_versions: versions,
        })),
      }),
    },
    { method: 'GET', path: `${path}/:id`, answer: ({ params }) => look(one(params)) },
    {
      method: 'PATCH',
      path: `${path}/:id`,
      answer: ({ params, read }) => {
        const subscription = one(params);
        const body = read(changed);
        subscription.url = body.webhook_url ?? subscription.url;
        subscription.events = body.enabled_events ?? subscription.events;
        subscription.version = body.version ?? subscription.version;
        subscription.updatedAt = clock.now();
        return look(subscription);
      },
    },
    {
      method: 'DELETE',
      path: `${path}/:id`,
      answer: ({ params }) => {
        one(params);
        webhooks.subscription = null;
        return { success: true };
      },
    },
    {
      method: 'POST',
      path: `${path}/:id/rotate_secret`,
      answer: ({ params }) => {
        const subscription = one(params);
        subscription.secret = newSecret();
        return { id: subscription.id, secret: subscription.secret };
      },
    },
  ];
}
