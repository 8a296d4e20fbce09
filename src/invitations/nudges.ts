/** Reminds whoever was invited and has not connected, and ends the invitations of whoever has. */

import { createLoop, type Loop } from '../loop.ts';
import type { Lease, Outside } from '../ports.ts';
import { type Invitation, nudgeMessageKind } from '../stores/invitations.ts';
import { capWindowMs, judgeNudge } from './nudge-schedule.ts';

const idleMs = 5_000;
const atOnce = 200;

export function createNudges(outside: Outside, given: { teamId: string; lease: Lease; onChanged: () => void }): Loop {
  const { store, clock, log, identity } = outside;
  const { teamId } = given;

  const nudge = async (invitation: Invitation & { nextNudgeAt: number }): Promise<boolean> => {
    const now = clock.now();
    const recent = await store.nudgesSince(teamId, invitation.slackUserId, now - capWindowMs);
    const judgement = judgeNudge(invitation, recent, now);
    if (judgement.kind !== 'send') {
      await store.scheduleNudge(teamId, invitation.id, judgement.nextNudgeAt);
      return false;
    }
    const message = {
      id: identity.uuid(),
      recipient: invitation.slackUserId,
      kind: nudgeMessageKind,
      subject: invitation.slackUserId,
      dedupeKey: `nudge:${invitation.id}:${invitation.nudges + 1}`,
      isPatient: true,
      data: { from: invitation.invitedBy },
    };
    const isOwed = await store.nudge(teamId, invitation.id, message, judgement.nextNudgeAt, now);
    if (isOwed) log.info({ invitationId: invitation.id, nudge: invitation.nudges + 1 }, 'a reminder is owed');
    return isOwed;
  };

  return createLoop(outside, 'nudges', idleMs, async () => {
    if (given.lease.fence() === null) return undefined;
    // First of all, so that nobody is reminded of what they have done.
    let isChanged = (await store.settleInvitations(teamId, clock.now())) > 0;
    if ((await store.savedSetup(teamId)) && !(await store.openPause(teamId))) {
      for (const due of await store.dueNudges(teamId, clock.now(), atOnce)) {
        if (await nudge(due)) isChanged = true;
      }
    }
    if (isChanged) given.onChanged();
    return undefined;
  });
}
