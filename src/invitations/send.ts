/** Sends what was previewed: everybody's invitation is owed in one transaction, the outbox does the rest. */

import type { ModalView } from '@slack/types';
import type { Outside } from '../ports.ts';
import type { Sender } from '../routes.ts';
import { dayMs } from './audience.ts';
import { firstNudgeAt } from './nudge-schedule.ts';
import { buildNotice } from './plain-view.ts';
import { buildBatchView } from './report-view.ts';

/** @returns what the sender sees, and whether the batch is under way */
export async function sendBatch(
  { store, clock, identity }: Pick<Outside, 'store' | 'clock' | 'identity'>,
  sender: Sender,
  batchId: string,
): Promise<{ view: ModalView; isSent: boolean }> {
  const { teamId, slackUserId } = sender;
  const now = clock.now();
  // Reckoned once for each time zone: there may be thousands of people.
  const nudges = new Map<string | null, number>();
  const nudgeAt = (timeZone: string | null): number => {
    const at = nudges.get(timeZone) ?? firstNudgeAt(now, timeZone);
    nudges.set(timeZone, at);
    return at;
  };
  const outcome = await store.sendBatch(
    teamId,
    batchId,
    {
      invitedBy: slackUserId,
      recentSince: now - dayMs,
      invitationOf: ({ timeZone }) => ({
        id: identity.uuid(),
        messageId: identity.uuid(),
        nextNudgeAt: nudgeAt(timeZone),
      }),
    },
    now,
  );
  const batch = outcome === 'gone' ? null : await store.batch(teamId, batchId);
  if (!batch) {
    const view = buildNotice(
      'This preview is more than a day old, so nobody was invited. Press *Invite people* again.',
    );
    return { view, isSent: false };
  }
  return { view: buildBatchView(batch, await store.batchResults(teamId, batchId), now), isSent: true };
}
