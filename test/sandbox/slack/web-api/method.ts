/** What a Web API method is made of, and how methods read their arguments. */

import { type JsonObject, stringOf } from '../json.ts';
import { invalidArguments, MethodError } from '../method-error.ts';
import type { Platform } from '../platform.ts';

/** Arguments by name: strings from a form, anything from a JSON body. */
export type Args = JsonObject;

export interface Method {
  /** The scope the token needs; null: none. */
  scope: string | null | ((args: Args, platform: Platform) => string | null);
  /** Calls a minute; null: not limited this way. */
  perMinute: number | null;
  token: 'bot' | 'app';
  /** Further limits, looked at before the method runs: seconds to wait, or null. */
  limitedBy?: 'channel';
  run(args: Args, platform: Platform): JsonObject;
}

/** A string argument that has to be there. */
export function requiredString(args: Args, name: string): string {
  const value = stringOf(args[name]);
  if (value === '') throw invalidArguments([`[ERROR] missing required field: ${name} [json-pointer:/${name}]`]);
  return value;
}

/** True for `true`, "true", "1" and 1. */
export function flag(args: Args, name: string): boolean {
  return args[name] === true || args[name] === 1 || args[name] === 'true' || args[name] === '1';
}

/** A whole number, or the default when it is absent; anything else is refused. */
export function integerOr(args: Args, name: string, otherwise: number): number {
  if (args[name] === undefined || args[name] === '') return otherwise;
  const value = Number(args[name]);
  if (!Number.isInteger(value) || value < 0) {
    throw invalidArguments([`[ERROR] must be an integer [json-pointer:/${name}]`]);
  }
  return value;
}

/** A JSON argument, which a form carries as a string; `undefined` when absent. `code` is the error when unreadable. */
export function jsonArg(args: Args, name: string, code: string): unknown {
  const value = args[name];
  if (typeof value !== 'string') return value;
  try {
    return JSON.parse(value);
  } catch {
    throw new MethodError(code);
  }
}

/** One page of a list, and the cursor of the next ("" at the end). */
export function pageOf<T>(items: T[], args: Args, defaultLimit: number): { page: T[]; nextCursor: string } {
  const limit = integerOr(args, 'limit', defaultLimit) || items.length;
  const cursor = stringOf(args.cursor);
  const start = cursor === '' ? 0 : Number(Buffer.from(cursor, 'base64').toString().replace(/^at:/, ''));
  if (!Number.isInteger(start)) throw new MethodError('invalid_cursor');
  const end = start + limit;
  return {
    page: items.slice(start, end),
    nextCursor: end < items.length ? Buffer.from(`at:${end}`).toString('base64') : '',
  };
}
