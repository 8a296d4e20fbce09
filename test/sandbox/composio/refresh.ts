/** Keeping a connection's tokens fresh, and noticing that they cannot be. */

import type { Cancel } from '../../../src/ports.ts';
import { type ConnectedAccount, REASONS } from './connected-account.ts';
import { GongRefusalError, refreshTokens } from './gong-client.ts';
import { expireCredentials, type Project } from './project.ts';

const MOST_FAILURES = 5;

/** How often Composio looks for tokens that are about to run out, and how long before. */
const beatMs = 30 * 60_000;
const aheadMs = 60 * 60_000;

// Gong's refresh tokens are single use: two refreshes of one account at once would kill it.
const underWay = new WeakMap<ConnectedAccount, Promise<void>>();

async function refreshOnce(project: Project, account: ConnectedAccount): Promise<void> {
  const config = project.authConfigs.get(account.authConfigId);
  const isThere = project.accounts.get(account.id) === account;
  if (!isThere || !config || !account.tokens || account.status !== 'ACTIVE') return;
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

/** Whether an account's access token has run out, or is being replaced at this moment. */
export function needsRefresh(project: Project, account: ConnectedAccount): boolean {
  if (!account.tokens) return false;
  return underWay.has(account) || account.tokens.accessUntil <= project.clock.now();
}

/** A refresh of every ACTIVE account, one after the other. */
export async function refreshAll(project: Project): Promise<void> {
  for (const account of [...project.accounts.values()]) await refreshAccount(project, account);
}

/** Refreshes tokens before they run out, as Composio does by itself. `settled` resolves when none of that is under way. */
export function keepFresh(project: Project): { settled(): Promise<void>; stop: Cancel } {
  let latest = Promise.resolve();
  const refreshDue = async (): Promise<void> => {
    const until = project.clock.now() + aheadMs;
    for (const account of [...project.accounts.values()])
      if (account.status === 'ACTIVE' && account.tokens && account.tokens.accessUntil <= until)
        await refreshAccount(project, account);
  };
  const stop = project.clock.every(beatMs, () => {
    latest = latest.then(refreshDue);
  });
  return { settled: () => latest, stop };
}
