/** One cheap Gong call through Composio: does an ACTIVE account really answer? */

import type { Verification } from '../../connections-port.ts';
import { ComposioError } from '../../errors.ts';
import type { ComposioClient } from './client.ts';
import { toolExecution } from './shapes.ts';

/** The cheapest tools, by the scope each needs: workspaces first, for they hold nobody's personal data. */
const probes = [
  { scope: 'api:workspaces:read', tool: 'GONG_LIST_ALL_COMPANY_WORKSPACES_V2_WORKSPACES' },
  { scope: 'api:users:read', tool: 'GONG_LIST_ALL_USERS_V2_USERS' },
] as const;

/**
 * Makes the first call that the scopes allow; Composio renames tools, so one that it does not know is passed over.
 * @returns whether the account works; `unanswered` when Composio itself could not be asked
 */
export async function verify(
  client: ComposioClient,
  given: { accountId: string; externalUserId: string; scopes: readonly string[] },
): Promise<Verification> {
  const allowed = probes.filter(({ scope }) => given.scopes.includes(scope));
  if (allowed.length === 0) return 'skipped';
  for (const { tool } of allowed) {
    try {
      const result = await client.write('tools.execute', async (_sdk, raw, signal) =>
        toolExecution.parse(
          await raw.tools.execute(
            tool,
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
      return result.successful ? 'works' : explainFailure(result.error);
    } catch (error) {
      // Counted by the client. Nothing is concluded from it, and only another name is tried.
      if (!(error instanceof ComposioError) || error.failure !== 'not_found') return 'unanswered';
    }
  }
  return 'unanswered';
}

/** Composio passes Gong's failure on as text alone, so it is read loosely: what says most is looked for first. */
export function explainFailure(error: unknown): Verification {
  const text = typeof error === 'string' ? error : JSON.stringify(error ?? '');
  if (/ENOTFOUND|EAI_AGAIN|getaddrinfo|ECONNREFUSED|certificate/i.test(text)) return 'wrong_base_url';
  // A host's name may hold any number: only one that stands by itself is a status.
  const status = /(?:^|[^\w.-])(401|403|404|429)(?![\w.-])/.exec(text)?.[1];
  if (status === '429' || /rate limit|too many requests/i.test(text)) return 'gong_busy';
  if (status === '401' || /unauthori[sz]ed|invalid.{0,10}token/i.test(text)) return 'credentials_refused';
  if (status === '403' || /forbidden|scope|permission/i.test(text)) return 'not_allowed';
  if (status === '404' || /not resolve|\bdns\b|base.?url|unknown host/i.test(text)) return 'wrong_base_url';
  return 'unanswered';
}
