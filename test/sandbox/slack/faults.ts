/** Troubles to order: what the next calls of a Web API method (or of response URLs) run into. */

export type Fault =
  | { kind: 'rate_limited'; retryAfterSeconds: number }
  | { kind: 'http'; status: number }
  | { kind: 'error'; error: string }
  /** Answers later, on the sandbox's clock. */
  | { kind: 'delay'; ms: number }
  /** Does what was asked, and drops the connection instead of answering. */
  | { kind: 'reset' }
  /** Drops the connection before anything is done. */
  | { kind: 'reset-before' };

export interface Faults {
  /** Queues a fault for the method's next `times` calls (once when left out; `Infinity` until cleared). `*` is any. */
  add(method: string, fault: Fault, times?: number): void;
  /** Drops the faults of one method, or all of them. */
  clear(method?: string): void;
  /** The fault this call runs into, counted off. */
  take(method: string): Fault | null;
  /** What is still queued. */
  list(): { method: string; fault: Fault; times: number }[];
}

/** No faults yet. */
export function createFaults(): Faults {
  let queue: { method: string; fault: Fault; times: number }[] = [];
  return {
    add: (method, fault, times = 1) => {
      queue.push({ method, fault, times });
    },
    clear: (method) => {
      queue = method === undefined ? [] : queue.filter((entry) => entry.method !== method);
    },
    take: (method) => {
      const entry = queue.find((candidate) => candidate.method === method || candidate.method === '*');
      if (!entry) return null;
      entry.times -= 1;
      if (entry.times <= 0) queue = queue.filter((candidate) => candidate !== entry);
      return entry.fault;
    },
    list: () => queue.map((entry) => ({ ...entry })),
  };
}
