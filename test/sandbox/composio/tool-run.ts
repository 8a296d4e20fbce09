/** Runs a tool: finds whose connection it is, calls Gong, and words the outcome as Composio does. */

import { mayUse } from './access-list.ts';
import { ApiError } from './api-error.ts';
import type { ConnectedAccount } from './connected-account.ts';
import { callApi } from './gong-client.ts';
import type { Project } from './project.ts';
import { needsRefresh, refreshAccount } from './refresh.ts';
import { DEFAULT_BASE_URL } from './switches.ts';
import { baseUrlField, type Tool } from './toolkit.ts';

/** `successful: false` still comes with HTTP 200: the request to Composio went well, the one to Gong did not. */
export interface ToolOutcome {
  data: object;
  error: string | null;
  successful: boolean;
}

const failed = (error: string, data: object = {}): ToolOutcome => ({ data, error, successful: false });

/**
 * The account to run with; a shared one only where it is named. Throws Composio's 1803 when there is none, 403 when a
 * shared one is denied.
 */
export function accountToRun(project: Project, id: string | undefined, userId: string | undefined): ConnectedAccount {
  const accounts = [...project.accounts.values()];
  const account =
    id === undefined
      ? accounts.findLast((one) => one.accountType === 'PRIVATE' && one.userId === userId && one.status === 'ACTIVE')
      : project.accounts.get(id);
  const missing = !account || (account.accountType === 'PRIVATE' && !mayUse(account, userId));
  if (missing)
    throw new ApiError(400, 1803, 'ActionExecute_ConnectedAccountNotFound', 'No connected account found for this user');
  if (!mayUse(account, userId))
    throw new ApiError(403, 1812, 'ConnectedAccount_Forbidden', 'This user may not use the shared connection');
  const config = project.authConfigs.get(account.authConfigId);
  const runs = account.status === 'ACTIVE' || (account.status === 'INACTIVE' && project.switches.inactiveExecutes);
  if (!runs || !config || config.deleted)
    throw new ApiError(422, 1820, 'ConnectedAccount_InvalidState', `Connected account is ${account.status}`);
  return account;
}

function bodyOf(text: string): { parsed: object; message: string } {
  try {
    const parsed: unknown = JSON.parse(text);
    const errors = typeof parsed === 'object' && parsed !== null && 'errors' in parsed ? parsed.errors : undefined;
    const message = Array.isArray(errors) ? errors.join('; ') : text;
    return { parsed: typeof parsed === 'object' && parsed !== null ? parsed : {}, message };
  } catch {
    return { parsed: {}, message: 'the answer is not JSON' };
  }
}

/** Calls Gong with an account and gives the outcome; never throws for what Gong does. */
export async function runTool(project: Project, tool: Tool, account: ConnectedAccount): Promise<ToolOutcome> {
  if (needsRefresh(project, account)) await refreshAccount(project, account);
  if (!account.tokens) return failed('401 Unauthorized: the connection holds no credentials');
  const typed = account.fields[baseUrlField(project.switches)] ?? account.fields.base_url ?? DEFAULT_BASE_URL;
  const baseUrl = project.switches.adoptsCustomerBaseUrl ? account.tokens.customerBaseUrl : typed;
  try {
    const { status, body } = await callApi(project, baseUrl, tool.path, account.tokens);
    const { parsed, message } = bodyOf(body);
    if (status === 200) return { data: parsed, error: null, successful: true };
    return failed(`${status} from ${baseUrl}: ${message}`, { status_code: status, message });
  } catch (error) {
    return failed(`Request to ${baseUrl} failed: ${error instanceof Error ? error.message : String(error)}`);
  }
}
