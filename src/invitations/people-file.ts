/** The people of a preview or a report as a file, where there are more than a screen names. By DM, for admins alone. */

import type { ModalView } from '@slack/types';
import type { AdminGuard } from '../admins/guard.ts';
import { moment, section } from '../block-kit.ts';
import { toCsv, toCsvLines } from '../csv.ts';
import { SlackError } from '../errors.ts';
import { notSentInWords, sendFileByDm } from '../file-by-dm.ts';
import { type Outside, pause } from '../ports.ts';
import { rosterResultMessage } from '../roster/roster-message.ts';
import type { ActionRequest, Sender } from '../routes.ts';
import { sayInPlace } from '../screens.ts';
import type { InvitationBatch } from '../stores/invitation-batches.ts';
import { peopleColumns, peopleRows } from './people-rows.ts';
import { buildNotice } from './plain-view.ts';
import { buildPreview } from './preview-view.ts';
import { buildBatchView } from './report-view.ts';
import { howMany } from './words.ts';

/** Slack hands out a long member list slowly; without it, those are named whom the roster knows. */
const waitForNamesAtMostMs = 60_000;
const rowsAtOnce = 500;

/** The button's work: its value is the batch. What came of it is said where the button is, as far as that is still there. */
export function createPeopleFile(
  outside: Outside,
  given: { guard: AdminGuard; nudge: () => void },
): (request: ActionRequest) => Promise<void> {
  const { store, clock, identity } = outside;

  const draw = async (batch: InvitationBatch, notice: string): Promise<ModalView> => {
    const { teamId, id, audience } = batch;
    if (batch.state === 'draft') return buildPreview(id, audience, await store.connectionMode(teamId), notice);
    return buildBatchView(batch, await store.batchResults(teamId, id), clock.now(), { notice });
  };

  return async (request) => {
    const { teamId, slackUserId, value, view } = request;
    if (value === null || !(await given.guard.allows(request))) return;
    const batch = await store.batch(teamId, value);
    if (!batch) {
      if (view) await outside.slack.updateView(teamId, view.viewId, buildNotice(gone));
      else await request.respond?.({ text: gone, blocks: [section(gone)] }, false);
      return;
    }
    const work = () => sendInWords(outside, request, batch);
    // In a DM, the file that appears says it all.
    const { words, isShown } = view
      ? await sayInPlace(outside, { teamId, viewId: view.viewId }, (notice) => draw(batch, notice), begun, work)
      : { words: await work(), isShown: false };
    if (isShown || words === sent) return;
    await store.owe(teamId, rosterResultMessage(identity.uuid(), slackUserId, words), clock.now());
    given.nudge();
  };
}

const begun = ':hourglass: Making the list…';
const sent = ':incoming_envelope: The whole list is in your direct messages with this app.';
const gone = 'This preview is more than a day old. Press *Invite people* again.';

async function sendInWords(outside: Outside, sender: Sender, batch: InvitationBatch): Promise<string> {
  const { store, clock, log } = outside;
  const { teamId } = sender;
  const results = batch.state === 'draft' ? null : await store.batchResults(teamId, batch.id);
  const rows = peopleRows(batch, results, await namesOf(outside, teamId));
  const lines = [toCsv(peopleColumns, [])];
  for (let begin = 0; begin < rows.length; begin += rowsAtOnce) {
    lines.push(toCsvLines(peopleColumns, rows.slice(begin, begin + rowsAtOnce)));
    await pause(clock, 0);
  }
  const now = clock.now();
  const what = results === null ? 'Who would be invited' : 'Your invitations, person by person';
  const file = {
    name: `gong-invitations-${new Date(now).toISOString().slice(0, 10)}.csv`,
    title: `${what}: ${howMany(rows.length)}`,
    content: lines.join(''),
    comment: `${what}, as you asked for it: ${howMany(rows.length)}, ${moment(now)}.`,
  };
  try {
    const detail = { batchId: batch.id, people: rows.length };
    await sendFileByDm(outside, sender, file, { action: 'people.exported', detail });
    return sent;
  } catch (error) {
    if (!(error instanceof SlackError)) throw error;
    log.warn({ error, batchId: batch.id }, 'the people of a batch could not be sent as a file');
    return notSentInWords(error);
  }
}

/** By Slack user ID. */
async function namesOf(
  { store, slack, clock, log }: Pick<Outside, 'store' | 'slack' | 'clock' | 'log'>,
  teamId: string,
): Promise<ReadonlyMap<string, string>> {
  const listed = slack.members(teamId).catch((error: unknown) => {
    log.warn({ error }, 'could not ask Slack for the names of a file');
    return null;
  });
  const members = await Promise.race([listed, pause(clock, waitForNamesAtMostMs).then(() => null)]);
  if (members) return new Map(members.map(({ slackUserId, name }) => [slackUserId, name]));
  const names = new Map<string, string>();
  for (let after = ''; ; ) {
    const rows = await store.rosterFileRows(teamId, after, rowsAtOnce);
    for (const { slackUserId, name } of rows) if (name !== null) names.set(slackUserId, name);
    const last = rows.at(-1);
    if (!last) return names;
    after = last.slackUserId;
    await pause(clock, 0);
  }
}
