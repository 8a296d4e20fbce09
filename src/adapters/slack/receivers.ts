/** How Slack's payloads arrive: over our own HTTP server, or over Socket Mode. */

import { HTTPReceiver, SocketModeReceiver } from '@slack/bolt';
import type { Log } from '../../ports.ts';
import { toSlackError } from './failures.ts';
import { sdkLogger } from './sdk-log.ts';

/** The client pings three times as often, and takes a silent connection for dead after this. */
const clientPingTimeoutMs = 5_000;
const openTimeoutMs = 10_000;

/** One connection of Socket Mode at a time; opening it again is for `operations/socket-session.ts` to decide. */
export interface SlackSocket {
  receiver: SocketModeReceiver;
  /** Resolves when Slack says hello; rejects with a SlackError. */
  open(): Promise<void>;
  close(): void;
  /** @param listener told when a connection is over, whoever ended it */
  onLost(listener: () => void): void;
}

export function createHttpReceiver(signingSecret: string, log: Log): HTTPReceiver {
  return new HTTPReceiver({ signingSecret, logger: sdkLogger(log, 'bolt') });
}

/** The SDK's own reconnecting is off: when it fails, it rejects a promise that nobody can catch, and is never tried again. */
export function createSlackSocket(given: { appToken: string; apiUrl: string }, log: Log): SlackSocket {
  const clientOptions = {
    slackApiUrl: given.apiUrl,
    timeout: openTimeoutMs,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
  };
  const receiver = new SocketModeReceiver({
    appToken: given.appToken,
    autoReconnectEnabled: false,
    clientPingTimeout: clientPingTimeoutMs,
    logger: sdkLogger(log, 'socket_mode'),
    // Typed for OAuth's options alone, yet handed whole to the socket's web client.
    installerOptions: { clientOptions },
  } as ConstructorParameters<typeof SocketModeReceiver>[0]);
  const { client } = receiver;
  catchUnreadable(client, log);
  return {
    receiver,
    open: async () => {
      try {
        await client.start();
      } catch (error) {
        throw toSlackError(error ?? new Error('the connection was closed before Slack said hello'));
      }
    },
    close: () => {
      client.disconnect().catch((error: unknown) => log.warn({ error }, 'the socket did not close'));
    },
    onLost: (listener) => {
      client.on('disconnected', listener);
    },
  };
}

/** The SDK's reader rejects on an envelope it does not know the shape of, `app_rate_limited` among them. */
function catchUnreadable(client: SocketModeReceiver['client'], log: Log): void {
  const readers = client.listeners('ws_message');
  client.removeAllListeners('ws_message');
  client.on('ws_message', async (...message: unknown[]) => {
    for (const read of readers) {
      try {
        await read(...message);
      } catch (error) {
        log.warn({ error }, 'Slack sent something over the socket that cannot be read');
      }
    }
  });
}
