/** The wizard's views without a form of their own: working, done, refused. Pure. */

import type { KnownBlock, ModalView } from '@slack/types';
import { refusal } from '../admins/words.ts';
import { actions, button, code, context, plain, section, sections } from '../block-kit.ts';
import { chooseCompanyAction } from '../company/actions.ts';
import { reconnectAction } from '../connect/actions.ts';
import { inviteAction } from '../invitations/actions.ts';
import type { SavedSetup } from '../model.ts';
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
    ...companyOffer(),
  ]);
}

/** Offered where everybody would have to be a Technical Admin otherwise (Gong: "Create an OAuth app for Gong"). */
export function companyOffer(): KnownBlock[] {
  return [
    section(
      '*Or one connection for the whole company.* Gong lets only a *Technical Admin* approve, and one approval covers the company: one of them connects once, and everybody else is let in without a browser.',
    ),
    actions(button('Use one company connection', chooseCompanyAction)),
  ];
}

export function buildRefusedView(admins: readonly string[]): ModalView {
  return view('Set up Gong', [section(refusal(admins))]);
}

export function buildErrorView(mrkdwn: string): ModalView {
  return view('Set up Gong', [section(`:warning: ${mrkdwn}`)]);
}
