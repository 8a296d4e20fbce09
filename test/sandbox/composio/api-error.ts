/** Composio's refusals, in its error envelope. */

import type { NewId } from '../gong/ids.ts';
import { type HttpReply, json } from '../http.ts';

/** An answer other than success. `code` and `slug` are Composio's own. */
export class ApiError extends Error {
  override name = 'ApiError';
  readonly status: number;
  readonly code: number;
  readonly slug: string;
  readonly suggestedFix: string;
  readonly details: string[];

  constructor(status: number, code: number, slug: string, message: string, suggestedFix = '', details: string[] = []) {
    super(message);
    this.status = status;
    this.code = code;
    this.slug = slug;
    this.suggestedFix = suggestedFix;
    this.details = details;
  }
}

/** 400: the request itself is wrong; `details` has one line per problem. */
export function badRequest(message: string, details: string[] = []): ApiError {
  return new ApiError(400, 10400, 'HTTP_BadRequest', message, 'Check the request against the API reference.', details);
}

/** 404: `what` is not there, or not any more. */
export function notFound(what: string, code: number, slug: string): ApiError {
  return new ApiError(404, code, slug, `${what} not found`, `Check that the ${what.toLowerCase()} exists.`);
}

/** The reply that carries an error. */
export function errorReply(error: ApiError, newId: NewId): HttpReply {
  const { status, code, slug, message, suggestedFix, details } = error;
  const errors = details.length > 0 ? { errors: details } : {};
  const body = { message, code, slug, status, request_id: newId('req_', 16), suggested_fix: suggestedFix, ...errors };
  return json({ error: body }, status);
}
