/** Reminds whoever was invited and has not connected, and ends the invitations of whoever has. */

import { SlackError } from '../errors.ts';
import { createLoop, type Loop } from '../loop.ts';
import type { Lease, Outside } from '../ports.ts';
import { type DueInvitation, nudgeMessageKind } from '../stores/invitations.ts';
import { capWindowMs, judgeNudge, nextTenOClock, usualTimeZone } from './nudge-schedule.ts';

const idleMs = 5_000;
const atOnce = 200;
/** Slack allows a hundred looks at a person a minute (tier 4); half of them are left to others. */
const looks = { atOnce: 4, everyMs: 5_000 };

export function createNudges(outside: Outside, given: { teamId: string; lease: Lease; onChanged: () => void }): Loop {
  const { store, slack, clock, log, identity } = outside;
  const { teamId } = given;
  let looksAgainAt = 0;

  /** Asks where those are of whom Slack did not say when they were invited. While it does not say, they wait. */
  const locate = async (): Promise<void> => {
    if (clock.now() < looksAgainAt) return;
    const unknown = await store.dueNudges(teamId, 'unknown', clock.now(), looks.atOnce);
    if (unknown.length === 0) return;
    looksAgainAt = clock.now() + looks.everyMs;
    try {
      for (const { id, slackUserId, nextNudgeAt } of unknown) {
        const timeZone = (await timeZoneOf(slackUserId)) ?? usualTimeZone;
        const found = { timeZone, nextNudgeAt: nextTenOClock(timeZone, nextNudgeAt) };
        await store.locateInvitation(teamId, id, found);
      }
    } catch (error) {
      if (!(error instanceof SlackError)) throw error;
      looksAgainAt = clock.now() + (error.retryAfterMs ?? looks.everyMs);
      log.warn({ error }, 'could not ask Slack where somebody is; their reminder waits');
    }
  };

  /** null: Slack does not know. */
  const timeZoneOf = async (slackUserId: string): Promise<string | null> => {
    try {
      return (await slack.member(teamId, slackUserId)).timeZone;
    } catch (error) {
      if (error instanceof SlackError && error.isAboutRecipient) return null;
      throw error;
    }
  };

  const nudge = async (invitation: DueInvitation): Promise<boolean> => {
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
      await locate();
      for (const due of await store.dueNudges(teamId, 'known', clock.now(), atOnce)) {
        if (await nudge(due)) isChanged = true;
      }
    }
    if (isChanged) given.onChanged();
    return undefined;
  });
}
