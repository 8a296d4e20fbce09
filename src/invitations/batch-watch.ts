/** Follows the batches that are being sent: a bar in the modal while it is open, a report of each person at the end. */

import { SlackError } from '../errors.ts';
import { createLoop, type Loop } from '../loop.ts';
import type { Lease, Outside } from '../ports.ts';
import type { InvitationBatch } from '../stores/invitation-batches.ts';
import { buildBatchView, isOver } from './report-view.ts';

export const reportMessageKind = 'invitation_report';

const idleMs = 2_000;
/** A view is shown anew this often at most. */
const showEveryMs = 3_000;
/** So long the report's DM waits for the modal to show it. */
const dmWaitsMs = 3_000;
/** Whoever sent a batch this lately has the modal before their eyes. */
const eyesOnItMs = 60_000;

export interface BatchWatch extends Loop {
  /** Keeps a view up to date until the batch is over or the view is closed. */
  watch(batchId: string, viewId: string): void;
}

interface Watched {
  viewId: string;
  shownAt: number;
  shown: string;
}

export function createBatchWatch(
  outside: Outside,
  given: { teamId: string; lease: Lease; onChanged: () => void },
): BatchWatch {
  const { store, slack, clock, log, identity } = outside;
  const { teamId } = given;
  const watched = new Map<string, Watched>();

  const reportWhatIsOver = async (): Promise<void> => {
    if (given.lease.fence() === null) return;
    for (const batch of await store.openBatches(teamId)) {
      if (!isOver(await store.batchResults(teamId, batch.id))) continue;
      const now = clock.now();
      const report = {
        id: identity.uuid(),
        recipient: batch.invitedBy,
        kind: reportMessageKind,
        subject: batch.id,
        dedupeKey: reportKey(batch.id),
        notBefore: now + dmWaitsMs,
      };
      if (await store.reportBatch(teamId, batch.id, report, now)) log.info({ batchId: batch.id }, 'a batch is over');
    }
  };

  const show = async (batchId: string, place: Watched): Promise<void> => {
    const batch = await store.batch(teamId, batchId);
    if (!batch) return void watched.delete(batchId);
    const results = await store.batchResults(teamId, batchId);
    const now = clock.now();
    // The report's DM is owed by then, and can be taken back.
    const isLast = isOver(results) && batch.state === 'reported';
    if (!isLast && (isOver(results) || now - place.shownAt < showEveryMs)) return;
    const view = buildBatchView(batch, results, now, { isPaused: (await store.openPause(teamId)) !== null });
    const shown = JSON.stringify(view.blocks);
    if (!isLast && shown === place.shown) return;
    const outcome = await slack.updateView(teamId, place.viewId, view);
    watched.set(batchId, { ...place, shownAt: now, shown });
    if (isLast || outcome === 'closed') watched.delete(batchId);
    if (isLast && outcome === 'updated') await keepOutOfDm(batch, now);
  };

  /** A report that was seen is not sent as well; a modal that was left open for long may have no eyes on it. */
  const keepOutOfDm = async (batch: InvitationBatch, now: number): Promise<void> => {
    if (now - (batch.sentAt ?? 0) < eyesOnItMs) await store.withdraw(teamId, reportKey(batch.id), now);
  };

  const loop = createLoop(outside, 'invitation batches', idleMs, async () => {
    await reportWhatIsOver();
    for (const [batchId, place] of watched) {
      try {
        await show(batchId, place);
      } catch (error) {
        if (!(error instanceof SlackError)) throw error;
        log.warn({ error, batchId }, 'the bar cannot be shown any more; the report comes by DM');
        watched.delete(batchId);
      }
    }
    return undefined;
  });

  return {
    ...loop,
    watch: (batchId, viewId) => {
      watched.set(batchId, { viewId, shownAt: clock.now(), shown: '' });
      loop.wake();
    },
  };
}

function reportKey(batchId: string): string {
  return `invitation_report:${batchId}`;
}
