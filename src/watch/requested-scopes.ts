/** What was requested of Gong for each account: written down where a page says something new. */

import type { AccountLook } from '../connections-port.ts';
import type { Outside } from '../ports.ts';
import type { WatchedAccount } from '../stores/watch.ts';
import { breathe } from './breath.ts';

/** In one transaction: whoever else writes waits for it. */
const atOnce = 30;

export interface RequestedScopes {
  accountId: string;
  requested: readonly string[];
}

/** What is new about a connection's account; null: nothing, or Composio does not say. */
export function newRequest(account: WatchedAccount, { requestedScopes: seen }: AccountLook): RequestedScopes | null {
  if (!account.isConnection || seen === null) return null;
  const known = account.requestedScopes;
  const isSame = known !== null && new Set(seen).size === known.length && seen.every((scope) => known.includes(scope));
  return isSame ? null : { accountId: account.accountId, requested: seen };
}

export async function noteRequests(
  { store, clock }: Pick<Outside, 'store' | 'clock'>,
  teamId: string,
  news: readonly RequestedScopes[],
): Promise<void> {
  for (let piece = 0; piece * atOnce < news.length; piece += 1) {
    await store.noteRequestedScopes(teamId, news.slice(piece * atOnce, (piece + 1) * atOnce));
    await breathe(clock, piece);
  }
}
