/** Auth configs at Composio: made, corrected, looked at and looked for. */

import type { z } from 'zod';
import { ComposioError } from '../../errors.ts';
import type { Connections, NewAuthConfig } from '../../ports.ts';
import type { ComposioClient } from './client.ts';
import { nonEmpty } from './non-empty.ts';
import { authConfig, authConfigPage, createdAuthConfig } from './shapes.ts';

const pageSize = 100;
/** A page cursor that never ends would otherwise keep a search going for ever. */
const mostPages = 20;

type AuthConfig = z.infer<typeof authConfig>;

/** The part of the Connections port that is about auth configs. */
export function authConfigCalls(
  client: ComposioClient,
): Pick<Connections, 'createAuthConfig' | 'findAuthConfig' | 'updateAuthConfig' | 'customAuthConfigs' | 'authConfig'> {
  const retrieve = async (authConfigId: string): Promise<AuthConfig | null> => {
    try {
      return await client.read('auth_configs.retrieve', async (raw, signal) =>
        authConfig.parse(await raw.authConfigs.retrieve(nonEmpty(authConfigId), { signal })),
      );
    } catch (error) {
      if (isNotFound(error)) return null;
      throw error;
    }
  };

  return {
    createAuthConfig: (_teamId, given) =>
      client.write(
        'auth_configs.create',
        async (sdk) =>
          createdAuthConfig.parse(
            await sdk.authConfigs.create('gong', {
              type: 'use_custom_auth',
              name: given.name,
              authScheme: 'OAUTH2',
              credentials: credentials(given),
            }),
          ).id,
        [given.clientSecret],
      ),

    updateAuthConfig: async (_teamId, authConfigId, given) => {
      try {
        await client.write(
          'auth_configs.update',
          (sdk) => sdk.authConfigs.update(nonEmpty(authConfigId), { type: 'custom', credentials: credentials(given) }),
          [given.clientSecret],
        );
        return true;
      } catch (error) {
        if (isNotFound(error)) return false;
        throw error;
      }
    },

    findAuthConfig: async (_teamId, name) => {
      const found = (await list(client)).find((config) => config.name === name && config.isCustomGong);
      // A list may say less than the auth config itself.
      return found?.clientId === null ? ((await retrieve(found.authConfigId)) ?? found) : (found ?? null);
    },

    customAuthConfigs: async () => (await list(client)).filter((config) => config.isCustomGong && config.isEnabled),

    authConfig: (_teamId, authConfigId) => retrieve(authConfigId),
  };
}

/** The SDK takes the scopes as one text only. */
function credentials(given: Omit<NewAuthConfig, 'name'>): Record<string, string> {
  return {
    client_id: given.clientId,
    client_secret: given.clientSecret,
    scopes: given.scopes.join(','),
    oauth_redirect_uri: given.redirectUri,
  };
}

/** Every auth config for Gong, disabled ones too. */
async function list(client: ComposioClient): Promise<AuthConfig[]> {
  const found: AuthConfig[] = [];
  let cursor: string | null = null;
  for (let pages = 0; pages < mostPages; pages += 1) {
    const from: string | null = cursor;
    const page: { items: AuthConfig[]; nextCursor: string | null } = await client.read(
      'auth_configs.list',
      async (raw, signal) =>
        authConfigPage.parse(
          await raw.authConfigs.list(
            {
              toolkit_slug: 'gong',
              is_composio_managed: false,
              show_disabled: true,
              limit: pageSize,
              ...(from === null ? {} : { cursor: from }),
            },
            { signal },
          ),
        ),
    );
    found.push(...page.items);
    cursor = page.nextCursor;
    if (cursor === null) break;
  }
  return found;
}

function isNotFound(error: unknown): boolean {
  return error instanceof ComposioError && error.failure === 'not_found';
}
