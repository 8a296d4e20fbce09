/** How fast commands are acknowledged at a steady rate, the next one sent whether or not the last was answered. */

import { setTimeout as pause } from 'node:timers/promises';
import type { Sandbox } from '../sandbox/sandbox.ts';

/** @returns how long each acknowledgement took, in milliseconds; NaN for one that failed */
export async function acknowledgementTimes(
  { slack }: Sandbox,
  given: { line: string; perSecond: number; seconds: number },
): Promise<number[]> {
  const ben = slack.person(slack.people.ben);
  const startedAt = performance.now();
  const times: Promise<number>[] = [];
  for (let sent = 0; sent < given.perSecond * given.seconds; sent += 1) {
    const dueAt = startedAt + (sent * 1000) / given.perSecond;
    await pause(Math.max(0, dueAt - performance.now()));
    const sentAt = performance.now();
    times.push(
      ben.types(given.line).then(({ outcome }) => (outcome === 'acked' ? performance.now() - sentAt : Number.NaN)),
    );
  }
  return Promise.all(times);
}
