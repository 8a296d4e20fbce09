/** Keeps one Socket Mode connection open: a refused app token is final at the start, anything else is tried again. */

import { SlackError } from '../errors.ts';
import { type Outside, pause } from '../ports.ts';
import { TokenRefused } from './slack-session.ts';

/** One connection: Slack's SDK, without its own reconnecting. */
export interface Socket {
  open(): Promise<void>;
  close(): void;
  onLost(listener: () => void): void;
}

export interface SocketSession {
  /** Resolves at the first connection, or when stopped before; rejects with TokenRefused. */
  start(): Promise<void>;
  isConnected(): boolean;
  stop(): void;
}

const helloWithinMs = 20_000;
const firstPauseMs = 500;
const longestPauseMs = 15_000;
/** A connection that lived this long was a good one: the next is opened without a pause. */
const settledMs = 30_000;

export function createSocketSession({ clock, log }: Pick<Outside, 'clock' | 'log'>, socket: Socket): SocketSession {
  let isConnected = false;
  let isStopped = false;
  let openedAt = 0;
  let failures = 0;

  const openOnce = async (): Promise<void> => {
    const stopWaiting = clock.after(helloWithinMs, () => socket.close());
    try {
      await socket.open();
    } finally {
      stopWaiting();
    }
    if (isStopped) return socket.close();
    isConnected = true;
    openedAt = clock.now();
    log.info({}, 'connected to Slack over Socket Mode');
  };

  const pauseFor = (error: unknown): number => {
    const own = failures === 0 ? 0 : Math.min(firstPauseMs * 2 ** (failures - 1), longestPauseMs);
    const asked = error instanceof SlackError ? (error.retryAfterMs ?? 0) : 0;
    return Math.max(own, asked);
  };

  const openUntilItHolds = async (isFatal: (error: unknown) => boolean): Promise<void> => {
    while (!isStopped) {
      try {
        return await openOnce();
      } catch (error) {
        if (isStopped) return;
        if (isFatal(error)) throw error;
        failures += 1;
        const pauseMs = pauseFor(error);
        log.warn({ error, pauseMs }, 'Socket Mode cannot be opened yet and will be tried again');
        await pause(clock, pauseMs);
      }
    }
  };

  const reopen = async (): Promise<void> => {
    failures = clock.now() - openedAt < settledMs ? failures : 0;
    const pauseMs = pauseFor(null);
    failures += 1;
    log.warn({ pauseMs }, 'the Socket Mode connection is over and will be opened again');
    await pause(clock, pauseMs);
    await openUntilItHolds(() => false);
  };

  socket.onLost(() => {
    // A connection that ends before its hello is the failure of `open`.
    if (!isConnected) return;
    isConnected = false;
    if (!isStopped) void reopen();
  });

  return {
    start: async () => {
      try {
        await openUntilItHolds((error) => error instanceof SlackError && error.isTokenRefused);
      } catch (error) {
        throw new TokenRefused(
          `Slack refuses SLACK_APP_TOKEN (${error instanceof SlackError ? error.slackError : 'unknown'}). Make an app-level token with the scope connections:write on the app's Basic Information page.`,
          { cause: error },
        );
      }
    },
    isConnected: () => isConnected,
    stop: () => {
      isStopped = true;
      isConnected = false;
      socket.close();
    },
  };
}
