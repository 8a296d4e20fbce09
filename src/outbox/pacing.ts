/** How fast Slack is written to. Pure. */

/** How fast one kind of call may be made. */
export interface Pace {
  burst: number;
  perMinute: number;
}

/**
 * Slack lets a burst pass and then about one message a second, and fifty edits and fifty openings of a DM a minute
 * ("Rate limits": special tier, tier 3). These stay below all of that.
 */
export const paces = {
  post: { burst: 15, perMinute: 58 },
  edit: { burst: 15, perMinute: 34 },
  open: { burst: 15, perMinute: 34 },
} as const satisfies Readonly<Record<string, Pace>>;

/** What is left of the allowance for one kind of call, as it was at a moment. */
export interface Allowance {
  pace: Pace;
  tokens: number;
  at: number;
}

export function fullAllowance(pace: Pace, now: number): Allowance {
  return { pace, tokens: pace.burst, at: now };
}

/** How long until the next call may be made, in milliseconds; 0: now. */
export function waitMs(allowance: Allowance, now: number): number {
  const missing = 1 - refilled(allowance, now);
  return missing > 0 ? Math.ceil((missing * 60_000) / allowance.pace.perMinute) : 0;
}

/** One call is made, or promised for the moment that `waitMs` named. */
export function spend(allowance: Allowance, now: number): Allowance {
  return { ...allowance, tokens: refilled(allowance, now) - 1, at: now };
}

function refilled({ pace, tokens, at }: Allowance, now: number): number {
  return Math.min(pace.burst, tokens + (Math.max(0, now - at) * pace.perMinute) / 60_000);
}

/** Growing pauses between tries: 1 s, 2 s, 4 s, ... up to ten minutes. */
export function retryDelayMs(attempts: number): number {
  return Math.min(1000 * 2 ** Math.min(attempts, 20), 10 * 60_000);
}
