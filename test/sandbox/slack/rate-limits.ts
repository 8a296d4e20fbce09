/** Slack's rate limits: calls a minute for each method, and about one message a second in each channel. */

import type { Clock } from '../../../src/ports.ts';

export interface RateLimits {
  /** Off: nothing is limited. */
  enabled: boolean;
  /** Seconds to wait when this call is one too many, null when it may go on. */
  refuse(method: string, perMinute: number | null): number | null;
  /** The same for a message in a channel: bursts of four, then one a second. */
  refuseMessage(channel: string): number | null;
}

const minuteMs = 60_000;
const burst = 4;

/** Limits that start with everything unused. */
export function createRateLimits(clock: Clock): RateLimits {
  const calls = new Map<string, number[]>();
  const buckets = new Map<string, { left: number; at: number }>();
  const limits: RateLimits = {
    enabled: true,
    refuse: (method, perMinute) => {
      if (!limits.enabled || perMinute === null) return null;
      const now = clock.now();
      const recent = (calls.get(method) ?? []).filter((at) => at > now - minuteMs);
      calls.set(method, recent);
      const oldest = recent[0];
      if (oldest !== undefined && recent.length >= perMinute) return Math.ceil((oldest + minuteMs - now) / 1000);
      recent.push(now);
      return null;
    },
    refuseMessage: (channel) => {
      if (!limits.enabled) return null;
      const now = clock.now();
      const before = buckets.get(channel) ?? { left: burst, at: now };
      const left = Math.min(burst, before.left + (now - before.at) / 1000);
      buckets.set(channel, { left: left >= 1 ? left - 1 : left, at: now });
      return left >= 1 ? null : Math.ceil(1 - left);
    },
  };
  return limits;
}
