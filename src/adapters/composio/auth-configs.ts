/** Auth configs at Composio: made, corrected, looked at and looked for. */

import type { z } from 'zod';
import type { Connections, NewAuthConfig } from '../../connections-port.ts';
import { ComposioError } from '../../errors.ts';
import { isKnown, unlessAbsent } from './absence.ts';
import type { ComposioClient } from './client.ts';
import { nonEmpty } from './non-empty.ts';
import { authConfig, authConfigPage, createdAuthConfig } from './shapes.ts';

const pageSize = 100;
/** A page cursor that never ends would otherwise keep a search going for ever. */
const mostPages = 20;

type AuthConfig = z.infer<typeof authConfig>;
type AuthConfigPage = z.infer<typeof authConfigPage>;

/** The part of the Connections port that is about auth configs. */
export function authConfigCalls(
  client: ComposioClient,
): Pick<
  Connections,
  | 'createAuthConfig'
  | 'findAuthConfig'
  | 'updateAuthConfig'
  | 'replaceClientSecret'
  | 'replaceScopes'
  | 'setAuthConfigEnabled'
  | 'removeAuthConfig'
  | 'customAuthConfigs'
  | 'authConfig'
> {
  const retrieve = (authConfigId: string): Promise<AuthConfig | null> =>
    unlessAbsent(
      client.read('auth_configs.retrieve', async (raw, signal) =>
        authConfig.parse(await raw.authConfigs.retrieve(nonEmpty(authConfigId), { signal })),
      ),
      null,
    );
  /** Only what is given changes; the raw client sends nothing beside it. */
  const changeOnly = (
    authConfigId: string,
    changed: Record<string, string>,
    secrets: readonly string[] = [],
  ): Promise<boolean> => {
    const done = client.write(
      'auth_configs.update',
      (_sdk, raw, signal) =>
        raw.authConfigs.update(nonEmpty(authConfigId), { type: 'custom', credentials: changed }, { signal }),
      secrets,
    );
    return isKnown(done);
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

    updateAuthConfig: (_teamId, authConfigId, given) => {
      const done = client.write(
        'auth_configs.update',
        (sdk) => sdk.authConfigs.update(nonEmpty(authConfigId), { type: 'custom', credentials: credentials(given) }),
        [given.clientSecret],
      );
      return isKnown(done);
    },

    replaceClientSecret: (_teamId, authConfigId, clientSecret, clientId) =>
      changeOnly(authConfigId, { ...(clientId === null ? {} : { client_id: clientId }), client_secret: clientSecret }, [
        clientSecret,
      ]),

    replaceScopes: (_teamId, authConfigId, scopes) => changeOnly(authConfigId, { scopes: scopes.join(',') }),

    setAuthConfigEnabled: (_teamId, authConfigId, isEnabled) => {
      const done = client.write('auth_configs.update_status', (_sdk, raw, signal) =>
        raw.authConfigs.updateStatus(
          isEnabled ? 'ENABLED' : 'DISABLED',
          { nanoid: nonEmpty(authConfigId) },
          { signal },
        ),
      );
      return isKnown(done);
    },

    removeAuthConfig: async (_teamId, authConfigId) => {
      const removed = client.write('auth_configs.delete', (_sdk, raw, signal) =>
        raw.authConfigs.delete(nonEmpty(authConfigId), { revoke_on_delete: true }, { signal }),
      );
      await unlessAbsent(removed, null);
    },

    findAuthConfig: async (_teamId, name) => {
      const { items, unreadable } = await list(client);
      const found = items.find((config) => config.name === name && config.isCustomGong);
      if (!found && unreadable.some((other) => other === null || other === name)) {
        // It may be the one that is looked for: to make another would be one too many.
        throw new ComposioError('unreadable', { isOutcomeUnknown: false });
      }
      // A list may say less than the auth config itself.
      return found?.clientId === null ? ((await retrieve(found.authConfigId)) ?? found) : (found ?? null);
    },

    customAuthConfigs: async () =>
      (await list(client)).items.filter((config) => config.isCustomGong && config.isEnabled),

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

/** Every auth config for Gong, disabled ones too, and the names of those that cannot be read. */
async function list(client: ComposioClient): Promise<Omit<AuthConfigPage, 'nextCursor'>> {
  const items: AuthConfig[] = [];
  const unreadable: (string | null)[] = [];
  let cursor: string | null = null;
  for (let pages = 0; pages < mostPages; pages += 1) {
    const from: string | null = cursor;
    const page: AuthConfigPage = await client.read('auth_configs.list', async (raw, signal) =>
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
    items.push(...page.items);
    unreadable.push(...page.unreadable);
    cursor = page.nextCursor;
    if (cursor === null) break;
  }
  return { items, unreadable };
}
