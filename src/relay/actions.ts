/** The action and callback IDs of handing a step to a colleague, and the button that begins it. Pure. */

import type { Button } from '@slack/types';
import { button } from '../block-kit.ts';

/** In the wizard's register form. */
export const handOverRegisterAction = 'relay:hand_over_register';
/** Where an admin chooses how people connect. */
export const handOverConsentAction = 'relay:hand_over_consent';
export const handOverCallback = 'relay:hand_over';
/** In the colleague's message; its value is the relay's ID. */
export const takeOnAction = 'relay:take_on';
/** In the colleague's message, beside it; its value is the relay's ID. */
export const declineAction = 'relay:decline';
/** In the sender's message; its value is the relay's ID. */
export const withdrawAction = 'relay:withdraw';
export const registerCallback = 'relay:register';
/** The button beside the client secret in the colleague's form. */
export const secretPageAction = 'relay:secret_page';

/** Begins to hand the consent of the company connection to a colleague. */
export function handOverConsentButton(): Button {
  return button('Hand this to a colleague', handOverConsentAction);
}
