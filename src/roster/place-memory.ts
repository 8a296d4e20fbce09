/** Where somebody is in the roster, as a view carries it in `private_metadata`. Pure. */

import { z } from 'zod';
import {
  type RosterMark,
  type RosterPage,
  type RosterQuery,
  type RosterStore,
  rosterSorts,
  rosterStates,
} from '../stores/roster.ts';

export const rowsAPage = 20;
/** Nobody types more than this into the search. */
export const longestSearch = 100;

/** What is looked at, and the page that is wanted. */
export interface RosterPlace {
  query: RosterQuery;
  at: Parameters<RosterStore['rosterPage']>[2];
  /** How many rows come before the page. */
  skipped: number;
}

const mark = z.object({ rank: z.number(), sortName: z.string(), since: z.number(), slackUserId: z.string() });
const memoryShape = z.object({
  search: z.string().max(longestSearch),
  state: z.enum(rosterStates).nullable(),
  sort: z.enum(rosterSorts),
  skipped: z.number().int().min(0),
  shown: z.number().int().min(0),
  first: mark.nullable(),
  last: mark.nullable(),
});
type Memory = z.infer<typeof memoryShape>;

export const everybody: RosterQuery = { search: '', state: null, sort: 'state' };

/** The first page of what is looked for. */
export function firstPage(query: RosterQuery): RosterPlace {
  return { query, at: null, skipped: 0 };
}

/** What a view that shows this page has to carry. */
export function writePlace(place: RosterPlace, page: RosterPage): string {
  const memory: Memory = {
    ...place.query,
    search: place.query.search.slice(0, longestSearch),
    skipped: place.skipped,
    shown: page.entries.length,
    first: page.entries.at(0)?.mark ?? null,
    last: page.entries.at(-1)?.mark ?? null,
  };
  return JSON.stringify(memory);
}

/** The places that lead on from the page that a view shows; the first page of everybody where it shows none. */
export function readPlace(privateMetadata: string): {
  query: RosterQuery;
  same: RosterPlace;
  next: RosterPlace;
  previous: RosterPlace;
} {
  const memory = parse(privateMetadata);
  if (memory === null) {
    const begin = firstPage(everybody);
    return { query: everybody, same: begin, next: begin, previous: begin };
  }
  const { skipped, shown, first, last, search, state, sort } = memory;
  const query = { search, state, sort };
  const from = (at: RosterMark | null): RosterPlace =>
    at === null || skipped === 0 ? firstPage(query) : { query, at: { from: at }, skipped };
  return {
    query,
    same: from(first),
    next: last === null ? firstPage(query) : { query, at: { after: last }, skipped: skipped + shown },
    previous:
      first === null || skipped <= rowsAPage
        ? firstPage(query)
        : { query, at: { before: first }, skipped: skipped - rowsAPage },
  };
}

function parse(privateMetadata: string): Memory | null {
  if (privateMetadata === '') return null;
  const reading = memoryShape.safeParse(toJson(privateMetadata));
  return reading.success ? reading.data : null;
}

function toJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
