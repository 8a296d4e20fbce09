/** Work that is done again and again, one run at a time: at an interval, and whenever somebody says there is some. */

import type { Cancel, Clock, Log } from './ports.ts';

export interface Loop {
  /** Runs soon; during a run, once more after it. */
  wake(): void;
  /** No new run; resolves when the one at work is done. */
  stop(): Promise<void>;
}

/** @param run may give the delay in milliseconds until it wants to run next; an error is logged and tried again */
export function createLoop(
  { clock, log }: { clock: Clock; log: Log },
  name: string,
  intervalMs: number,
  run: () => Promise<number | undefined>,
): Loop {
  let isStopped = false;
  let isWanted = false;
  let atWork: Promise<void> | null = null;
  let cancel: Cancel = () => undefined;

  const schedule = (delayMs: number): void => {
    cancel();
    if (!isStopped) cancel = clock.after(delayMs, start);
  };
  const start = (): void => {
    if (isStopped) return;
    if (atWork) {
      isWanted = true;
      return;
    }
    cancel();
    isWanted = false;
    atWork = runOnce().finally(() => {
      atWork = null;
      if (isWanted) schedule(0);
    });
  };
  const runOnce = async (): Promise<void> => {
    let delayMs: number | undefined;
    try {
      delayMs = await run();
    } catch (error) {
      log.error({ error, loop: name }, 'a run failed and will be tried again');
    }
    schedule(delayMs ?? intervalMs);
  };

  schedule(0);
  return {
    wake: start,
    stop: async () => {
      isStopped = true;
      cancel();
      await atWork;
    },
  };
}
