/** The action and callback IDs of taking Gong away. */

export const openRemoveAction = 'remove:open';
export const removeCallback = 'remove:confirm';
