/** Whatever the Slack SDK throws, as a SlackError that says whether Slack may have done it all the same. */

import { webApi } from '@slack/bolt';
import { SlackError } from '../../errors.ts';

export function toSlackError(error: unknown): SlackError {
  if (error instanceof SlackError) return error;
  if (error instanceof webApi.WebAPIRateLimitedError) {
    return new SlackError(
      'ratelimited',
      { isOutcomeUnknown: false, retryAfterMs: error.retryAfter * 1000 },
      { cause: error },
    );
  }
  if (error instanceof webApi.WebAPIPlatformError) return fromPlatform(error);
  if (error instanceof webApi.WebAPIHTTPError) {
    return new SlackError(
      `http_${error.statusCode}`,
      { isOutcomeUnknown: error.statusCode >= 500 },
      { cause: withoutBody(error) },
    );
  }
  // A 429 that does not say how long arrives as a plain error: nothing was done, and nobody knows until when.
  if (error instanceof Error && /^Retry header did not contain/.test(error.message)) {
    return new SlackError('ratelimited', { isOutcomeUnknown: false }, { cause: withoutBody(error) });
  }
  const code = networkCode(error);
  const neverSent = /ECONNREFUSED|ENOTFOUND|EAI_AGAIN/.test(code);
  return new SlackError('unreachable', { isOutcomeUnknown: !neverSent, detail: code }, { cause: withoutBody(error) });
}

function fromPlatform(error: webApi.WebAPIPlatformError): SlackError {
  const name = error.data.error;
  // An answer that is no JSON arrives here with its whole text as the error's name.
  if (!/^[a-z0-9_]{1,80}$/.test(name))
    return new SlackError('unreadable', { isOutcomeUnknown: true }, { cause: withoutBody(error) });
  if (name === 'ratelimited' || name === 'rate_limited') {
    return new SlackError('ratelimited', { isOutcomeUnknown: false });
  }
  const detail = error.data.response_metadata?.messages?.join('; ');
  const mayBeDone = /^(internal_error|fatal_error|service_unavailable|request_timeout)$/.test(name);
  const neededScopes = toScopes(error.data);
  return new SlackError(name, { isOutcomeUnknown: mayBeDone, neededScopes, ...(detail ? { detail } : {}) });
}

function toScopes(data: object): string[] {
  const needed = 'needed' in data && typeof data.needed === 'string' ? data.needed.split(',') : [];
  return needed.map((scope) => scope.trim()).filter((scope) => /^[a-z0-9_.:]{1,80}$/.test(scope));
}

/** What a request's error carries may hold the request: only its name and words go on. */
function withoutBody(error: unknown): Error {
  return new Error(error instanceof Error ? `${error.name}: ${error.message.slice(0, 200)}` : 'not an error');
}

function networkCode(error: unknown): string {
  for (let link = error, depth = 0; link instanceof Error && depth < 5; link = link.cause, depth += 1) {
    if ('code' in link && typeof link.code === 'string' && link.code.startsWith('E')) return link.code;
  }
  return '';
}
