/** The troubleshooting section of Gong's setup guide, row by row, as trouble that can be made and repaired. */

export const rowIds = ['redirect-uri', 'admin-centre', 'lost-secret', 'scopes', 'inactive', 'base-url'] as const;
export type RowId = (typeof rowIds)[number];

/** `beginning`: the trouble is being made. */
export type RowState = 'ready' | 'beginning' | 'broken' | 'repaired';

export interface RowShown {
  id: RowId;
  state: RowState;
  /** Slack user ID of the one that it is about, while it is broken. */
  person: string | null;
}

/** Trouble that was made. */
export interface Case {
  person: string;
  isRepaired(): boolean;
}

/** A row cannot be played as things stand; the message, for whoever pressed, says why and what to do. */
export class NotPlayableError extends Error {
  override name = 'NotPlayableError';
}
