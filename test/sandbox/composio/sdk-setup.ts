/** A Composio sandbox with Gong behind it, a real SDK in front of it, and an auth config like the setup guide's. */

import { Composio as Sdk } from '@composio/core';
import { onTestFinished } from 'vitest';
import { createGong, type Gong, type GongOptions } from '../gong/gong.ts';
import type { Integration } from '../gong/integrations.ts';
import { createMovableClock, type MovableClock } from '../movable-clock.ts';
import { type Composio, type ComposioOptions, createComposio } from './composio.ts';
import { REDIRECT_URIS } from './switches.ts';

export interface SdkSetup {
  clock: MovableClock;
  gong: Gong;
  composio: Composio;
  sdk: Sdk;
  raw: ReturnType<Sdk['getClient']>;
  integration: Integration;
  /** An auth config made through the SDK; gives its ID. */
  createAuthConfig(overrides?: { scopes?: string; redirectUri?: string; clientSecret?: string }): Promise<string>;
  /** A link for a person, with Gong's base URL filled in unless said otherwise. */
  link(
    authConfigId: string,
    userId: string,
    extra?: { connection_data?: Record<string, string>; callback_url?: string },
  ): Promise<{ connected_account_id: string; redirect_url: string; expires_at: string }>;
  /** A link followed to its end; gives the account's ID. */
  connect(authConfigId: string, userId: string): Promise<string>;
}

export const SCOPES = ['api:workspaces:read', 'api:users:read'];

/** Starts it all for one test, which stops it all. */
export async function startSdkSetup(
  options: { composio?: Partial<ComposioOptions>; gong?: Partial<GongOptions> } = {},
): Promise<SdkSetup> {
  const clock = createMovableClock();
  const gong = await createGong({ clock, ...options.gong });
  const composio = await createComposio({ clock, gong, ...options.composio });
  onTestFinished(async () => {
    await composio.close();
    await gong.close();
    clock.stop();
  });
  const { apiKey, url: baseURL } = composio;
  const sdk = new Sdk({ apiKey, baseURL, allowTracking: false, disableVersionCheck: true });
  const raw = sdk.getClient();
  raw.maxRetries = 0;
  raw.timeout = 2_000;
  const integration = gong.registerIntegration({
    name: 'Gong Connect',
    scopes: SCOPES,
    redirectUris: [REDIRECT_URIS.v1],
  });
  const setup: SdkSetup = {
    clock,
    gong,
    composio,
    sdk,
    raw,
    integration,
    createAuthConfig: async ({ scopes = SCOPES.join(','), redirectUri = REDIRECT_URIS.v1, clientSecret } = {}) => {
      const credentials = {
        client_id: integration.clientId,
        client_secret: clientSecret ?? integration.clientSecret,
        scopes,
        oauth_redirect_uri: redirectUri,
      };
      const name = 'Gong Connect 26f18325';
      const options = { type: 'use_custom_auth', name, authScheme: 'OAUTH2', credentials } as const;
      return (await sdk.authConfigs.create('gong', options)).id;
    },
    link: (auth_config_id, user_id, extra = {}) => {
      const connection_data = { base_url: 'https://api.gong.io' };
      return raw.link.create({ auth_config_id, user_id, connection_data, ...extra });
    },
    connect: async (authConfigId, userId) => {
      const { redirect_url, connected_account_id } = await setup.link(authConfigId, userId);
      await composio.follow(redirect_url);
      return connected_account_id;
    },
  };
  return setup;
}
