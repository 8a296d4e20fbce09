/** What people hear whose connection went with the setup. Pure. */

import { context, mention, section } from '../block-kit.ts';
import type { NewMessage } from '../model.ts';
import type { Composer } from '../ports.ts';

export const removedMessageKind = 'setup_removed';

/** @param of which setup, whose doing */
export function removedMessage(id: string, recipient: string, of: { setupId: string; by: string }): NewMessage {
  return {
    id,
    recipient,
    kind: removedMessageKind,
    subject: of.setupId,
    dedupeKey: `${removedMessageKind}:${of.setupId}:${recipient}`,
    data: { by: of.by },
  };
}

export const composeRemoved: Composer = async ({ data }) => ({
  text: 'Gong was taken out of this workspace’s agents and automations. You need not do anything.',
  blocks: [
    section(
      `:wave: ${mention(String(data.by))} has taken Gong out of this workspace’s agents and automations, and your connection with it.`,
    ),
    context('You need not do anything: Gong is asked to withdraw the permission as well.'),
  ],
});
