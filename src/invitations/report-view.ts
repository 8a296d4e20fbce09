/** How the sending of a batch goes, and what came of it: in the modal, and as a DM afterwards. Pure. */

import type { KnownBlock, ModalView } from '@slack/types';
import { context, progressBar, section } from '../block-kit.ts';
import type { SlackMessage } from '../ports.ts';
import type { BatchResults, InvitationBatch } from '../stores/invitation-batches.ts';
import { buildPlain } from './plain-view.ts';
import { skippedBlocks } from './preview-view.ts';
import { howMany, isCut, namesOf, undeliveredInWords, wholeList } from './words.ts';

/** Before that, the pace says little about the rest. */
const paceShowsAfterMs = 10_000;

/** So many reasons why somebody could not be invited are told apart. */
const mostReasons = 10;

export function isOver(results: BatchResults): boolean {
  return results.owed.length === 0;
}

/**
 * The bar while invitations are on their way, the report once they all are out.
 * @param more `isPaused`: Gong is, so that the rest is held back; `notice`: what became of a button, as mrkdwn
 */
export function buildBatchView(
  batch: InvitationBatch,
  results: BatchResults,
  now: number,
  more: { isPaused?: boolean; notice?: string } = {},
): ModalView {
  const { isPaused = false, notice } = more;
  return buildPlain([
    ...(notice === undefined ? [] : [section(notice)]),
    ...(isOver(results) ? reportBlocks(batch, results) : progressBlocks(batch, results, now, isPaused)),
  ]);
}

function progressBlocks(batch: InvitationBatch, results: BatchResults, now: number, isPaused: boolean): KnownBlock[] {
  const all = batch.audience.invitees.length;
  const done = all - results.owed.length;
  const failed = results.failed.length;
  const connected = results.connected.length;
  const counts = [
    `${results.sent.length} sent`,
    ...(failed > 0 ? [`${failed} could not be sent`] : []),
    ...(connected > 0 ? [`${connected} connected before their turn came`] : []),
  ].join(' · ');
  const bar = `${progressBar(done, all)}\n${counts}`;
  if (isPaused)
    return [section(`:double_vertical_bar: *Sending invitations is paused*\n${bar}`), context(pausedInWords)];
  return [
    section(`:incoming_envelope: *Sending invitations*\n${bar}`),
    context(
      `${timeLeft(done, all, now - (batch.sentAt ?? now))}They go out a few at a time, as Slack allows. You can close this: you will get the report by direct message.`,
    ),
  ];
}

const pausedInWords =
  'Gong is paused, so nobody could connect now. The others are invited once an admin presses *Resume* in `/gong-setup`. You can close this: you will get the report by direct message.';

function timeLeft(done: number, all: number, elapsedMs: number): string {
  if (done === 0 || elapsedMs < paceShowsAfterMs) return '';
  const minutes = Math.ceil(((elapsedMs / done) * (all - done)) / 60_000);
  return `About ${minutes === 1 ? 'a minute' : `${minutes.toLocaleString('en-US')} minutes`} left. `;
}

/** What became of each, as far as it can be shown: some twenty blocks. The rest is in the file. */
function reportBlocks(batch: InvitationBatch, results: BatchResults): KnownBlock[] {
  const { audience } = batch;
  const skipped = { ...audience.skipped, connected: [...audience.skipped.connected, ...results.connected] };
  const byWords = Map.groupBy(results.failed, ({ error }) => undeliveredInWords(error));
  const failures = [...byWords].map(([words, failed]) => ({
    words,
    people: failed.map(({ slackUserId }) => slackUserId),
  }));
  const shown = failures.slice(0, mostReasons);
  const others = failures.slice(mostReasons).flatMap(({ people }) => people);
  const lists = [results.sent, ...Object.values(skipped), ...shown.map(({ people }) => people)];
  return [
    section(
      results.sent.length === 0
        ? '*Nobody was invited.*'
        : `:white_check_mark: *${howMany(results.sent.length)} invited*\n${namesOf(results.sent)}`,
    ),
    ...shown.map(({ words, people }) =>
      section(`:warning: *Could not be invited* (${people.length}): ${words}\n${namesOf(people)}`),
    ),
    ...(others.length > 0
      ? [section(`:warning: *Could not be invited* (${others.length}), for other reasons\n${namesOf(others)}`)]
      : []),
    ...skippedBlocks({ skipped }),
    ...(others.length > 0 || lists.some(isCut) ? wholeList(batch.id) : []),
    context('Everybody and how they are: `/gong-setup`, *Roster*.'),
  ];
}

/** The report for an inviter who does not look at the modal any more. */
export function buildReportMessage(batch: InvitationBatch, results: BatchResults): SlackMessage {
  const failed = results.failed.length;
  const text = `Your invitations are out: ${howMany(results.sent.length)} invited${failed > 0 ? `, ${failed} could not be` : ''}.`;
  return { text, blocks: [section(`*${text}*`), ...reportBlocks(batch, results)] };
}

/** What the preview turns into at once. */
export function buildSendingView(): ModalView {
  return buildPlain([
    section(':hourglass_flowing_sand: *Sending invitations…*\nYou can close this: they go out all the same.'),
  ]);
}
