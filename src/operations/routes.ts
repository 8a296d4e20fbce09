/** The HTTP routes of the bot itself: alive, ready, metrics, Composio's webhooks and callback, the secret's pages. */

import type { RequestListener } from 'node:http';
import type { Outside } from '../ports.ts';
import type { SecretPages } from '../secret-page/secret-pages.ts';
import { acceptWebhook, isSigned } from '../watch/webhook.ts';
import type { Health } from './health.ts';
import { type Answer, type HttpRoute, readBody } from './http-server.ts';
import { pingRoute } from './ping.ts';
import { secretRoutes } from './secret-routes.ts';

const webhookLimitBytes = 256 * 1024;

export interface RoutesGiven {
  health: Health;
  metrics: { text(): Promise<string>; contentType: string };
  /** Bolt's listener; null in Socket Mode. */
  slackEvents: RequestListener | null;
  webhookSecret: string | null;
  /** null until Slack has said which team the token is of. */
  teamId: () => string | null;
  /** The machine's Unix time: a signature's age is real. */
  nowSeconds: () => number;
  onHint: () => void;
  callbackPage: (nonce: string) => Promise<string>;
  /** What this process says at the ping. */
  pingAnswer: string;
  pages: SecretPages;
}

export function operationsRoutes(
  { store, clock, metrics }: Pick<Outside, 'store' | 'clock' | 'metrics'>,
  given: RoutesGiven,
): HttpRoute[] {
  const webhook: HttpRoute = {
    method: 'POST',
    path: '/composio/webhook',
    handle: async (request) => {
      const { webhookSecret } = given;
      if (webhookSecret === null) return { status: 404, body: 'not found' };
      const body = await readBody(request, webhookLimitBytes);
      if (body === null) return counted(413, 'too_large');
      const header = (name: string) => [request.headers[name]].flat()[0];
      const id = header('webhook-id');
      const signed = isSigned(
        { id, timestamp: header('webhook-timestamp'), signature: header('webhook-signature'), body },
        webhookSecret,
        given.nowSeconds(),
      );
      if (!signed || id === undefined) return counted(401, 'refused');
      const teamId = given.teamId();
      // Composio tries again.
      if (teamId === null || given.health.isStopping()) return counted(503, 'not_ready');
      const { status, outcome } = await acceptWebhook({ store, clock }, { teamId, messageId: id, body });
      if (outcome === 'accepted') given.onHint();
      return counted(status, outcome);
    },
  };

  const counted = (status: number, outcome: string): Answer => {
    metrics.webhookReceived(outcome);
    return { status, body: outcome };
  };

  return [
    { method: 'GET', path: '/healthz', handle: async () => ({ status: 200, body: 'alive' }) },
    {
      method: 'GET',
      path: '/readyz',
      handle: async () => {
        const why = await given.health.unready();
        return why === null ? { status: 200, body: 'ready' } : { status: 503, body: why };
      },
    },
    {
      method: 'GET',
      path: '/metrics',
      handle: async () => ({ status: 200, contentType: given.metrics.contentType, body: await given.metrics.text() }),
    },
    webhook,
    pingRoute(given.pingAnswer),
    {
      method: 'GET',
      path: '/composio/callback',
      handle: async (_request, url) => ({
        status: 200,
        contentType: 'text/html; charset=utf-8',
        headers: {
          'content-security-policy':
            "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
          'referrer-policy': 'no-referrer',
        },
        body: await given.callbackPage(url.searchParams.get('nonce') ?? ''),
      }),
    },
    ...secretRoutes(given.pages, given.health),
    ...(given.slackEvents ? [slackEvents(given.slackEvents, given.health)] : []),
  ];
}

/** Before the listeners are on, and while stopping, Slack is asked to come again. */
function slackEvents(listener: RequestListener, health: Health): HttpRoute {
  return {
    method: 'POST',
    path: '/slack/events',
    handle: {
      listener: (request, response) => {
        // Bolt stops reading a body that is too long; the rest would be taken for the next request.
        response.on('finish', () => request.resume());
        if (health.isOpen()) return listener(request, response);
        response.writeHead(503, { 'content-type': 'text/plain; charset=utf-8', connection: 'close' });
        response.end('not ready');
      },
    },
  };
}
