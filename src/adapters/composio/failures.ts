/** Whatever the SDK throws, as a ComposioError that says what happened and whether it may have been done all the same. */

import { z } from 'zod';
import { ComposioError, type ComposioFailure } from '../../errors.ts';

/** Composio's envelope of errors. Rate limits come without one. */
const envelope = z.object({ error: z.object({ message: z.string(), request_id: z.string().nullish() }) });

/**
 * @param secrets cut out of Composio's own words before they are kept
 */
export function toComposioError(error: unknown, secrets: readonly string[] = []): ComposioError {
  if (error instanceof ComposioError) return error;
  const chain = causes(error);
  const answered = chain.find(hasStatus);
  if (answered) return fromStatus(answered, secrets);
  if (chain.some((link) => nameOf(link) === 'ValidationError')) {
    return new ComposioError('bad_request', { isOutcomeUnknown: false }, { cause: error });
  }
  if (chain.some((link) => /Timeout|Abort|Cancelled/.test(nameOf(link)))) {
    return new ComposioError('slow', { isOutcomeUnknown: true }, { cause: error });
  }
  if (chain.some((link) => nameOf(link) === 'APIConnectionError')) {
    const neverSent = chain.some((link) => /ECONNREFUSED|ENOTFOUND|EAI_AGAIN/.test(codeOf(link)));
    return new ComposioError('down', { isOutcomeUnknown: !neverSent }, { cause: error });
  }
  return new ComposioError('unreadable', { isOutcomeUnknown: true }, { cause: error });
}

function fromStatus(answer: Answered, secrets: readonly string[]): ComposioError {
  const { status } = answer;
  const said = envelope.safeParse(answer.error).data?.error;
  const failure = failureOf(status, said !== undefined);
  const facts = {
    isOutcomeUnknown: status >= 500 || status === 408 || failure === 'unreadable',
    retryAfterMs: retryAfterMs(answer),
    status,
    detail: redact(said?.message ?? null, secrets),
    requestId: said?.request_id ?? null,
  };
  return new ComposioError(failure, facts, { cause: new Error(`Composio answered with status ${status}`) });
}

function failureOf(status: number, isComposioSpeaking: boolean): ComposioFailure {
  if (status === 401 || status === 403) return 'key_refused';
  // A proxy that knows no way to Composio says 404, too: nothing is known to be gone by that.
  if (status === 404) return isComposioSpeaking ? 'not_found' : 'unreadable';
  if (status === 408) return 'slow';
  if (status === 429) return 'rate_limited';
  return status >= 500 ? 'down' : 'bad_request';
}

interface Answered {
  status: number;
  error?: unknown;
  headers?: { get?: (name: string) => string | null };
}

function hasStatus(link: unknown): link is Answered {
  return typeof link === 'object' && link !== null && 'status' in link && typeof link.status === 'number';
}

function retryAfterMs(answer: Answered): number | null {
  const seconds = Number(answer.headers?.get?.('retry-after') ?? Number.NaN);
  return Number.isFinite(seconds) && seconds >= 0 ? seconds * 1000 : null;
}

function redact(text: string | null, secrets: readonly string[]): string | null {
  if (text === null) return null;
  const spellings = secrets
    .filter((secret) => secret !== '')
    .flatMap((secret) => [secret, encodeURIComponent(secret), JSON.stringify(secret).slice(1, -1)]);
  return spellings.reduce((rest, secret) => rest.replaceAll(secret, '…'), text).slice(0, 300);
}

function causes(error: unknown): unknown[] {
  const chain: unknown[] = [];
  for (let link = error; link && chain.length < 6; link = link instanceof Error ? link.cause : undefined)
    chain.push(link);
  return chain;
}

/** The client's classes all say `Error` as their name. */
function nameOf(link: unknown): string {
  if (!(link instanceof Error)) return '';
  return link.name === 'Error' ? link.constructor.name : link.name;
}

function codeOf(link: unknown): string {
  return link instanceof Error && 'code' in link ? String(link.code) : '';
}
