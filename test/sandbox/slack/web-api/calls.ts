/** The record of every Web API call, for tests that ask what the bot did. */

import type { JsonObject } from '../json.ts';

export interface Call {
  method: string;
  /** Without the token; JSON arguments already parsed. */
  args: JsonObject;
  /** Unix milliseconds on the sandbox's clock. */
  at: number;
  /** What was answered, or would have been had the connection not been dropped. */
  result: JsonObject;
  /** HTTP status; 0 when the connection was dropped. */
  status: number;
}
