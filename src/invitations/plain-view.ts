/** The modal of invitations without inputs, which the others are made of. Pure. */

import type { KnownBlock, ModalView } from '@slack/types';
import { plain, section } from '../block-kit.ts';

export function buildPlain(blocks: KnownBlock[]): ModalView {
  return { type: 'modal', title: plain('Invite people'), close: plain('Close'), blocks };
}

/** @param mrkdwn what is the matter, and what to do */
export function buildNotice(mrkdwn: string): ModalView {
  return buildPlain([section(`:warning: ${mrkdwn}`)]);
}
