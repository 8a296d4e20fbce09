/** How Slack's payloads arrive: over our own HTTP server, or over Socket Mode. */

import { HTTPReceiver, SocketModeReceiver } from '@slack/bolt';
import type { Log } from '../../ports.ts';
import { sdkLogger } from './sdk-log.ts';

/** The client pings three times as often; the SDK reconnects this long after a `disconnect`. */
const clientPingTimeoutMs = 1_500;
const openTimeoutMs = 10_000;

export function createHttpReceiver(signingSecret: string, log: Log): HTTPReceiver {
  return new HTTPReceiver({ signingSecret, logger: sdkLogger(log, 'bolt') });
}

/** Retries are ours, at the start, and the SDK's own after a reconnect. */
export function createSocketModeReceiver(given: { appToken: string; apiUrl: string }, log: Log): SocketModeReceiver {
  const clientOptions = {
    slackApiUrl: given.apiUrl,
    timeout: openTimeoutMs,
    retryConfig: { retries: 100, factor: 1.3, minTimeout: 500, maxTimeout: 15_000 },
  };
  return new SocketModeReceiver({
    appToken: given.appToken,
    clientPingTimeout: clientPingTimeoutMs,
    logger: sdkLogger(log, 'socket_mode'),
    // Typed for OAuth's options alone, yet handed whole to the socket's web client.
    installerOptions: { clientOptions },
  } as ConstructorParameters<typeof SocketModeReceiver>[0]);
}
