/** The Connections port as the bot makes it, with the real SDK, in front of the sandbox's Composio. */

import { createConnections } from '../../../src/adapters/composio/connections.ts';
import { createMetrics } from '../../../src/adapters/metrics.ts';
import type { Connections } from '../../../src/connections-port.ts';
import type { ComposioOptions } from '../../sandbox/composio/composio.ts';
import { type SdkSetup, startSdkSetup } from '../../sandbox/composio/sdk-setup.ts';

export interface Setup extends SdkSetup {
  connections: Connections;
}

export const teamId = 'T1';

/** Starts it all for one test, which stops it all. */
export async function startConnections(
  composio: Partial<ComposioOptions> = {},
  settings: { apiKey?: string; baseUrl?: string } = {},
): Promise<Setup> {
  const setup = await startSdkSetup({ composio });
  const given = { apiKey: setup.composio.apiKey, baseUrl: `${setup.composio.url}/`, ...settings };
  return { ...setup, connections: createConnections(given, createMetrics(), setup.clock.now) };
}
