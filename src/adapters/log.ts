/** JSON lines on stdout, with every secret cut out before a line is made. */

import { type DestinationStream, type Logger, pino } from 'pino';
import { redact, redactText } from './redaction.ts';

/**
 * @param canaries secrets of this process, cut out of every line whatever name they stand under
 * @param destination Node's own stream when left out: pino's tries for ever to write what nobody reads any more, and
 *   the process could not end
 */
export function createLog(
  level: string,
  canaries: readonly string[],
  destination: DestinationStream = process.stdout,
): Logger {
  const options = {
    level,
    formatters: { log: (fields: object) => redact({ ...fields }, canaries) as Record<string, unknown> },
    hooks: { streamWrite: (line: string) => canaries.reduce(withoutCanary, line) },
    serializers: { err: (error: unknown) => error },
    timestamp: pino.stdTimeFunctions.isoTime,
    base: null,
    messageKey: 'msg',
  };
  return pino(options, destination);
}

function withoutCanary(line: string, canary: string): string {
  return canary === '' ? line : line.replaceAll(canary, redactText(canary, [canary]));
}
