/** The pages of a sweep: every connected account of an auth config as Composio lists it. */

import type { AccountLook } from '../connections-port.ts';
import { ComposioError } from '../errors.ts';
import type { Outside } from '../ports.ts';

/** A list that never ends would otherwise keep a sweep going for ever. */
const mostPages = 5_000;

export interface Listed {
  accounts: ReadonlyMap<string, { seen: AccountLook; begunAt: number }>;
  /** Every ID on the pages, whether its account could be read or not. */
  present: ReadonlySet<string>;
  /** Whether the list was read to its end: only then does absence mean anything. */
  isComplete: boolean;
  /** Why Composio was not read to the end, by a code; null: it was, or the bot is stopping. */
  failure: string | null;
}

/** Reads page by page; one that fails ends the list, and so does a bot that is stopping. */
export async function readPages(
  { connections, clock, log }: Pick<Outside, 'connections' | 'clock' | 'log'>,
  given: { teamId: string; authConfigId: string; isStopping: () => boolean },
): Promise<Listed> {
  const accounts = new Map<string, { seen: AccountLook; begunAt: number }>();
  const present = new Set<string>();
  let cursor: string | null = null;
  for (let pages = 0; pages < mostPages && !given.isStopping(); pages += 1) {
    const begunAt = clock.now();
    try {
      const page: Awaited<ReturnType<typeof connections.page>> = await connections.page(
        given.teamId,
        given.authConfigId,
        cursor,
      );
      for (const { accountId, ...seen } of page.accounts) {
        accounts.set(accountId, { seen, begunAt });
        present.add(accountId);
      }
      for (const accountId of page.unreadable) present.add(accountId);
      if (page.unreadable.length > 0)
        log.warn({ unreadable: page.unreadable }, 'connected accounts in an unknown shape');
      if (page.nextCursor === null || page.nextCursor === cursor)
        return { accounts, present, isComplete: true, failure: null };
      cursor = page.nextCursor;
    } catch (error) {
      log.warn({ error, pages }, 'a sweep broke off: a failed look is not a dead connection');
      const failure = error instanceof ComposioError ? error.failure : 'unreadable';
      return { accounts, present, isComplete: false, failure };
    }
  }
  return { accounts, present, isComplete: false, failure: null };
}
