/** The Connections port on Composio's SDK. */

import type { z } from 'zod';
import { ComposioError } from '../../errors.ts';
import type { Connections, Metrics } from '../../ports.ts';
import { type ComposioClient, createComposioClient } from './client.ts';
import {
  authConfig,
  authConfigPage,
  connectedAccount,
  connectedAccountPage,
  connectLink,
  createdAuthConfig,
} from './shapes.ts';
import { readToolkit } from './toolkit.ts';
import { verify } from './verification.ts';

const pageSize = 100;
/** A page cursor that never ends would otherwise keep a sweep going for ever. */
const mostAuthConfigPages = 20;

export function createConnections(
  settings: { apiKey: string; baseUrl: string },
  metrics: Metrics,
  now: () => number,
): Connections {
  const client = createComposioClient(settings, metrics);
  const toolkit = readToolkit(client, now);

  return {
    toolkit: () => toolkit(),

    createAuthConfig: (_teamId, given) =>
      client.write(
        'auth_configs.create',
        async (sdk) =>
          createdAuthConfig.parse(
            await sdk.authConfigs.create('gong', {
              type: 'use_custom_auth',
              name: given.name,
              authScheme: 'OAUTH2',
              credentials: {
                client_id: given.clientId,
                client_secret: given.clientSecret,
                scopes: given.scopes.join(','),
                oauth_redirect_uri: given.redirectUri,
              },
            }),
          ).id,
        [given.clientSecret],
      ),

    findAuthConfig: async (_teamId, name, clientId) => {
      const found = (await listAuthConfigs(client)).find(
        (config) => config.name === name && config.clientId === clientId,
      );
      return found?.authConfigId ?? null;
    },

    customAuthConfigs: async () =>
      (await listAuthConfigs(client)).filter((config) => config.isCustomGong && config.isEnabled),

    authConfig: async (_teamId, authConfigId) => {
      try {
        return await client.read('auth_configs.retrieve', async (raw, signal) =>
          authConfig.parse(await raw.authConfigs.retrieve(nonEmpty(authConfigId), { signal })),
        );
      } catch (error) {
        return nullWhenNotFound(error);
      }
    },

    createLink: async (_teamId, given) => {
      const { baseUrlField } = await toolkit();
      const link = await client.write('connected_accounts.link', async (_sdk, raw, signal) =>
        connectLink.parse(
          await raw.link.create(
            {
              auth_config_id: given.authConfigId,
              user_id: given.externalUserId,
              connection_data: { [baseUrlField]: given.baseUrl },
              ...(given.callbackUrl === null ? {} : { callback_url: given.callbackUrl }),
            },
            { signal },
          ),
        ),
      );
      return {
        url: link.redirect_url,
        accountId: link.connected_account_id,
        expiresAt: link.expires_at ?? now() + tenMinutesMs,
      };
    },

    unfinishedAccounts: (_teamId, authConfigId, externalUserId) =>
      client.read('connected_accounts.list', async (raw, signal) => {
        const page = connectedAccountPage.parse(
          await raw.connectedAccounts.list(
            {
              auth_config_ids: [nonEmpty(authConfigId)],
              user_ids: [nonEmpty(externalUserId)],
              statuses: ['INITIALIZING', 'INITIATED'],
              account_type: 'ALL',
              limit: pageSize,
            },
            { signal },
          ),
        );
        return page.items.map((account) => account.accountId);
      }),

    look: async (_teamId, accountId) => {
      try {
        return await client.read('connected_accounts.retrieve', async (raw, signal) =>
          connectedAccount.parse(await raw.connectedAccounts.retrieve(nonEmpty(accountId), { signal })),
        );
      } catch (error) {
        return nullWhenNotFound(error);
      }
    },

    page: (_teamId, authConfigId, cursor) =>
      client.read('connected_accounts.list', async (raw, signal) => {
        const page = connectedAccountPage.parse(
          await raw.connectedAccounts.list(
            {
              auth_config_ids: [nonEmpty(authConfigId)],
              account_type: 'ALL',
              limit: pageSize,
              ...(cursor === null ? {} : { cursor }),
            },
            { signal },
          ),
        );
        return { accounts: page.items, nextCursor: page.next_cursor || null };
      }),

    remove: async (_teamId, accountId, revoke) => {
      try {
        await client.write('connected_accounts.delete', (_sdk, raw, signal) =>
          raw.connectedAccounts.delete(nonEmpty(accountId), revoke ? { revoke_on_delete: true } : {}, { signal }),
        );
      } catch (error) {
        nullWhenNotFound(error);
      }
    },

    verify: (_teamId, accountId, externalUserId, scopes) =>
      verify(client, { accountId: nonEmpty(accountId), externalUserId: nonEmpty(externalUserId), scopes }),
  };
}

const tenMinutesMs = 10 * 60_000;

type AuthConfig = z.infer<typeof authConfig>;

async function listAuthConfigs(client: ComposioClient): Promise<AuthConfig[]> {
  const found: AuthConfig[] = [];
  let cursor: string | null = null;
  for (let pages = 0; pages < mostAuthConfigPages; pages += 1) {
    const from: string | null = cursor;
    const page: { items: AuthConfig[]; next_cursor?: string | null | undefined } = await client.read(
      'auth_configs.list',
      async (raw, signal) =>
        authConfigPage.parse(
          await raw.authConfigs.list(
            {
              toolkit_slug: 'gong',
              is_composio_managed: false,
              limit: pageSize,
              ...(from === null ? {} : { cursor: from }),
            },
            { signal },
          ),
        ),
    );
    found.push(...page.items);
    cursor = page.next_cursor || null;
    if (cursor === null) break;
  }
  return found;
}

/** An empty filter would mean everybody, and an empty path ID the whole collection. */
function nonEmpty(id: string): string {
  if (id === '') throw new Error('an empty ID was about to be sent to Composio');
  return id;
}

function nullWhenNotFound(error: unknown): null {
  if (error instanceof ComposioError && error.failure === 'not_found') return null;
  throw error;
}
