/**
 * Composio on localhost: one project with its API, connect pages and webhooks, and Gong behind it. Shapes, statuses and
 * refusals are the real ones as far as they are known (Composio API reference v3.1); guesses are switches.
 */

import type { Clock } from '../../../src/ports.ts';
import type { Gong } from '../gong/gong.ts';
import { createIds } from '../gong/ids.ts';
import { startServer } from '../http.ts';
import { accountEndpoints, show } from './account-endpoints.ts';
import { apiRoutes, type Endpoint, type RecordedRequest } from './api.ts';
import { ApiError } from './api-error.ts';
import { authConfigEndpoints } from './auth-config-endpoints.ts';
import { connectRoutes } from './connect-routes.ts';
import { type Controls, createControls } from './controls.ts';
import { createFaults, type Faults } from './faults.ts';
import { follow, type Landing, type Walk } from './follow.ts';
import { linkEndpoints } from './link-endpoints.ts';
import type { Project } from './project.ts';
import { keepFresh } from './refresh.ts';
import { subscriptionEndpoints } from './subscription-endpoints.ts';
import { COMPOSIO_DEFAULTS, type ComposioSwitches } from './switches.ts';
import { toolkitEndpoints } from './toolkit-endpoints.ts';
import { EXPIRED_EVENT } from './webhook-message.ts';
import { createWebhooks, type Delivery, type WebhookOverrides } from './webhooks.ts';

export interface ComposioOptions extends Partial<ComposioSwitches> {
  clock: Clock;
  gong: Gong;
  /** Left out: any free port. */
  port?: number;
  /** Left out: `ak_sandbox`. */
  apiKey?: string;
  /** Secret of the webhook subscription that `webhookTo` makes. Left out: `whsec_sandbox`. */
  webhookSecret?: string;
  /** Makes every ID the same in each run. */
  seed?: string;
  /** Pauses before the second and each further attempt to deliver a webhook. */
  webhookRetryMs?: number[];
  /** Unix seconds on webhook signatures. Left out: real time, whatever the clock says, for real time is what verifies. */
  signingTime?: () => number;
}

export interface Composio extends Controls {
  /** What `COMPOSIO_BASE_URL` should be. */
  url: string;
  apiKey: string;
  webhookSecret: string;
  gong: Gong;
  /** Live: changing one takes effect at once. */
  switches: ComposioSwitches;
  faults: Faults;
  /** Every API request as received, oldest first (the last 20,000). */
  requests: RecordedRequest[];
  /** Every attempt to deliver a webhook of its own accord. */
  deliveries: Delivery[];
  /** Sends expiry events to `url` from now on. */
  webhookTo(url: string, version?: string): void;
  /** Sends one webhook by hand, once, and gives the status answered. */
  sendWebhook(overrides: WebhookOverrides): Promise<number>;
  /** Resolves when no webhook attempt is under way. */
  webhooksSettled(): Promise<void>;
  /** Resolves when none of the refreshes is under way that Composio makes of its own accord, as tokens run out. */
  refreshesSettled(): Promise<void>;
  /** Walks a connect link to its end. */
  follow(link: string, walk?: Walk): Promise<Landing>;
  close(): Promise<void>;
}

const UNKNOWN_ENDPOINT: Endpoint = {
  method: '*',
  path: '/*rest',
  answer: () => {
    throw new ApiError(404, 10404, 'HTTP_NotFound', 'Route not found');
  },
};

/** Starts Composio with an empty project. */
export async function createComposio(options: ComposioOptions): Promise<Composio> {
  const { clock, gong, port, seed, signingTime, webhookRetryMs, ...rest } = options;
  const { apiKey = 'ak_sandbox', webhookSecret = 'whsec_sandbox', ...switches } = rest;
  const newId = createIds(seed === undefined ? undefined : `composio:${seed}`);
  const faults = createFaults();
  const requests: RecordedRequest[] = [];
  let url = '';
  const webhooks = createWebhooks({
    clock,
    newId,
    signingTime: signingTime ?? (() => Math.floor(Date.now() / 1000)),
    retryAfterMs: webhookRetryMs ?? [2_000, 10_000, 60_000],
    show: (account) => show(project, account),
  });
  const project: Project = {
    clock,
    newId,
    gong,
    switches: { ...COMPOSIO_DEFAULTS, ...switches },
    webhooks,
    authConfigs: new Map(),
    accounts: new Map(),
    links: new Map(),
    url: () => url,
  };
  const endpoints = [
    ...authConfigEndpoints(project),
    ...linkEndpoints(project),
    ...accountEndpoints(project),
    ...toolkitEndpoints(project),
    ...subscriptionEndpoints(project),
    UNKNOWN_ENDPOINT,
  ];
  const api = apiRoutes({ clock, newId, apiKey, faults, requests }, endpoints);
  // The pages come first: their callback paths begin like the API's.
  const server = await startServer({ port, routes: [...connectRoutes(project), ...api] });
  url = server.url;
  const refreshes = keepFresh(project);
  gong.dns.set('backend.composio.dev', url);
  return {
    ...createControls(project),
    url,
    apiKey,
    webhookSecret,
    gong,
    switches: project.switches,
    faults,
    requests,
    deliveries: webhooks.deliveries,
    webhookTo: (target, version = 'V3') => {
      webhooks.subscribe(target, webhookSecret, [EXPIRED_EVENT], version);
    },
    sendWebhook: webhooks.send,
    webhooksSettled: webhooks.settled,
    refreshesSettled: refreshes.settled,
    follow: (link, walk) => follow(project, link, walk),
    close: async () => {
      refreshes.stop();
      webhooks.close();
      await server.close();
    },
  };
}
