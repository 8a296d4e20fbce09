/**
 * Unpacks the Chromium that an npm package brings, once for all processes: the package itself would take a file that
 * another process is still writing for a whole one.
 */

import { mkdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import packaged from '@sparticuz/chromium';

const lock = join(tmpdir(), 'gong-connect-chromium.lock');
/** Unpacking takes a few seconds; a lock this old was left behind by a process that died. */
const staleAfterMs = 60_000;

/** Gives true to the one process that may unpack. */
async function takeLock(): Promise<boolean> {
  try {
    await mkdir(lock);
    return true;
  } catch {
    const age = await stat(lock).then(
      ({ mtimeMs }) => Date.now() - mtimeMs,
      () => 0,
    );
    if (age < staleAfterMs) return false;
    // What its owner was writing is perhaps not whole.
    await rm(join(tmpdir(), 'chromium'), { force: true });
    await rm(lock, { recursive: true, force: true });
    return false;
  }
}

/** Where the unpacked browser is. */
export async function unpackChromium(): Promise<string> {
  while (!(await takeLock())) await pause(100);
  try {
    return await packaged.executablePath();
  } finally {
    await rm(lock, { recursive: true, force: true });
  }
}
