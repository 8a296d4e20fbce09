/** What Slack lets the outbox do now: paces for each kind of call, and the silence that a 429 asks for. */

import { type Clock, pause } from '../ports.ts';
import { type Allowance, fullAllowance, paces, spend, waitMs } from './pacing.ts';

export interface Throttle {
  /** How long until something may be sent at all, in milliseconds; 0: now. */
  silenceMs(): number;
  /** Slack answered 429: nothing for so long, and no burst after it. */
  silence(forMs: number): void;
  waitMs(kind: keyof typeof paces): number;
  spend(kind: keyof typeof paces): void;
  /** Takes one call's turn and waits for it, or until `cut` is resolved. */
  turn(kind: keyof typeof paces, cut: Promise<void>): Promise<void>;
}

export function createThrottle(clock: Clock): Throttle {
  const startedAt = clock.now();
  const allowances: Record<keyof typeof paces, Allowance> = {
    post: fullAllowance(paces.post, startedAt),
    edit: fullAllowance(paces.edit, startedAt),
    open: fullAllowance(paces.open, startedAt),
  };
  let silentUntil = 0;

  const spendOne = (kind: keyof typeof paces): void => {
    allowances[kind] = spend(allowances[kind], clock.now());
  };
  return {
    silenceMs: () => Math.max(silentUntil - clock.now(), 0),
    silence: (forMs) => {
      const now = clock.now();
      silentUntil = Math.max(silentUntil, now + forMs);
      for (const kind of ['post', 'edit', 'open'] as const) {
        allowances[kind] = { ...allowances[kind], tokens: Math.min(allowances[kind].tokens, 1), at: silentUntil };
      }
    },
    waitMs: (kind) => waitMs(allowances[kind], clock.now()),
    spend: spendOne,
    turn: async (kind, cut) => {
      const delayMs = waitMs(allowances[kind], clock.now());
      spendOne(kind);
      if (delayMs > 0) await Promise.race([pause(clock, delayMs), cut]);
    },
  };
}
