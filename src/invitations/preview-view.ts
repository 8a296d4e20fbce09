/** Who will get a direct message, and who will not and why: shown before anything is sent. Pure. */

import type { KnownBlock, ModalView } from '@slack/types';
import { context, plain, section } from '../block-kit.ts';
import type { ConnectionMode } from '../model.ts';
import type { Audience } from '../stores/invitation-batches.ts';
import { previewCallback } from './actions.ts';
import { buildPlain } from './plain-view.ts';
import { sourceName } from './source-words.ts';
import { factForInviters, howMany, isCut, namesOf, skipReasons, wholeList } from './words.ts';

export function buildLookingView(): ModalView {
  return buildPlain([
    section(':hourglass_flowing_sand: *Looking…*\nSlack is asked who they are. Nothing is sent yet.'),
    context('In a workspace of thousands, this takes a minute or two.'),
  ]);
}

/**
 * With nobody left to invite, there is nothing to send.
 * @param notice what became of a button of the preview, as mrkdwn; null: nothing
 */
export function buildPreview(
  batchId: string,
  audience: Audience,
  mode: ConnectionMode,
  notice: string | null = null,
): ModalView {
  const { invitees, repeated, unread, isUnchecked } = audience;
  const people = invitees.map(({ slackUserId }) => slackUserId);
  const guests = invitees.filter(({ isGuest }) => isGuest).map(({ slackUserId }) => slackUserId);
  const hasCut = [people, ...Object.values(audience.skipped)].some(isCut);
  const blocks: KnownBlock[] = [
    ...(notice === null ? [] : [section(notice)]),
    section(
      people.length === 0
        ? '*Nobody will get a direct message.*'
        : `:incoming_envelope: *${howMany(people.length)} will get a direct message*\n${namesOf(people)}`,
    ),
    ...(guests.length > 0
      ? [section(`:bust_in_silhouette: *Guests among them* (${guests.length})\n${namesOf(guests)}`), context(guestFact)]
      : []),
    ...skippedBlocks(audience),
    ...(hasCut ? wholeList(batchId) : []),
    ...(repeated > 0 ? [context(`${howMany(repeated)} chosen more than once, counted once.`)] : []),
    ...unread.map((source) => section(`:warning: *${sourceName(source)}*: ${source.words}`)),
    ...(isUnchecked ? [section(`:warning: ${uncheckedInWords}`)] : []),
  ];
  if (people.length === 0) return buildPlain(blocks);
  return {
    ...buildPlain([...blocks, context(`:information_source: ${factForInviters(mode)}`), context(nudgesInWords)]),
    callback_id: previewCallback,
    private_metadata: batchId,
    submit: plain(`Send ${people.length.toLocaleString('en-US')} invitation${people.length === 1 ? '' : 's'}`),
    close: plain('Cancel'),
  };
}

const guestFact =
  'Guests are in this workspace for some channels only, and may not be of your company. To leave them out, go back and choose the others.';
const uncheckedInWords =
  'Slack did not say just now who of them is deactivated or a bot. They are invited all the same; whom Slack does not deliver to is in the report.';
const nudgesInWords =
  'Those who do not connect are reminded after 1, 3 and 7 days, at ten in the morning in their own time zone. Everybody can stop that.';

/** Those who are left out, by reason. */
export function skippedBlocks({ skipped }: Pick<Audience, 'skipped'>): KnownBlock[] {
  return skipReasons
    .filter(([reason]) => skipped[reason].length > 0)
    .map(([reason, title]) => section(`${title} (${skipped[reason].length})\n${namesOf(skipped[reason])}`));
}
