/** Keeping a connection's tokens fresh, and noticing that they cannot be. */

import { type ConnectedAccount, REASONS } from './connected-account.ts';
import { GongRefusalError, refreshTokens } from './gong-client.ts';
import { expireCredentials, type Project } from './project.ts';

const MOST_FAILURES = 5;

// Gong's refresh tokens are single use: two refreshes of one account at once would kill it.
const underWay = new WeakMap<ConnectedAccount, Promise<void>>();

async function refreshOnce(project: Project, account: ConnectedAccount): Promise<void> {
  const config = project.authConfigs.get(account.authConfigId);
  if (!config || !account.tokens || account.status !== 'ACTIVE') return;
  try {
    account.tokens = await refreshTokens(project, config, account.tokens);
    account.failedRefreshes = 0;
  } catch (error) {
    if (error instanceof GongRefusalError) return expireCredentials(project, account, REASONS.refreshFailed);
    account.failedRefreshes += 1;
    if (account.failedRefreshes >= MOST_FAILURES) expireCredentials(project, account, REASONS.tooManyFailures);
  }
}

/**
 * One refresh of an ACTIVE account. Refused by Gong, or for the fifth time without an answer, the account turns EXPIRED
 * and the webhook goes out.
 */
export function refreshAccount(project: Project, account: ConnectedAccount): Promise<void> {
  const running = underWay.get(account) ?? refreshOnce(project, account).finally(() => underWay.delete(account));
  underWay.set(account, running);
  return running;
}

/** A refresh of every ACTIVE account, one after the other. */
export async function refreshAll(project: Project): Promise<void> {
  for (const account of [...project.accounts.values()]) await refreshAccount(project, account);
}
