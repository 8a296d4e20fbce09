/** What admins can do about an outage of the company connection, and the buttons for it. Pure. */

import type { Button } from '@slack/types';
import { button } from '../block-kit.ts';
import type { Cause } from '../connection.ts';
import type { Diagnosis } from '../incident.ts';
import { gongButton } from '../incidents/repair-words.ts';
import { openRotationAction } from '../rotation/actions.ts';
import { startOverAction } from '../setup/actions.ts';
import { connectCompanyAction, enableCompanyAction } from './actions.ts';

/** @param diagnosis what is behind it; null: nothing but what Composio says of the account */
export function repairInWords(cause: Cause, diagnosis: Diagnosis | null): string {
  if (diagnosis?.confidence === 'possible') {
    return `Look in Gong first: Admin centre &gt; API &gt; INTEGRATIONS. Is the integration there and enabled, and was its secret changed? Then ${approveOnceMore} How that ends tells more.`;
  }
  switch (diagnosis?.cause) {
    case 'secret_changed':
      return 'Press *Rotate client secret* and put the new secret in. The company’s connection is then made anew: a Gong *Technical Admin* approves once more.';
    case 'integration_off':
      return 'Open Admin centre &gt; API &gt; INTEGRATIONS in Gong. If the integration is there, enable it and press *Reconnect*; if it is gone, create it again and press *New client ID and secret*. Either way a Gong *Technical Admin* approves once more.';
    case 'auth_config_disabled':
      return 'Press *Enable the auth config*: the connection then works again by itself.';
    case 'auth_config_gone':
      return 'It cannot be brought back. Press *Start over* to set Gong up again; then press *Reconnect*.';
    default:
      return cause === 'disabled'
        ? `If that was not meant, enable the connected account in Composio. Or ${approveOnceMore}`
        : reconnectInWords;
  }
}

const approveOnceMore =
  'press *Reconnect*: you get a link, and a Gong *Technical Admin* approves once more. If that is not you, *How people connect* hands it to a colleague.';

export const reconnectInWords = `P${approveOnceMore.slice(1)} Everybody who is let in stays let in.`;

/**
 * The one to press first in front; Reconnect is always among them.
 * @param setup the one in force; null: nothing is set up any more
 */
export function repairButtons(
  outageId: string,
  diagnosis: Diagnosis | null,
  setup: { id: string; workspaceUrl: string | null } | null,
): Button[] {
  const reconnect = button('Reconnect', connectCompanyAction);
  const [first = reconnect, ...others] =
    diagnosis === null ? [reconnect] : buttonsFor(diagnosis, reconnect, outageId, setup);
  return [{ ...first, style: 'primary' }, ...others];
}

function buttonsFor(
  { cause, confidence }: Diagnosis,
  reconnect: Button,
  outageId: string,
  setup: { id: string; workspaceUrl: string | null } | null,
): Button[] {
  const rotate = button('Rotate client secret', openRotationAction);
  const gong = gongButton(setup);
  if (confidence === 'possible') return [reconnect, rotate, gong];
  switch (cause) {
    case 'secret_changed':
      return [rotate, gong, reconnect];
    case 'integration_off':
      return [gong, button('New client ID and secret', openRotationAction), reconnect];
    case 'auth_config_disabled':
      return [button('Enable the auth config', enableCompanyAction, { value: outageId }), reconnect];
    case 'auth_config_gone':
      return setup ? [button('Start over', startOverAction, { value: setup.id }), reconnect] : [reconnect];
    default:
      return [reconnect];
  }
}
