/** Which process does the work that only one may do. */

export interface LeaseStore {
  /** Takes or renews; null: somebody else holds it. `isDead` tells whether a holder is known to be gone. */
  takeLease(
    name: string,
    holder: string,
    until: number,
    now: number,
    isDead: (holder: string) => boolean,
  ): Promise<{ fence: number } | null>;
  releaseLease(name: string, holder: string): Promise<void>;
}
