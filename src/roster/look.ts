/** One look at the roster: a page of it, the counts, and how the company's access list is kept. */

import { isConnected } from '../company/words.ts';
import type { Store } from '../store.ts';
import { firstPage, type RosterPlace, rowsAPage } from './place-memory.ts';
import type { RosterShown } from './roster-view.ts';

/** What is there now. Where the place is gone since, the first page. */
export async function lookAtRoster(store: Store, teamId: string, place: RosterPlace): Promise<RosterShown> {
  const { query, at } = place;
  const wanted = await store.rosterPage(teamId, query, at, rowsAPage);
  const isThere =
    at === null || (wanted.entries.length > 0 && (!('before' in at) || wanted.entries.length === rowsAPage));
  const begin = firstPage(query);
  const company = await store.companyStatus(teamId);
  return {
    place: isThere ? place : begin,
    page: isThere ? wanted : await store.rosterPage(teamId, query, null, rowsAPage),
    counts: await store.rosterCounts(teamId),
    access: isConnected(company.connection) ? company : null,
  };
}
