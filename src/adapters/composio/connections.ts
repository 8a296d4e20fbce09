/** The Connections port on Composio's SDK. */

import type { Connections } from '../../connections-port.ts';
import type { Metrics } from '../../ports.ts';
import { unlessAbsent } from './absence.ts';
import { authConfigCalls } from './auth-configs.ts';
import { type ComposioPatience, createComposioClient } from './client.ts';
import { linkCalls } from './links.ts';
import { nonEmpty } from './non-empty.ts';
import { projectCalls } from './project.ts';
import { connectedAccount, connectedAccountPage } from './shapes.ts';
import { sharedAccountCalls } from './shared-accounts.ts';
import { readToolkit } from './toolkit.ts';
import { verify } from './verification.ts';

const pageSize = 100;

export function createConnections(
  settings: { apiKey: string; baseUrl: string },
  metrics: Metrics,
  now: () => number,
  patience?: ComposioPatience,
): Connections {
  const client = createComposioClient(settings, metrics, patience);
  const toolkit = readToolkit(client, now);

  return {
    toolkit: () => toolkit(),

    ...authConfigCalls(client),

    ...linkCalls(client, toolkit, now),

    ...sharedAccountCalls(client),

    ...projectCalls(client),

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

    look: (_teamId, accountId) =>
      unlessAbsent(
        client.read('connected_accounts.retrieve', async (raw, signal) =>
          connectedAccount.parse(await raw.connectedAccounts.retrieve(nonEmpty(accountId), { signal })),
        ),
        null,
      ),

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
      const removed = client.write('connected_accounts.delete', (_sdk, raw, signal) =>
        raw.connectedAccounts.delete(nonEmpty(accountId), revoke ? { revoke_on_delete: true } : {}, { signal }),
      );
      await unlessAbsent(removed, null);
    },

    verify: (_teamId, accountId, externalUserId, scopes) =>
      verify(client, { accountId: nonEmpty(accountId), externalUserId: nonEmpty(externalUserId), scopes }),
  };
}
