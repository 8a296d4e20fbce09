/** One reminder because an admin asks for it, for somebody who was invited or not. */

import type { PersonStatus } from '../model.ts';
import type { Outside } from '../ports.ts';
import { nudgeMessageKind } from '../stores/invitations.ts';
import { isConnected } from './standing.ts';

const onceInMs = 24 * 3_600_000;

/** `too_soon`: invited or reminded in the last day; `stopped`: this person wants no reminders. */
export type NudgeOutcome = 'owed' | 'connected' | 'too_soon' | 'stopped' | 'left' | 'paused' | 'not_set_up';

/**
 * Owes one DM; the caller wakes the outbox. Written to the audit.
 * @param given `by`: the admin, whose rights were checked; `isOneOfMany`: it goes after everything else that is owed
 */
export async function nudgeNow(
  { store, clock, identity }: Pick<Outside, 'store' | 'clock' | 'identity'>,
  given: { teamId: string; slackUserId: string; by: string; isOneOfMany?: boolean },
): Promise<NudgeOutcome> {
  const { teamId, slackUserId, by } = given;
  if (!(await store.savedSetup(teamId))) return 'not_set_up';
  if (await store.openPause(teamId)) return 'paused';
  const status: PersonStatus = await store.statusOf(teamId, slackUserId);
  if (isConnected(status, await store.connectionMode(teamId))) return 'connected';
  if (status.connection?.state === 'left') return 'left';
  if (await store.areRemindersStopped(teamId, slackUserId)) return 'stopped';
  const now = clock.now();
  const message = {
    id: identity.uuid(),
    recipient: slackUserId,
    kind: nudgeMessageKind,
    subject: slackUserId,
    dedupeKey: `nudge:${slackUserId}:${now}`,
    isPatient: given.isOneOfMany === true,
    data: { from: by },
  };
  return (await store.nudgeOnRequest(teamId, message, { by, unlessSince: now - onceInMs }, now)) ? 'owed' : 'too_soon';
}
