/** The Connections port on Composio's SDK. */

import { ComposioError } from '../../errors.ts';
import type { Connections, Metrics } from '../../ports.ts';
import { authConfigCalls } from './auth-configs.ts';
import { createComposioClient } from './client.ts';
import { nonEmpty } from './non-empty.ts';
import { connectedAccount, connectedAccountPage, connectLink } from './shapes.ts';
import { readToolkit } from './toolkit.ts';
import { verify } from './verification.ts';

const pageSize = 100;

export function createConnections(
  settings: { apiKey: string; baseUrl: string },
  metrics: Metrics,
  now: () => number,
): Connections {
  const client = createComposioClient(settings, metrics);
  const toolkit = readToolkit(client, now);

  return {
    toolkit: () => toolkit(),

    ...authConfigCalls(client),

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
        return [...page.accounts.map((account) => account.accountId), ...page.unreadable];
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
        return connectedAccountPage.parse(
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

function nullWhenNotFound(error: unknown): null {
  if (error instanceof ComposioError && error.failure === 'not_found') return null;
  throw error;
}
