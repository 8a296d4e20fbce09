/** The action and block IDs of the roster, in its modal and on the Home tab. */

export const openRosterAction = 'roster:open';
/** The search's input, which reports when Enter is pressed; in the modal it can be submitted, too. */
export const searchAction = 'roster:search';
export const searchBlock = 'roster_search';
export const searchCallback = 'roster:search_form';
export const clearSearchAction = 'roster:clear_search';
export const filterAction = 'roster:filter';
export const sortAction = 'roster:sort';
export const previousAction = 'roster:previous';
export const nextAction = 'roster:next';
export const nudgeAction = 'roster:nudge';
export const disconnectAction = 'roster:disconnect';
export const nudgeAllAction = 'roster:nudge_all';
export const sendFileAction = 'roster:send_file';

/** The block that a person's buttons are in: it says who is meant. */
export function rowBlock(slackUserId: string): string {
  return `roster_row:${slackUserId}`;
}

/** @returns the Slack user ID; null: not a row of the roster */
export function personOfRow(blockId: string | null): string | null {
  return /^roster_row:([A-Z0-9]+)$/.exec(blockId ?? '')?.[1] ?? null;
}
