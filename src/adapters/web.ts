/** One look at an address of the web: whether it answers, what time it says it is, and how its text begins. */

import { fetch, type Response } from 'undici';

const answerWithinMs = 3_000;
const longestText = 1_000;

export interface WebAnswer {
  status: number;
  /** The answer's `Date`, in Unix milliseconds, to the second; null: it has none. */
  dateMs: number | null;
  /** Its first thousand characters or so. */
  text: string;
}

/**
 * Follows no redirect, and reads no more than the body's beginning.
 * @throws whatever kept the address from answering within 3 seconds
 */
export async function lookAt(url: string): Promise<WebAnswer> {
  const answer = await fetch(url, { redirect: 'manual', signal: AbortSignal.timeout(answerWithinMs) });
  const dateMs = Date.parse(answer.headers.get('date') ?? '');
  return {
    status: answer.status,
    dateMs: Number.isNaN(dateMs) ? null : dateMs,
    text: await beginningOf(answer),
  };
}

async function beginningOf({ body }: Response): Promise<string> {
  const decoder = new TextDecoder();
  let text = '';
  // Leaving the loop early cancels the rest.
  for await (const piece of body ?? []) {
    text += decoder.decode(piece as Uint8Array, { stream: true });
    if (text.length >= longestText) break;
  }
  return text.slice(0, longestText);
}
