/** "Check setup" as an admin reads it: what is wrong on top, with the button that mends it. Pure. */

import type { Button, KnownBlock, ModalView } from '@slack/types';
import { actions, button, context, escapeMrkdwn, section, sections } from '../block-kit.ts';
import { openFormAction } from '../connect/actions.ts';
import { readWorkspaceUrl, sharedWorkspace } from '../gong/workspace-url.ts';
import type { SavedSetup } from '../model.ts';
import { resumeAction } from '../pause/actions.ts';
import { openRotationAction } from '../rotation/actions.ts';
import { openScopesAction } from '../scope-changes/actions.ts';
import { buildPlainView } from '../screens-view.ts';
import { openGongAction } from '../setup/actions.ts';
import { checkSetupAction, ticketAction } from './actions.ts';
import type { Check, Remedy } from './check.ts';

const title = 'Check setup';
const longestTicket = 2_900;

export function buildCheckingView(): ModalView {
  return buildPlainView(title, [
    section(':hourglass_flowing_sand: *Checking…*\nSlack, Composio and Gong are asked. This takes a few seconds.'),
  ]);
}

export function buildCheckupView(setup: SavedSetup, checks: readonly Check[]): ModalView {
  const failed = checks.filter(({ outcome }) => outcome === 'fail');
  const unknown = checks.filter(({ outcome }) => outcome === 'unknown');
  const passed = checks.filter(({ outcome }) => outcome === 'pass');
  return buildPlainView(title, [
    section(headline(failed.length, unknown.length)),
    ...failed.map((check) => failure(setup, check)),
    ...listed('*Not known*', ':grey_question:', unknown),
    ...listed('*In order*', ':white_check_mark:', passed),
    actions(
      button('Check again', checkSetupAction, failed.length > 0 ? { style: 'primary' } : {}),
      button('As a text for a ticket', ticketAction),
    ),
    context('Gong was asked once at most. Nothing was changed, neither in Gong nor in Composio.'),
  ]);
}

export function buildTicketView(ticket: string): ModalView {
  const pieces = inPieces(ticket);
  return buildPlainView(title, [
    section('Copy this into your ticket. It holds no secret.'),
    ...pieces.map(
      (text): KnownBlock => ({
        type: 'rich_text',
        elements: [{ type: 'rich_text_preformatted', elements: [{ type: 'text', text }] }],
      }),
    ),
    actions(button('Check again', checkSetupAction)),
  ]);
}

function headline(failed: number, unknown: number): string {
  if (failed > 0) return `:x: *${failed === 1 ? 'One thing needs' : `${failed} things need`} your attention.*`;
  return unknown > 0
    ? ':white_check_mark: *Nothing is wrong*, as far as could be found out.'
    : ':white_check_mark: *Everything is in order.*';
}

function failure(setup: SavedSetup, { title: what, finding, fix, remedy }: Check): KnownBlock {
  const words = `:x: *${what}*: no\n${escapeMrkdwn(finding)}${fix === undefined ? '' : `\n*Do this*: ${escapeMrkdwn(fix)}`}`;
  const accessory = remedy === undefined ? null : remedyButton(remedy, setup);
  return { ...section(words.slice(0, longestTicket)), ...(accessory ? { accessory } : {}) };
}

function remedyButton(remedy: Remedy, { workspaceUrl }: SavedSetup): Button | null {
  switch (remedy) {
    case 'enable':
      return button('Enable', resumeAction, { style: 'primary' });
    case 'open_gong': {
      const reading = workspaceUrl === null ? null : readWorkspaceUrl(workspaceUrl);
      const { apiPageUrl } = reading?.ok ? reading.workspace : sharedWorkspace;
      return button('Open Gong’s API page', openGongAction, { url: apiPageUrl });
    }
    case 'change_url':
      return button('Change the URL', openFormAction);
    case 'change_scopes':
      return button('Change scopes', openScopesAction);
    case 'rotate':
      return button('Rotate client secret', openRotationAction);
    default:
      return null;
  }
}

function listed(heading: string, mark: string, checks: readonly Check[]): KnownBlock[] {
  const lines = checks.map(({ title: what, finding }) => `${mark} ${what}: ${escapeMrkdwn(finding).slice(0, 500)}`);
  return lines.length === 0 ? [] : sections(heading, lines);
}

function inPieces(text: string): string[] {
  const pieces: string[] = [''];
  for (const line of text.split('\n')) {
    const last = pieces.at(-1) ?? '';
    if (last.length + line.length + 1 > longestTicket) pieces.push(line.slice(0, longestTicket));
    else pieces[pieces.length - 1] = last === '' ? line : `${last}\n${line}`;
  }
  return pieces;
}
