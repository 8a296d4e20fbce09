/** Where databases of stories lie: in memory where that can be had, since each commit waits for a disk to be sure. */

import { statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';

/** Linux has memory as a folder. A container may have next to none of it, and browsers need some, too. */
const memory = '/dev/shm';
const enough = 1024 ** 3;

function freeBytes(path: string): number {
  try {
    const { bavail, bsize } = statfsSync(path);
    return bavail * bsize;
  } catch {
    // Not on this system.
    return 0;
  }
}

/** A folder for folders of databases. What a killed process wrote is there afterwards, as on a disk. */
export const quickFolder = freeBytes(memory) > enough ? memory : tmpdir();
