/** One look at an address of the web: whether it answers, and what time it says it is. */

import { fetch } from 'undici';

const answerWithinMs = 3_000;

export interface WebAnswer {
  status: number;
  /** The answer's `Date`, in Unix milliseconds, to the second; null: it has none. */
  dateMs: number | null;
}

/**
 * Follows no redirect and reads no body.
 * @throws whatever kept the address from answering within 3 seconds
 */
export async function lookAt(url: string): Promise<WebAnswer> {
  const answer = await fetch(url, { redirect: 'manual', signal: AbortSignal.timeout(answerWithinMs) });
  await answer.body?.cancel();
  const dateMs = Date.parse(answer.headers.get('date') ?? '');
  return { status: answer.status, dateMs: Number.isNaN(dateMs) ? null : dateMs };
}
