/** The action IDs of rounds in which people are asked to reconnect. */

/** A button that shows how a round goes; its value is the round's ID. */
export const showRoundAction = 'reconnects:show';
/** A button that ends a round; its value is the round's ID. */
export const endRoundAction = 'reconnects:end';
