/** What a colleague sees who does a step for an admin. Pure. */

import type { ModalView } from '@slack/types';
import { context, mention, moment, section } from '../block-kit.ts';
import { buildNoticeView, buildPlainView } from '../screens-view.ts';
import type { FormDress } from '../setup/register-view.ts';
import type { Relay } from '../stores/relays.ts';
import { registerCallback, secretPageAction } from './actions.ts';
import { writeRelayId } from './hand-over-memory.ts';

const title = 'Register Gong';

/** The register form, as the colleague gets it. */
export function colleagueDress(relay: Relay): FormDress {
  const sender = mention(relay.sender);
  return {
    title,
    callback: registerCallback,
    privateMetadata: writeRelayId(relay.id),
    secretAction: secretPageAction,
    intro: `${sender} asks you to do this for the whole workspace, and sees how it goes, but *never what you type here*. It takes about five minutes and a *Technical Admin* of Gong. It expires ${moment(relay.expiresAt)}.`,
    isForAdmin: false,
  };
}

export function buildSavingView(): ModalView {
  return buildPlainView(title, [
    section(':hourglass_flowing_sand: *Working…*\nWhat you typed is being saved. This takes a few seconds.'),
    context('You can close this: you will get a direct message with the result.'),
  ]);
}

export function buildThanksView(sender: string): ModalView {
  return buildPlainView(title, [section(`:white_check_mark: ${thanksInWords(sender)}`)]);
}

export function thanksInWords(sender: string): string {
  return `*Gong is set up. Thank you.* ${mention(sender)} sees it, too. There is nothing more to do for you.`;
}

/** @param words what happened, why, and what to do now, as mrkdwn */
export function buildRefusalView(words: string): ModalView {
  return buildNoticeView(title, words);
}
