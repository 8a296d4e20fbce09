/** The Slack SDKs' loggers, led into ours. Never below `info`: at debug they print what people type, secrets included. */

import { type Logger, LogLevel } from '@slack/bolt';
import type { Log } from '../../ports.ts';

/** @param part which SDK speaks */
export function sdkLogger(log: Log, part: string): Logger {
  const say =
    (level: 'info' | 'warn' | 'error') =>
    (...words: unknown[]): void =>
      log[level]({ part, said: words.map(toText).join(' ').slice(0, 500) }, 'the Slack SDK says');
  return {
    debug: () => undefined,
    info: () => undefined,
    warn: say('warn'),
    error: say('error'),
    setLevel: () => undefined,
    getLevel: () => LogLevel.INFO,
    setName: () => undefined,
  };
}

function toText(word: unknown): string {
  if (word instanceof Error) return `${word.name}: ${word.message}`;
  return typeof word === 'string' ? word : typeof word;
}
