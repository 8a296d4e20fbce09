/** "Check setup" as an admin reads it: what is wrong on top, with the button that mends it. Pure. */

import type { Button, KnownBlock, ModalView } from '@slack/types';
import { actions, button, context, escapeMrkdwn, section, sections } from '../block-kit.ts';
import { changeCompanyUrlAction, openModeAction } from '../company/actions.ts';
import { openFormAction } from '../connect/actions.ts';
import { readWorkspaceUrl, sharedWorkspace } from '../gong/workspace-url.ts';
import type { SavedSetup } from '../model.ts';
import { resumeAction } from '../pause/actions.ts';
import { openRemoveAction } from '../remove/actions.ts';
import { openRosterAction } from '../roster/actions.ts';
import { openRotationAction } from '../rotation/actions.ts';
import { openScopesAction } from '../scope-changes/actions.ts';
import { buildPlainView } from '../screens-view.ts';
import { openGongAction, startOverAction } from '../setup/actions.ts';
import { checkSetupAction, lookNowAction, ticketAction } from './actions.ts';
import type { Check, ToMend } from './check.ts';

const title = 'Check setup';
const longestText = 2_900;
const buttonsBlock = 'checkup_buttons';
/** Slack's limit of what screen readers hear of a button. */
const longestLabel = 75;

export function buildCheckingView(): ModalView {
  return buildPlainView(title, [
    section(':hourglass_flowing_sand: *Checking…*\nSlack, Composio and Gong are asked. This takes a few seconds.'),
  ]);
}

/** Shown while all connections are looked at, before everything is checked again. */
export function buildSweepingView(): ModalView {
  return buildPlainView(title, [
    section(':hourglass_flowing_sand: *Looking at all connections…*\nThis takes half a minute at most.'),
  ]);
}

/** @param isAudited false: that it was checked could not be written down */
export function buildCheckupView(setup: SavedSetup, checks: readonly Check[], isAudited: boolean): ModalView {
  const toMendOf = (outcome: ToMend['outcome']): ToMend[] =>
    checks.filter((check): check is ToMend => check.outcome === outcome);
  const failed = toMendOf('fail');
  const unknown = toMendOf('unknown');
  const passed = checks.filter((check) => check.outcome === 'pass');
  return buildPlainView(title, [
    section(headline(failed.length, unknown.length)),
    ...failed.map((check) => toMendBlock(setup, check, `:x: *${check.title}*: no\n`)),
    ...(unknown.length > 0 ? [section('*Not known*')] : []),
    ...unknown.map((check) => toMendBlock(setup, check, `:grey_question: *${check.title}*: `)),
    ...listed('*In order*', ':white_check_mark:', passed),
    {
      ...actions(
        button('Check again', checkSetupAction, failed.length > 0 ? { style: 'primary' } : {}),
        button('As a text for a ticket', ticketAction),
      ),
      block_id: buttonsBlock,
    },
    context(
      'The bot cannot look into Gong’s Admin centre: whether the integration there is enabled, and has this client ID, secret, redirect URI and these scopes, shows only when somebody connects. Gong was asked once at most. Nothing was changed, neither in Gong nor in Composio.',
    ),
    ...unaudited(isAudited),
  ]);
}

/** @param isAudited false: that it was checked could not be written down */
export function buildTicketView(ticket: string, isAudited: boolean): ModalView {
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
    ...unaudited(isAudited),
  ]);
}

function unaudited(isAudited: boolean): KnownBlock[] {
  return isAudited ? [] : [context(':warning: That this was checked could not be written to the audit.')];
}

function headline(failed: number, unknown: number): string {
  if (failed > 0) return `:x: *${failed === 1 ? 'One thing needs' : `${failed} things need`} your attention.*`;
  return unknown > 0
    ? ':white_check_mark: *Nothing is wrong*, as far as could be found out.'
    : ':white_check_mark: *Everything is in order.*';
}

/** One check that is not in order: what was found, what to do, and a button for it. */
function toMendBlock(setup: SavedSetup, check: ToMend, begin: string): KnownBlock {
  const words = `${begin}${escapeMrkdwn(check.finding)}\n*Do this*: ${escapeMrkdwn(check.fix)}`;
  return {
    ...section(words.slice(0, longestText)),
    block_id: `check:${check.id}`,
    accessory: remedyButton(check, setup),
  };
}

function remedyButton({ remedy, title: what }: ToMend, setup: SavedSetup): Button {
  switch (remedy) {
    case 'check_again':
      return button('Check again', checkSetupAction, {
        accessibility_label: `Check again: ${what}`.slice(0, longestLabel),
      });
    case 'look_now':
      return button('Look now', lookNowAction);
    case 'enable':
      return button('Enable', resumeAction, { style: 'primary' });
    case 'open_gong':
      return button('Open Gong’s API page', openGongAction, { url: apiPageOf(setup) });
    case 'connect':
      return button('Connect Gong', openFormAction);
    case 'change_url':
      return button('Change the URL', openFormAction);
    case 'change_company_url':
      return button('Change the URL', changeCompanyUrlAction);
    case 'change_scopes':
      return button('Change scopes', openScopesAction);
    case 'rotate':
      return button('Rotate client secret', openRotationAction);
    case 'how_people_connect':
      return button('How people connect', openModeAction);
    case 'roster':
      return button('Roster', openRosterAction);
    case 'start_over':
      return button('Start over', startOverAction, { value: setup.id });
    case 'remove':
      return button('Remove', openRemoveAction);
  }
}

function apiPageOf({ workspaceUrl }: SavedSetup): string {
  const reading = workspaceUrl === null ? null : readWorkspaceUrl(workspaceUrl);
  return (reading?.ok ? reading.workspace : sharedWorkspace).apiPageUrl;
}

function listed(heading: string, mark: string, checks: readonly Check[]): KnownBlock[] {
  const lines = checks.map(({ title: what, finding }) => `${mark} ${what}: ${escapeMrkdwn(finding).slice(0, 500)}`);
  return lines.length === 0 ? [] : sections(heading, lines);
}

function inPieces(text: string): string[] {
  const pieces: string[] = [''];
  for (const line of text.split('\n')) {
    const last = pieces.at(-1) ?? '';
    if (last.length + line.length + 1 > longestText) pieces.push(line.slice(0, longestText));
    else pieces[pieces.length - 1] = last === '' ? line : `${last}\n${line}`;
  }
  return pieces;
}
