/** Composio's paging: a limit and an opaque cursor in, a page with the next cursor out. */

import { badRequest } from './api-error.ts';

export interface Page<Item> {
  items: Item[];
  next_cursor: string | null;
  total_pages: number;
  current_page: number;
  total_items: number;
}

function offsetOf(cursor: string | null): number {
  if (cursor === null || cursor === '') return 0;
  const offset = Buffer.from(cursor, 'base64url').toString('utf8');
  if (!/^\d+$/.test(offset)) throw badRequest('Invalid cursor');
  return Number(offset);
}

/** The page that the query asks for. Without a limit it has `standard` items; a limit over `largest` is cut down. */
export function pageOf<Item>(all: Item[], query: URLSearchParams, standard: number, largest: number): Page<Item> {
  const asked = query.get('limit');
  const limit = Math.min(asked === null || asked === '' ? standard : Number(asked), largest);
  if (!Number.isInteger(limit) || limit < 1) throw badRequest('Invalid limit');
  const offset = offsetOf(query.get('cursor'));
  const end = offset + limit;
  return {
    items: all.slice(offset, end),
    next_cursor: end < all.length ? Buffer.from(String(end)).toString('base64url') : null,
    total_pages: Math.max(Math.ceil(all.length / limit), 1),
    current_page: Math.floor(offset / limit) + 1,
    total_items: all.length,
  };
}
