/** Connect links: made once, each with the account that it will bring to life. */

import type { z } from 'zod';
import type { Connections, ToolkitFacts } from '../../connections-port.ts';
import { unlessAbsent } from './absence.ts';
import type { ComposioClient } from './client.ts';
import { nonEmpty } from './non-empty.ts';
import { connectedAccount, connectLink } from './shapes.ts';
import { sharedLinkFailure, sharingRefused, toAcl } from './shared-accounts.ts';

const tenMinutesMs = 10 * 60_000;

/** The part of the Connections port that makes links. */
export function linkCalls(
  client: ComposioClient,
  toolkit: () => Promise<ToolkitFacts>,
  now: () => number,
): Pick<Connections, 'createLink'> {
  /** Composio may take no notice of what is experimental: the account that came of it would be a private one. */
  const requireShared = async ({ connected_account_id: id, experimental }: z.infer<typeof connectLink>) => {
    const isShared =
      experimental ??
      (await client.read('connected_accounts.retrieve', async (raw, signal) => {
        return connectedAccount.parse(await raw.connectedAccounts.retrieve(id, { signal })).isShared;
      }));
    if (isShared) return;
    const removed = client.write('connected_accounts.delete', (_sdk, raw, signal) =>
      raw.connectedAccounts.delete(id, {}, { signal }),
    );
    await unlessAbsent(removed, null);
    throw sharingRefused(null);
  };

  return {
    createLink: async (_teamId, given) => {
      const { baseUrlField } = await toolkit();
      const { shared = null } = given;
      const made = client.write('connected_accounts.link', async (_sdk, raw, signal) =>
        connectLink.parse(
          await raw.link.create(
            {
              auth_config_id: nonEmpty(given.authConfigId),
              user_id: nonEmpty(given.externalUserId),
              connection_data: { [baseUrlField]: given.baseUrl },
              ...(given.callbackUrl === null ? {} : { callback_url: given.callbackUrl }),
              ...(shared && { experimental: { account_type: 'SHARED', acl_config_for_shared: toAcl(shared) } }),
            },
            { signal },
          ),
        ),
      );
      const link = await made.catch((error: unknown) => {
        throw shared ? sharedLinkFailure(error) : error;
      });
      if (shared) await requireShared(link);
      return {
        url: link.redirect_url,
        accountId: link.connected_account_id,
        expiresAt: link.expires_at ?? now() + tenMinutesMs,
      };
    },
  };
}
