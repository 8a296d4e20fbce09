/** The machine's own clock. A pending timer never keeps the process alive: the HTTP server does. */

import type { Clock } from '../ports.ts';

/** Node's longest timer: a longer delay would fire at once. */
const longestTimerMs = 2 ** 31 - 1;

export const systemClock: Clock = {
  now: () => Date.now(),
  after: (delayMs, action) => {
    const timer = setTimeout(action, Math.min(Math.max(delayMs, 0), longestTimerMs)).unref();
    return () => clearTimeout(timer);
  },
  every: (intervalMs, action) => {
    const timer = setInterval(action, Math.min(Math.max(intervalMs, 1), longestTimerMs)).unref();
    return () => clearInterval(timer);
  },
};
