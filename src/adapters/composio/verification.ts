/** One cheap Gong call through Composio: does an ACTIVE account really answer? */

import type { Verification } from '../../ports.ts';
import type { ComposioClient } from './client.ts';
import { toolExecution } from './shapes.ts';

/** The cheapest tools, by the scope each needs: workspaces first, for they hold nobody's personal data. */
const probes = [
  { scope: 'api:workspaces:read', tool: 'GONG_LIST_ALL_COMPANY_WORKSPACES_V2_WORKSPACES' },
  { scope: 'api:users:read', tool: 'GONG_LIST_ALL_USERS_V2_USERS' },
] as const;

/**
 * @returns whether the account works; `unanswered` when Composio itself could not be asked
 */
export async function verify(
  client: ComposioClient,
  given: { accountId: string; externalUserId: string; scopes: readonly string[] },
): Promise<Verification> {
  const probe = probes.find(({ scope }) => given.scopes.includes(scope));
  if (!probe) return 'skipped';
  try {
    const result = await client.write('tools.execute', async (_sdk, raw, signal) =>
      toolExecution.parse(
        await raw.tools.execute(
          probe.tool,
          {
            connected_account_id: given.accountId,
            user_id: given.externalUserId,
            version: 'latest',
            arguments: {},
          },
          { signal },
        ),
      ),
    );
    return result.successful ? 'works' : explain(result.error);
  } catch {
    return 'unanswered';
  }
}

/** Composio passes Gong's failure on as text alone, so it is read loosely. */
function explain(error: unknown): Verification {
  const text = typeof error === 'string' ? error : JSON.stringify(error ?? '');
  if (/\b429\b|rate limit|too many/i.test(text)) return 'gong_busy';
  if (/\b401\b|unauthor|invalid.{0,10}token/i.test(text)) return 'credentials_refused';
  if (/\b403\b|forbidden|scope|permission/i.test(text)) return 'not_allowed';
  if (/ENOTFOUND|EAI_AGAIN|getaddrinfo|\b404\b|resolve|dns|base.?url|host/i.test(text)) return 'wrong_base_url';
  return 'unanswered';
}
