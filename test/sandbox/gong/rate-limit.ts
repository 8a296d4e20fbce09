/** Gong's two limits for a whole company: 3 calls a second and 10,000 a day (Gong help: API overview). */

import type { Clock } from '../../../src/ports.ts';

const PER_SECOND = 3;
const PER_DAY = 10_000;
const DAY_MS = 24 * 60 * 60 * 1000;

export interface RateLimit {
  /** Counts a call. 0: go ahead; otherwise the seconds to wait, and the call does not count. */
  take(): number;
  /** Calls counted in the last 24 hours. */
  today(): number;
}

/** A limiter with nothing counted. */
export function createRateLimit(clock: Clock): RateLimit {
  const calls: number[] = [];
  const ofToday = (): number[] => {
    const fresh = calls.findIndex((at) => at > clock.now() - DAY_MS);
    calls.splice(0, fresh === -1 ? calls.length : fresh);
    return calls;
  };
  return {
    take: () => {
      const [first] = ofToday();
      if (first !== undefined && calls.length >= PER_DAY) return Math.ceil((first + DAY_MS - clock.now()) / 1000);
      if ((calls.at(-PER_SECOND) ?? 0) > clock.now() - 1000) return 1;
      calls.push(clock.now());
      return 0;
    },
    today: () => ofToday().length,
  };
}
