/** The wizard's views without a form of their own: working, done, refused. Pure. */

import type { KnownBlock, ModalView } from '@slack/types';
import { actions, button, code, context, mentions, plain, section, sections } from '../block-kit.ts';
import { reconnectAction } from '../connect/actions.ts';
import type { SavedSetup } from '../model.ts';
import { inviteAction } from './actions.ts';
import { redirectUriRemark } from './redirect-uri-words.ts';
import { scopesInWords } from './words.ts';

function view(title: string, blocks: KnownBlock[]): ModalView {
  return { type: 'modal', title: plain(title), close: plain('Close'), blocks };
}

export function buildWorkingView(): ModalView {
  return view('Set up Gong', [
    section(':hourglass_flowing_sand: *Working…*\nComposio is being told. This takes a few seconds.'),
    context('You can close this: you will get a direct message with the result.'),
  ]);
}

/** Shown while Composio is asked about an auth config that was made by hand. */
export function buildLookingView(): ModalView {
  return view('Set up Gong', [section(':hourglass_flowing_sand: *Looking at it…*\nThis takes a few seconds.')]);
}

export function buildDoneView(setup: SavedSetup): ModalView {
  return view('Set up Gong', [
    section(':white_check_mark: *Gong is set up.*'),
    section(`Auth config ID: ${code(setup.authConfigId)}\nAPI base URL: ${code(setup.apiBaseUrl)}`),
    ...redirectUriRemark(setup),
    ...sections('*What people will be asked to allow*', scopesInWords(setup.scopes)),
    section(
      '*Next*, connect your own account to see that everything fits; in Gong you need to be a Technical Admin for that. Then invite people: each gets a personal link.',
    ),
    actions(
      button('Connect my own account', reconnectAction, { style: 'primary' }),
      button('Invite people', inviteAction),
    ),
  ]);
}

export function buildRefusedView(admins: readonly string[]): ModalView {
  return view('Set up Gong', [section(refusal(admins))]);
}

/** @param admins who may; empty: nobody could be found */
export function refusal(admins: readonly string[]): string {
  const who = admins.length === 0 ? 'a workspace admin or owner' : mentions(admins);
  return `Only admins can set Gong up in this workspace. Ask ${who}.`;
}

export function buildErrorView(mrkdwn: string): ModalView {
  return view('Set up Gong', [section(`:warning: ${mrkdwn}`)]);
}
