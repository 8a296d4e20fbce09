/** The comparison of scopes with ✓ and ✗, who must reconnect, and the form that changes them. Pure. */

import type { KnownBlock, ModalView } from '@slack/types';
import { actions, button, code, context, escapeMrkdwn, mentions, plain, section, sections } from '../block-kit.ts';
import { connectCompanyAction } from '../company/actions.ts';
import { buildPlainView } from '../screens-view.ts';
import { scopeInputs } from '../setup/scope-fields.ts';
import { askLackingAction, askUnknownAction, chooseScopesCallback } from './actions.ts';
import type { ComparedScope, Comparison } from './comparison.ts';
import { type ComparisonMemory, writeMemory } from './form-memory.ts';

export const scopesTitle = 'Change scopes';

/** Who has connections that lack a wanted scope, or of which nobody knows. */
export interface ToReconnect {
  /** How many, and the first of them by name. */
  lacking: { count: number; first: readonly string[] };
  unknown: { count: number; first: readonly string[] };
  /** The company's own connection lacks one. */
  isCompanyLacking: boolean;
}

export function buildComparisonView(given: {
  memory: ComparisonMemory;
  comparison: Comparison;
  toReconnect: ToReconnect;
  /** Chosen beforehand. */
  scopes: readonly string[];
  /** Why the auth config could not be looked at, as mrkdwn; null: it could. */
  unread: string | null;
  /** Why a form that was submitted is here again, as mrkdwn. */
  failure?: string;
}): ModalView {
  const { memory, comparison, toReconnect, scopes, unread, failure } = given;
  return {
    type: 'modal',
    callback_id: chooseScopesCallback,
    private_metadata: writeMemory(memory),
    title: plain(scopesTitle),
    submit: plain('Next'),
    close: plain('Close'),
    blocks: [
      ...(failure === undefined ? [] : [section(`:warning: ${failure}`)]),
      ...comparisonBlocks(comparison, unread),
      ...toReconnectBlocks(toReconnect),
      { type: 'divider' },
      section(
        '*Change them*\nA change holds for connections made from now on: whoever is connected has to reconnect to get it. The next screen asks what is ticked in Gong; then Composio is told.',
      ),
      ...scopeInputs(scopes, 'What new connections are to be allowed. Those in force now are chosen.'),
    ],
  };
}

/** The comparison, line by line. */
export function comparisonBlocks({ rows, known, unknown }: Comparison, unread: string | null): KnownBlock[] {
  const isTickedKnown = rows.every(({ isTicked }) => isTicked !== null);
  return [
    ...(unread === null ? [] : [section(`:warning: ${unread}`)]),
    ...sections(
      '*Ticked in Gong · in the auth config · granted to connections*',
      rows.map((row) => rowInWords(row, known)),
    ),
    context(
      [
        isTickedKnown
          ? 'Ticked in Gong: as an admin last said, since the bot cannot look there.'
          : 'Ticked in Gong: nobody has said it here yet. The next screen asks.',
        'Auth config: as Composio says now.',
        known === 0 ? 'Granted: no connection says.' : `Granted: to how many of ${number(known)} connections.`,
        ...(unknown > 0 ? [`Of ${number(unknown)} more it is not known: they are older than Composio’s record.`] : []),
      ].join(' '),
    ),
  ];
}

function rowInWords({ scope, isWanted, isTicked, isInAuthConfig, granted }: ComparedScope, known: number): string {
  const places = [
    `Gong ${mark(isTicked)}`,
    `auth config ${isInAuthConfig === null ? 'not known' : mark(isInAuthConfig)}`,
    grantedInWords(granted, known, isWanted),
  ];
  return `${code(scope)}${isWanted ? '' : ' (not wanted)'}\n      ${places.join(' · ')}`;
}

/** Of a scope that is not wanted, how many have it is no fault. */
function grantedInWords(granted: number, known: number, isWanted: boolean): string {
  if (known === 0) return 'granted: not known';
  return `granted ${isWanted ? `${mark(granted === known)} ` : 'to '}${number(granted)} of ${number(known)}`;
}

/** Who must reconnect, by name and number, each with a button that asks exactly these. */
export function toReconnectBlocks({ lacking, unknown, isCompanyLacking }: ToReconnect): KnownBlock[] {
  const blocks: KnownBlock[] = [];
  if (isCompanyLacking) {
    blocks.push(
      section('*The company’s connection* lacks a scope: it must be reconnected, by a Gong Technical Admin.'),
      actions(button('Reconnect it', connectCompanyAction)),
    );
  }
  if (lacking.count > 0) {
    const must = lacking.count === 1 ? '1 person must reconnect' : `${number(lacking.count)} people must reconnect`;
    blocks.push(
      section(`*${must}*, since their connection lacks a scope: ${namesOf(lacking)}.`),
      actions(button(`Ask ${theseOf(lacking.count)} to reconnect`, askLackingAction, { confirm: confirmAsk })),
    );
  }
  if (unknown.count > 0) {
    blocks.push(
      section(`*Of ${number(unknown.count)} it is not known* what their connection was granted: ${namesOf(unknown)}.`),
      actions(button(`Ask ${theseOf(unknown.count)} as well`, askUnknownAction, { confirm: confirmAsk })),
    );
  }
  return blocks.length > 0 ? blocks : [section(':white_check_mark: *Nobody has to reconnect.*')];
}

/** Shown while Composio is asked. */
export function buildLookingView(): ModalView {
  return buildPlainView(scopesTitle, [
    section(':hourglass_flowing_sand: *Comparing…*\nComposio is being asked. This takes a few seconds.'),
  ]);
}

const confirmAsk = {
  title: { type: 'plain_text' as const, text: 'Ask them to reconnect?' },
  text: {
    type: 'plain_text' as const,
    text: 'Each gets a direct message with a button, 20 people a minute. What they have goes on working until they do.',
  },
  confirm: { type: 'plain_text' as const, text: 'Ask them' },
  deny: { type: 'plain_text' as const, text: 'Not now' },
};

function namesOf({ count, first }: { count: number; first: readonly string[] }): string {
  const left = count - first.length;
  return left > 0
    ? `${first.map((id) => `<@${escapeMrkdwn(id)}>`).join(', ')} and ${number(left)} more`
    : mentions(first);
}

function theseOf(count: number): string {
  return count === 1 ? 'this one' : `these ${number(count)}`;
}

/** null: nobody knows. */
function mark(holds: boolean | null): string {
  if (holds === null) return '?';
  return holds ? '✓' : '✗';
}

function number(count: number): string {
  return count.toLocaleString('en-US');
}
