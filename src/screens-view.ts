/** Modals that only say something. Pure. */

import type { KnownBlock, ModalView } from '@slack/types';
import { plain, section } from './block-kit.ts';

/** A modal that only says something. */
export function buildNoticeView(title: string, mrkdwn: string): ModalView {
  return buildPlainView(title, [section(`:warning: ${mrkdwn}`)]);
}

/** A modal without inputs. */
export function buildPlainView(title: string, blocks: KnownBlock[]): ModalView {
  return { type: 'modal', title: plain(title), close: plain('Close'), blocks };
}
