/** The second step of a change: what to tick in Gong, and what is ticked there. And the change, saved. Pure. */

import type { KnownBlock, ModalView, PlainTextOption } from '@slack/types';
import { actions, button, code, context, plain, section, sections } from '../block-kit.ts';
import { findScope } from '../gong/scopes.ts';
import { readWorkspaceUrl, sharedWorkspace } from '../gong/workspace-url.ts';
import { choicesOf, type FormValues } from '../routes.ts';
import { buildPlainView } from '../screens-view.ts';
import { openGongAction } from '../setup/actions.ts';
import { scopeOption } from '../setup/scope-fields.ts';
import { tickedCallback } from './actions.ts';
import { type Comparison, inOrder, without } from './comparison.ts';
import { comparisonBlocks, scopesTitle, type ToReconnect, toReconnectBlocks } from './comparison-view.ts';
import { type TickedMemory, writeMemory } from './form-memory.ts';

export const tickedBlock = 'ticked_in_gong';
/** Slack's limit for the options of a select without groups. */
const mostOptions = 100;

export function buildTickedView(given: {
  memory: TickedMemory;
  /** Ticked in Gong so far, as an admin said; null: none has. */
  ticked: readonly string[] | null;
  workspaceUrl: string | null;
  /** What went wrong with the last submission, as mrkdwn. */
  failure?: string;
}): ModalView {
  const { memory, workspaceUrl, failure } = given;
  const ticked = given.ticked ?? [];
  const options = inOrder([...memory.scopes, ...ticked]).slice(0, mostOptions);
  const before = options.filter((scope) => ticked.includes(scope));
  const toTick = without(memory.scopes, ticked);
  const reading = workspaceUrl === null ? null : readWorkspaceUrl(workspaceUrl);
  const workspace = reading?.ok ? reading.workspace : sharedWorkspace;
  return {
    type: 'modal',
    callback_id: tickedCallback,
    private_metadata: writeMemory(memory),
    title: plain(scopesTitle),
    submit: plain('Save'),
    close: plain('Cancel'),
    blocks: [
      ...(failure === undefined ? [] : [section(`:warning: ${failure}`)]),
      section(
        '*Tick the same in Gong*\nGong refuses to connect anybody when more is asked for than is ticked in its integration.',
      ),
      actions(button('Open Gong’s API page', openGongAction, { url: workspace.apiPageUrl })),
      ...(toTick.length === 0
        ? [section('Nothing has to be ticked that was not ticked already.')]
        : sections(
            given.ticked === null ? 'To be ticked in the integration:' : 'To tick in the integration:',
            inOrder(toTick).map(line),
          )),
      ...optionalSections('No longer needed there:', inOrder(without(ticked, memory.scopes))),
      {
        type: 'input',
        block_id: tickedBlock,
        label: plain('Ticked in Gong'),
        hint: plain(
          `Which of these are ticked in Gong’s integration now? ${given.ticked === null ? 'Nobody has said it here yet: look there.' : 'Those you named the last time are chosen.'}`,
        ),
        element: {
          type: 'multi_static_select',
          action_id: 'value',
          placeholder: plain('Choose what is ticked'),
          options: options.map(toOption),
          ...(before.length > 0 ? { initial_options: before.map(toOption) } : {}),
        },
      },
      context('Saving tells Composio. Nobody is asked to reconnect before you say so.'),
    ],
  };
}

/** What an admin says is ticked, or why that does not do, by block ID. */
export function readTicked(
  values: FormValues,
  scopes: readonly string[],
): { ok: true; value: string[] } | { ok: false; errors: Record<string, string> } {
  const ticked = [...choicesOf(values, tickedBlock)];
  const [first, ...others] = without(scopes, ticked);
  if (first === undefined) return { ok: true, value: ticked };
  const more = others.length === 0 ? '' : ` and ${others.length} more`;
  return {
    ok: false,
    errors: {
      [tickedBlock]: `${first}${more} would be asked for without being ticked in Gong, and nobody could connect. Tick it in Gong first and choose it here, or go back and leave it out.`,
    },
  };
}

export function buildSavedView(given: {
  comparison: Comparison;
  toReconnect: ToReconnect;
  /** Composio has shown what it stored. */
  isReadBack: boolean;
}): ModalView {
  return buildPlainView(scopesTitle, [
    section(
      given.isReadBack
        ? ':white_check_mark: *The scopes are changed.* Composio shows exactly these. They hold for connections made from now on.'
        : ':white_check_mark: *The scopes are changed.* Composio took them, and has not shown them again yet: the daily comparison will say if they differ.',
    ),
    ...toReconnectBlocks(given.toReconnect),
    ...comparisonBlocks(given.comparison, null),
  ]);
}

/** Shown while Composio is told. */
export function buildSavingView(): ModalView {
  return buildPlainView(scopesTitle, [
    section(':hourglass_flowing_sand: *Composio is being told the new scopes…*\nThis takes a few seconds.'),
  ]);
}

function optionalSections(title: string, scopes: readonly string[]): KnownBlock[] {
  return scopes.length === 0 ? [] : sections(title, scopes.map(line));
}

function line(scope: string): string {
  return `• ${code(scope)}`;
}

function toOption(name: string): PlainTextOption {
  const scope = findScope(name);
  // A name typed by hand may be longer than Slack lets an option's text be; its value holds 150 characters.
  return scope ? scopeOption(scope) : { text: plain(name.slice(0, 75)), value: name };
}
