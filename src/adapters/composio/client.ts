/** The two SDK instances, and the one way to call them: counted, bounded in time, failures classified. */

import { Composio } from '@composio/core';
import { ComposioError } from '../../errors.ts';
import type { Metrics } from '../../ports.ts';
import { toComposioError } from './failures.ts';

/** Longest wait for one attempt of a read, and for a write, which is never repeated. */
const readTimeoutMs = 8_000;
const writeTimeoutMs = 10_000;
/** Over both attempts of a read: the client obeys any `Retry-After` and never gives up on a stalled body. */
const readDeadlineMs = 18_000;

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

export function createComposioClient(settings: { apiKey: string; baseUrl: string }, metrics: Metrics): ComposioClient {
  const reads = construct(settings);
  const readsRaw = reads.getClient();
  readsRaw.timeout = readTimeoutMs;
  readsRaw.maxRetries = 1;
  const writes = construct(settings);
  const writesRaw = writes.getClient();
  writesRaw.timeout = writeTimeoutMs;
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
    read: (operation, call) => counted(operation, [], () => within(readDeadlineMs, (signal) => call(readsRaw, signal))),
    write: (operation, call, secrets = []) =>
      counted(operation, secrets, () => within(writeTimeoutMs + 1_000, (signal) => call(writes, writesRaw, signal))),
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
