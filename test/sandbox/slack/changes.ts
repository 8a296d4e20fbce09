/** Tells listeners that something a person could see has changed, and waits for a condition to become true. */

export interface Changes {
  /** Calls `listener` after every change; the returned function ends that. */
  subscribe(listener: () => void): () => void;
  /** Called by whoever changed something. */
  notify(): void;
}

/** An event source with no memory. */
export function createChanges(): Changes {
  const listeners = new Set<() => void>();
  return {
    subscribe: (listener) => {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
    notify: () => {
      for (const listener of [...listeners]) listener();
    },
  };
}

/**
 * Resolves with the first value `look` gives that is not null, looked for now and after every change. Rejects after
 * `limitMs` of real time with `describe()`, or with whatever `look` throws.
 */
export function waitUntil<T>(
  changes: Changes,
  look: () => T | null,
  describe: () => string,
  limitMs: number,
): Promise<T> {
  return new Promise((resolve, reject) => {
    const attempt = (): void => {
      try {
        const found = look();
        if (found === null) return;
        end();
        resolve(found);
      } catch (error) {
        end();
        reject(error);
      }
    };
    const unsubscribe = changes.subscribe(attempt);
    const timer = setTimeout(() => {
      end();
      reject(new Error(describe()));
    }, limitMs);
    const end = (): void => {
      unsubscribe();
      clearTimeout(timer);
    };
    attempt();
  });
}
