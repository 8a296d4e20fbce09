/** Whose the API key is, and where the project's events go. */

import type { Connections } from '../../connections-port.ts';
import type { ComposioClient } from './client.ts';
import { sessionInfo, webhookSubscriptions } from './shapes.ts';

/** The part of the Connections port that is about the project as a whole. */
export function projectCalls(client: ComposioClient): Pick<Connections, 'keyInfo' | 'webhookSubscription'> {
  return {
    keyInfo: () =>
      client.read('auth.session_info', async (raw, signal) =>
        sessionInfo.parse(await raw.get('/api/v3.1/auth/session/info', { signal })),
      ),

    webhookSubscription: () =>
      client.read('webhook_subscriptions.list', async (raw, signal) =>
        webhookSubscriptions.parse(await raw.get('/api/v3.1/webhook_subscriptions', { query: { limit: 1 }, signal })),
      ),
  };
}
