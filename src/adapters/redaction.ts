/** Cuts secrets out of whatever is about to be logged: by name, by shape, and by value. Pure. */

/** Names under which secrets stand, in whatever case and spelling; what they hold is never logged. */
const secretName =
  /secret|token|api_?key|authorization|password|cookie|nonce|redirect_?url|callback_?url|response_?url|^url$/i;

/** Secrets that are known by how they look, wherever they stand. */
const secretShapes: readonly RegExp[] = [
  /\bx(?:ox[a-z]|app)-[\w-]+/g,
  /\bBearer\s+[\w.~+/=-]+/gi,
  /\bwhsec_[\w+/=-]+/g,
  // Connect links: https://connect.composio.dev/link/ln_…, and the tokens in them.
  /\bl[nk]_[\w-]+/g,
  // The bot's own pages for a secret: who has the address can type one.
  /(\/secret\/)[\w-]{22,}/g,
  /([?&](?:nonce|token|code|state|ticket|client_secret)=)[^&\s"']+/gi,
  /(client_?secret["']?\s*[:=]\s*["']?)[^\s"',}&]+/gi,
];

const censor = '[redacted]';
const deepest = 8;
const longestText = 2_000;

/** @param canaries secrets of this process, cut out whatever name they stand under */
export function redactText(text: string, canaries: readonly string[]): string {
  let rest = text;
  for (const canary of canaries) if (canary !== '') rest = rest.replaceAll(canary, censor);
  for (const shape of secretShapes) {
    rest = rest.replace(shape, (_match, lead: unknown) => `${typeof lead === 'string' ? lead : ''}${censor}`);
  }
  return rest.length > longestText ? `${rest.slice(0, longestText)}…` : rest;
}

/** The value as JSON may show it: nested objects, lists, errors and their causes included. */
export function redact(value: unknown, canaries: readonly string[], depth = 0): unknown {
  if (typeof value === 'string') return redactText(value, canaries);
  if (typeof value === 'number' || typeof value === 'boolean' || value === null || value === undefined) return value;
  if (typeof value === 'bigint') return redactText(String(value), canaries);
  if (typeof value !== 'object') return typeof value;
  if (depth >= deepest) return '…';
  if (value instanceof Error) return describe(value, canaries, depth);
  if (Array.isArray(value)) return value.map((item) => redact(item, canaries, depth + 1));
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? null : value.toISOString();
  // Maps, buffers, requests: what they hold is not for the log.
  if (Object.getPrototypeOf(value) !== Object.prototype && Object.getPrototypeOf(value) !== null) {
    return `[${value.constructor?.name ?? 'object'}]`;
  }
  return Object.fromEntries(
    Object.entries(value).map(([name, held]) => [
      redactText(name, canaries),
      secretName.test(name) && held !== null && held !== undefined ? censor : redact(held, canaries, depth + 1),
    ]),
  );
}

/** An error without what SDKs hang on it: requests, headers and bodies stay out of the log. */
function describe(error: Error, canaries: readonly string[], depth: number): unknown {
  const code = 'code' in error && typeof error.code === 'string' ? error.code : undefined;
  const frames = (error.stack ?? '').split('\n    at ').slice(1, 8).join(' < ');
  return {
    type: redactText(error.name === 'Error' ? error.constructor.name : error.name, canaries),
    code: code === undefined ? undefined : redactText(code, canaries),
    message: redactText(error.message, canaries).slice(0, 500),
    stack: redactText(frames, canaries),
    cause: error.cause === undefined ? undefined : redact(error.cause, canaries, depth + 1),
  };
}
