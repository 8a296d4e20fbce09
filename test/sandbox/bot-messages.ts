/** What a bot in its own process and whoever started it say to each other over IPC. */

export type ToBot =
  | { type: 'advance'; ms: number }
  | { type: 'commits' }
  /** Die by SIGKILL right after this many more commits. */
  | { type: 'die-after'; commits: number };

export type FromBot =
  | { type: 'advanced' }
  /** Answers `commits` and `die-after`: how many there were so far. */
  | { type: 'commits'; count: number };
