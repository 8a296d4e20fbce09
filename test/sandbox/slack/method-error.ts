/** An answer with `ok: false`. */

import type { JsonObject } from './json.ts';

export class MethodError extends Error {
  override name = 'MethodError';
  readonly code: string;
  /** Further fields of the answer: `needed`, `response_metadata`, … */
  readonly fields: JsonObject;

  constructor(code: string, fields: JsonObject = {}) {
    super(code);
    this.code = code;
    this.fields = fields;
  }
}

/** The answer Slack gives to arguments that break a rule, each message saying where. */
export function invalidArguments(messages: string[]): MethodError {
  return new MethodError('invalid_arguments', { response_metadata: { messages } });
}
