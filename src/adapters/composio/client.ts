/** The two SDK instances, and the one way to call them: counted, bounded in time, failures classified. */

import { Composio } from '@composio/core';
import { ComposioError } from '../../errors.ts';
import type { Metrics } from '../../ports.ts';
import { toComposioError } from './failures.ts';

/** How long Composio is waited for, in milliseconds of real time. */
export interface ComposioPatience {
  /** One attempt of a read. */
  readMs: number;
  /** Both attempts of a read: the client obeys any `Retry-After` and never gives up on a stalled body. */
  bothReadsMs: number;
  /** A write, which is never repeated. */
  writeMs: number;
}

export const usualPatience: ComposioPatience = { readMs: 8_000, bothReadsMs: 18_000, writeMs: 10_000 };

type Raw = ReturnType<Composio['getClient']>;

export interface ComposioClient {
  /** Repeated once by the SDK when it fails. */
  read<T>(operation: string, call: (raw: Raw, signal: AbortSignal) => Promise<T>): Promise<T>;
  /** Sent once. `secrets` are cut out of whatever Composio says about it. */
  write<T>(
    operation: string,
    call: (sdk: Composio, raw: Raw, signal: AbortSignal) => Promise<T>,
    secrets?: readonly string[],
  ): Promise<T>;
}

export function createComposioClient(
  settings: { apiKey: string; baseUrl: string },
  metrics: Metrics,
  patience: ComposioPatience = usualPatience,
): ComposioClient {
  const reads = construct(settings);
  const readsRaw = reads.getClient();
  readsRaw.timeout = patience.readMs;
  readsRaw.maxRetries = 1;
  const writes = construct(settings);
  const writesRaw = writes.getClient();
  writesRaw.timeout = patience.writeMs;
  writesRaw.maxRetries = 0;

  const counted = async <T>(operation: string, secrets: readonly string[], call: () => Promise<T>): Promise<T> => {
    try {
      const result = await call();
      metrics.composioCalled(operation, 'ok');
      return result;
    } catch (error) {
      const failure = toComposioError(error, secrets);
      metrics.composioCalled(operation, failure.failure);
      throw failure;
    }
  };

  return {
    read: (operation, call) =>
      counted(operation, [], () => within(patience.bothReadsMs, (signal) => call(readsRaw, signal))),
    write: (operation, call, secrets = []) =>
      counted(operation, secrets, () => within(patience.writeMs + 1_000, (signal) => call(writes, writesRaw, signal))),
  };
}

function construct({ apiKey, baseUrl }: { apiKey: string; baseUrl: string }): Composio {
  return new Composio({
    apiKey,
    baseURL: baseUrl.replace(/\/+$/, ''),
    allowTracking: false,
    disableVersionCheck: true,
  });
}

/** An abort does not interrupt the client's sleep before a retry, so the deadline is raced as well. */
async function within<T>(deadlineMs: number, call: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const signal = AbortSignal.timeout(deadlineMs);
  const late = new Promise<never>((_, reject) => {
    signal.addEventListener('abort', () => reject(new ComposioError('slow', { isOutcomeUnknown: true })), {
      once: true,
    });
  });
  return Promise.race([call(signal), late]);
}
