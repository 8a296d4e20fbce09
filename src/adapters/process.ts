/** Who holds a lease: this process, told apart from every other, and from a dead one that had its number. */

import { hostname } from 'node:os';
import { systemIdentity } from './identity.ts';

/** Bots of this very process, so that a restarted container with the same process ID is not taken for them. */
const alive = new Set<string>();

export interface ProcessIdentity {
  readonly holder: string;
  /** Whether a holder is known to be gone; one on another machine never is. */
  isDead(holder: string): boolean;
  /** This one is stopping. */
  retire(): void;
}

export function createProcessIdentity(): ProcessIdentity {
  const mark = systemIdentity.uuid();
  alive.add(mark);
  return {
    holder: `${hostname()}|${process.pid}|${mark}`,
    isDead: (holder) => {
      const [host, pid, otherMark] = holder.split('|');
      if (host !== hostname()) return false;
      if (Number(pid) === process.pid) return !alive.has(otherMark ?? '');
      return !isRunning(Number(pid));
    },
    retire: () => alive.delete(mark),
  };
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: it runs, but is somebody else's.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
