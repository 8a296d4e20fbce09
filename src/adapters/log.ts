/** JSON lines on stdout. What could carry a secret is redacted by its name, wherever it stands. */

import { type DestinationStream, type Logger, pino, stdSerializers } from 'pino';

const secretNames = [
  'clientSecret',
  'client_secret',
  'secret',
  'token',
  'botToken',
  'appToken',
  'signingSecret',
  'apiKey',
  'api_key',
  'authorization',
  'redirectUrl',
  'redirect_url',
  'linkToken',
  'link_token',
  'nonce',
  'url',
];

/** @param canaries secrets of this process, cut out of every line whatever name they stand under */
export function createLog(level: string, canaries: readonly string[], destination?: DestinationStream): Logger {
  const options = {
    level,
    redact: {
      paths: secretNames.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]),
      censor: '[redacted]',
    },
    serializers: { error: (error: unknown) => describe(error, canaries) },
    hooks: {
      streamWrite: (line: string) => canaries.reduce((text, canary) => text.replaceAll(canary, '[redacted]'), line),
    },
    timestamp: pino.stdTimeFunctions.isoTime,
    base: null,
  };
  return destination ? pino(options, destination) : pino(options);
}

/** An error without what SDKs hang on it: requests, headers and bodies stay out of the log. */
function describe(error: unknown, canaries: readonly string[]): unknown {
  if (!(error instanceof Error)) return { type: typeof error };
  const { type, stack } = stdSerializers.err(error);
  const code = 'code' in error && typeof error.code === 'string' ? error.code : undefined;
  return {
    type,
    code,
    message: canaries.reduce((text, canary) => text.replaceAll(canary, '[redacted]'), error.message).slice(0, 500),
    stack: stack?.split('\n    at ').slice(1, 8).join(' < '),
    cause: error.cause instanceof Error ? describe(error.cause, canaries) : undefined,
  };
}
