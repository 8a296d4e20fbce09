/** The wizard's views without a form of their own: working, done, refused. Pure. */

import type { KnownBlock, ModalView } from '@slack/types';
import {
  actions,
  button,
  code,
  context,
  escapeMrkdwn,
  mention,
  mentions,
  plain,
  section,
  sections,
} from '../block-kit.ts';
import { reconnectAction } from '../connect/actions.ts';
import type { SavedSetup } from '../model.ts';
import { inviteAction } from './actions.ts';
import { scopesInWords } from './summary.ts';

function view(title: string, blocks: KnownBlock[]): ModalView {
  return { type: 'modal', title: plain(title), close: plain('Close'), blocks };
}

export function buildWorkingView(): ModalView {
  return view('Set up Gong', [
    section(':hourglass_flowing_sand: *Working…*\nComposio is making the auth config. This takes a few seconds.'),
    context('You can close this: you will get a direct message with the result.'),
  ]);
}

export function buildDoneView(setup: SavedSetup): ModalView {
  return view('Set up Gong', [
    section(':white_check_mark: *Gong is set up.*'),
    section(`Auth config ID: ${code(setup.authConfigId)}\nAPI base URL: ${code(setup.apiBaseUrl)}`),
    ...redirectUriRemark(setup),
    ...sections('*What people will be asked to allow*', scopesInWords(setup.scopes)),
    section(
      'Next, connect your own account to see that everything fits. Then invite people: each gets a personal link.',
    ),
    actions(
      button('Connect my own account', reconnectAction, { style: 'primary' }),
      button('Invite people', inviteAction),
    ),
  ]);
}

/** Composio may say that it stored another redirect URI than the form showed, or not say at all. */
export function redirectUriRemark(setup: SavedSetup): KnownBlock[] {
  if (setup.redirectUriReadBack === null) {
    return [
      context(
        `Composio does not say which redirect URI it stored. If Gong complains about it, compare it with ${code(setup.redirectUri)}.`,
      ),
    ];
  }
  if (setup.redirectUriReadBack === setup.redirectUri)
    return [context(`Redirect URI, as Composio stored it: ${code(setup.redirectUri)}`)];
  return [
    section(
      `:warning: *Composio stored another redirect URI than the one you registered.* Connecting would fail. In Gong, open the integration and set its redirect URI to exactly:\n\`\`\`${escapeMrkdwn(setup.redirectUriReadBack)}\`\`\``,
    ),
  ];
}

/** Another form is being worked on, or was faster. */
export function buildTakenView(by: string, isSaved: boolean): ModalView {
  return view('Set up Gong', [
    section(
      isSaved
        ? `${mention(by)} has set Gong up meanwhile. Type \`/gong-setup\` to see it.`
        : `${mention(by)} is setting Gong up at this moment. Type \`/gong-setup\` in a minute to see how it went.`,
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
