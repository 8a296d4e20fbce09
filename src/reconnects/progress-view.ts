/** How a round goes, for admins: a bar and the counts behind it. Pure. */

import type { KnownBlock, ModalView } from '@slack/types';
import { actions, button, context, moment, progressBar, section, span } from '../block-kit.ts';
import type { SlackMessage } from '../ports.ts';
import { buildPlainView } from '../screens-view.ts';
import type { Round, RoundCounts } from '../stores/rounds.ts';
import { endRoundAction, showRoundAction } from './actions.ts';
import { waveSize } from './wave-pace.ts';

export interface RoundProgress {
  round: Round;
  counts: RoundCounts;
}

/** The bar and the counts, as blocks of a modal or a message. */
export function progressBlocks({ round, counts }: RoundProgress): KnownBlock[] {
  const { all, settled } = sums(counts);
  if (all === 0) return [section('Nobody had to be asked to reconnect.')];
  return [
    section(`${progressBar(settled, all)}\n${countsInWords(counts)}`),
    ...(round.endedAt === null && counts.waiting > 0 ? [context(`${waveSize} people are asked every minute.`)] : []),
  ];
}

/** "12 asked · 7 reconnected · 5 still to go", with those waiting for their wave. */
export function countsInWords(counts: RoundCounts): string {
  const { asked, toGo } = sums(counts);
  return [
    `Asked: ${number(asked)}`,
    `Reconnected: ${number(counts.reconnected)}`,
    `Still to go: ${number(toGo)}${counts.waiting > 0 ? ` (${number(counts.waiting)} wait to be asked)` : ''}`,
    ...(counts.gone > 0 ? [`Disconnected or left: ${number(counts.gone)}`] : []),
  ].join(' · ');
}

/** Whether everybody who is asked has reconnected or is gone. */
export function isSettled(counts: RoundCounts): boolean {
  return counts.waiting + counts.asked === 0;
}

/** The modal of a round after a change of scopes. */
export function buildScopesRoundView(progress: RoundProgress): ModalView {
  return buildPlainView(
    'Reconnecting',
    scopesRoundBlocks(progress, ' You can close this: a direct message goes on counting.'),
  );
}

/** The DM of the same, edited in place as it goes on. */
export function buildScopesRoundMessage(progress: RoundProgress): SlackMessage {
  const isOver = progress.round.endedAt !== null;
  return {
    text: `People are asked to reconnect for the new scopes. ${isOver ? 'Done. ' : ''}${countsInWords(progress.counts)}`,
    blocks: [
      ...scopesRoundBlocks(progress, ' This message goes on counting.'),
      ...(isOver
        ? []
        : [
            actions(
              button('Show progress', showRoundAction, { value: progress.round.id }),
              button('Stop asking', endRoundAction, { value: progress.round.id, confirm: confirmEnd }),
            ),
          ]),
    ],
  };
}

/** @param goesOn what is said of one that goes on, which differs where it can be closed */
function scopesRoundBlocks(progress: RoundProgress, goesOn: string): KnownBlock[] {
  const { round, counts } = progress;
  const headline =
    round.endedAt === null
      ? ':arrows_counterclockwise: *People are asked to reconnect, so that they have the new scopes*'
      : isSettled(counts)
        ? ':white_check_mark: *Everybody has reconnected for the new scopes*'
        : ':white_check_mark: *Asking people to reconnect has ended*';
  return [
    section(headline),
    ...progressBlocks(progress),
    context(
      round.endedAt === null
        ? `Since ${moment(round.beganAt)}.${goesOn}`
        : `It went on ${span(round.beganAt, round.endedAt)}.`,
    ),
  ];
}

export const confirmEnd = {
  title: { type: 'plain_text' as const, text: 'Stop asking?' },
  text: {
    type: 'plain_text' as const,
    text: 'Nobody else is asked. Whoever was asked can still press Reconnect in their message.',
  },
  confirm: { type: 'plain_text' as const, text: 'Stop asking' },
  deny: { type: 'plain_text' as const, text: 'Keep asking' },
};

function sums({ waiting, asked, reconnected, gone }: RoundCounts) {
  return {
    all: waiting + asked + reconnected + gone,
    settled: reconnected + gone,
    asked: asked + reconnected,
    toGo: waiting + asked,
  };
}

function number(count: number): string {
  return count.toLocaleString('en-US');
}
