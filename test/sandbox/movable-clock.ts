/**
 * A clock that runs like the machine's own and can be moved forward. A move is like a laptop waking up: every timer
 * that fell due fires once, in order, and an interval's missed beats are not made up for.
 */

import type { Cancel, Clock } from '../../src/ports.ts';

export interface MovableClock extends Clock {
  /** Moves the time forward and fires what fell due before it returns. */
  advance(ms: number): void;
  /** Drops every timer. */
  stop(): void;
}

interface Timer {
  dueAt: number;
  action: () => void;
  intervalMs: number | null;
}

/** A clock that starts at the machine's time, or `offsetMs` away from it. */
export function createMovableClock(offsetMs = 0): MovableClock {
  const timers = new Set<Timer>();
  let offset = offsetMs;
  let alarm: NodeJS.Timeout | undefined;
  const now = (): number => Date.now() + offset;

  const nextDue = (): Timer | undefined => {
    let next: Timer | undefined;
    for (const timer of timers) if (!next || timer.dueAt < next.dueAt) next = timer;
    return next;
  };
  const arm = (): void => {
    clearTimeout(alarm);
    const next = nextDue();
    if (next) alarm = setTimeout(fire, Math.min(Math.max(next.dueAt - now(), 0), 2 ** 31 - 1)).unref();
  };
  const run = (timer: Timer): void => {
    if (timer.intervalMs === null) timers.delete(timer);
    else timer.dueAt = Math.max(timer.dueAt, now()) + timer.intervalMs;
    timer.action();
  };
  const fire = (): void => {
    const limit = now();
    for (let timer = nextDue(); timer && timer.dueAt <= limit; timer = nextDue()) run(timer);
    arm();
  };
  const add = (delayMs: number, action: () => void, intervalMs: number | null): Cancel => {
    const timer: Timer = { dueAt: now() + Math.max(delayMs, 0), action, intervalMs };
    timers.add(timer);
    arm();
    return () => {
      timers.delete(timer);
    };
  };

  return {
    now,
    after: (delayMs, action) => add(delayMs, action, null),
    every: (intervalMs, action) => add(intervalMs, action, Math.max(intervalMs, 1)),
    advance: (ms) => {
      offset += ms;
      fire();
    },
    stop: () => {
      timers.clear();
      clearTimeout(alarm);
    },
  };
}
