/** How fast Slack is written to. Pure. */

/** Slack lets a burst pass and then about one message a second; edits about fifty a minute ("Rate limits", tier 3). */
const burst = 20;
const refillPerMs = 0.8 / 1000;

/** What is left of the allowance for one kind of call, as it was at a moment. */
export interface Allowance {
  tokens: number;
  at: number;
  /** Slack asked for silence until then. */
  blockedUntil: number;
}

export function fullAllowance(now: number): Allowance {
  return { tokens: burst, at: now, blockedUntil: 0 };
}

/** How long until the next call may be made, in milliseconds; 0: now. */
export function waitMs(allowance: Allowance, now: number): number {
  const missing = 1 - refilled(allowance, now);
  const refillMs = missing > 0 ? Math.ceil(missing / refillPerMs) : 0;
  return Math.max(refillMs, allowance.blockedUntil - now, 0);
}

export function spend(allowance: Allowance, now: number): Allowance {
  return { ...allowance, tokens: refilled(allowance, now) - 1, at: now };
}

/** After a 429: nothing until Slack's `Retry-After` is over, and no burst then. */
export function block(allowance: Allowance, now: number, retryAfterMs: number): Allowance {
  return { tokens: Math.min(1, refilled(allowance, now)), at: now, blockedUntil: now + retryAfterMs };
}

function refilled({ tokens, at }: Allowance, now: number): number {
  return Math.min(burst, tokens + Math.max(0, now - at) * refillPerMs);
}

/** Growing pauses between tries: 1 s, 2 s, 4 s, ... up to ten minutes. */
export function retryDelayMs(attempts: number): number {
  return Math.min(1000 * 2 ** Math.min(attempts, 20), 10 * 60_000);
}
