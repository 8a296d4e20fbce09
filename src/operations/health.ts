/** Whether the bot is ready: Slack takes the token, the database can be written, nothing is stopping. */

import { DatabaseUnusable, SlackError } from '../errors.ts';
import { type Outside, pause } from '../ports.ts';

/** Slack is asked at most this often, however often somebody asks us. */
const askSlackEveryMs = 5_000;
/** A database that could be written is tried again at most this often: each try is a commit that waits for the disk. */
const tryDatabaseEveryMs = 2_000;
/** Whoever asks us does not wait longer for Slack than this: the last answer stands until there is a new one. */
const waitForSlackMs = 1_000;

export interface Health {
  /** null: ready; otherwise why not. */
  unready(): Promise<string | null>;
  /** Listeners are on. */
  listening(): void;
  /** No new work from now on. */
  stopping(): void;
  isStopping(): boolean;
  /** Whether Slack's requests are taken. */
  isOpen(): boolean;
}

export interface HealthGiven {
  /** Of Socket Mode; always true in HTTP mode. */
  isConnected: () => boolean;
  /** Whether Slack refused the token, or a scope of it, when a message was delivered last. */
  isDeliveryRefused: () => boolean;
}

export function createHealth(
  { slack, store, clock, log }: Pick<Outside, 'slack' | 'store' | 'clock' | 'log'>,
  { isConnected, isDeliveryRefused }: HealthGiven,
): Health {
  let state: 'starting' | 'listening' | 'stopping' = 'starting';
  let isRefused = false;
  let askedAt = Number.NEGATIVE_INFINITY;
  let asking: Promise<void> | null = null;
  let writtenAt = Number.NEGATIVE_INFINITY;
  let trying: Promise<boolean> | null = null;

  /** Only a refusal counts: a Slack that cannot be reached for a moment is no reason to be taken out of service. */
  const askSlack = async (): Promise<void> => {
    askedAt = clock.now();
    isRefused = await slack.identify().then(
      () => false,
      (error: unknown) => error instanceof SlackError && error.isTokenRefused,
    );
  };

  const isTokenRefused = async (): Promise<boolean> => {
    if (asking === null && clock.now() - askedAt >= askSlackEveryMs) {
      asking = askSlack().finally(() => {
        asking = null;
      });
    }
    if (asking) await Promise.race([asking, pause(clock, waitForSlackMs)]);
    return isRefused || isDeliveryRefused();
  };

  const tryDatabase = async (): Promise<boolean> => {
    const now = clock.now();
    try {
      await store.check();
      writtenAt = now;
      return true;
    } catch (error) {
      if (!(error instanceof DatabaseUnusable)) throw error;
      log.error({ error }, 'the database cannot be written');
      return false;
    }
  };

  const isDatabaseUsable = async (): Promise<boolean> => {
    if (clock.now() - writtenAt < tryDatabaseEveryMs) return true;
    trying ??= tryDatabase().finally(() => {
      trying = null;
    });
    return trying;
  };

  return {
    unready: async () => {
      if (state !== 'listening') return state;
      if (!isConnected()) return 'not connected to Slack';
      if (await isTokenRefused()) return 'Slack refuses the token';
      if (!(await isDatabaseUsable())) return 'the database cannot be written';
      return null;
    },
    listening: () => {
      if (state === 'starting') state = 'listening';
    },
    stopping: () => {
      state = 'stopping';
    },
    isStopping: () => state === 'stopping',
    isOpen: () => state === 'listening',
  };
}
