/** What the ends of connect links say about Gong. Pure. */

import type { AttemptsSeen } from './clues.ts';

const refusedAtGong = /token exchange|invalid_client|unauthorized_client|client.?secret/i;

/** @param ended `failed`: how many came back declined, by what Composio said of it */
export function seenOfLinks(ended: {
  won: number;
  unfinished: number;
  failed: Readonly<Record<string, number>>;
}): AttemptsSeen {
  const refused = Object.entries(ended.failed)
    .filter(([reason]) => refusedAtGong.test(reason))
    .reduce((sum, [, count]) => sum + count, 0);
  return { won: ended.won, refused, unfinished: ended.unfinished };
}
