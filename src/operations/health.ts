/** Whether the bot is ready: Slack takes the token, the database can be written, nothing is stopping. */

import { DatabaseUnusable, SlackError } from '../errors.ts';
import type { Outside } from '../ports.ts';

/** Slack is asked at most this often, however often somebody asks us. */
const askSlackEveryMs = 5_000;

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

export function createHealth(
  { slack, store, clock, log }: Pick<Outside, 'slack' | 'store' | 'clock' | 'log'>,
  /** Of Socket Mode; always true in HTTP mode. */
  isConnected: () => boolean,
): Health {
  let state: 'starting' | 'listening' | 'stopping' = 'starting';
  let asked: { at: number; isRefused: boolean } | null = null;

  /** Only a refusal counts: a Slack that cannot be reached for a moment is no reason to be taken out of service. */
  const isTokenRefused = async (): Promise<boolean> => {
    if (asked && clock.now() - asked.at < askSlackEveryMs) return asked.isRefused;
    const at = clock.now();
    const isRefused = await slack.identify().then(
      () => false,
      (error: unknown) => error instanceof SlackError && error.isTokenRefused,
    );
    asked = { at, isRefused };
    return isRefused;
  };

  const isDatabaseUsable = async (): Promise<boolean> => {
    try {
      await store.check();
      return true;
    } catch (error) {
      if (!(error instanceof DatabaseUnusable)) throw error;
      log.error({ error }, 'the database cannot be written');
      return false;
    }
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
