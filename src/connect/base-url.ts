/** Which API base URL a person's next link is made with. Pure. */

import type { PersonStatus, SavedSetup } from '../model.ts';

/**
 * The one used last. After a new setup its own takes over, unless Gong has answered at the person's.
 * @returns an API base URL that was judged when it was typed
 */
export function usualBaseUrl({ attempt, connection }: PersonStatus, setup: SavedSetup): string {
  const last = attempt ?? connection;
  const lastBaseUrl = last?.baseUrl ?? null;
  if (lastBaseUrl === null) return setup.apiBaseUrl;
  const isProven = connection?.verification === 'works' && connection.baseUrl === lastBaseUrl;
  return last?.authConfigId === setup.authConfigId || isProven ? lastBaseUrl : setup.apiBaseUrl;
}
