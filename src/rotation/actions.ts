/** The action and callback IDs of rotating the client secret. */

/** A button that opens the form, or shows the rotation that is under way. */
export const openRotationAction = 'rotation:open';
export const rotateCallback = 'rotation:submit';
/** The button beside the new secret. */
export const secretPageAction = 'rotation:secret_page';
/** A button that asks for the canary's link once more; its value is the rotation's ID, as of all below. */
export const tryCanaryAction = 'rotation:try_canary';
/** A button that opens the form again, to go on with another secret. */
export const anotherSecretAction = 'rotation:another_secret';
/** A button that asks those as well whose connection works. */
export const askEverybodyAction = 'rotation:ask_everybody';
/** A button that ends the rotation as it is. */
export const stopAction = 'rotation:stop';
