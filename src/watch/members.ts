/** People who are deactivated in Slack lose their connection: heard from an event, or found by a daily look. */

import { z } from 'zod';
import { createLoop, type Loop } from '../loop.ts';
import { type Lease, type Member, type Outside, pause } from '../ports.ts';
import type { EventRequest, Routes } from '../routes.ts';

const dayMs = 24 * 3_600_000;
/** A look that failed is tried again this soon. */
const retryMs = 10 * 60_000;
const leaseRetryMs = 200;
/** Written in one transaction. */
const namesAtOnce = 200;

const userChange = z.object({ user: z.object({ id: z.string(), deleted: z.boolean().nullish() }) });

/** The event is a hint: Slack is asked before anything is deleted. */
export function memberRoutes({ store, slack, clock, log }: Outside, given: { onChanged: () => void }): Routes {
  return {
    events: {
      user_change: async ({ teamId, event }: EventRequest) => {
        const change = userChange.safeParse(event);
        if (!change.success || change.data.user.deleted !== true) return;
        const slackUserId = change.data.user.id;
        const { person } = await store.statusOf(teamId, slackUserId);
        if (!person && !(await store.hasOpenInvitation(teamId, slackUserId))) return;
        const member = await slack.member(teamId, slackUserId);
        if (!member.isDeactivated) return;
        if (await store.markLeft(teamId, slackUserId, clock.now())) {
          log.info({ slackUserId }, 'deactivated in Slack: the connection is being deleted');
          given.onChanged();
        }
      },
    },
  };
}

/** Looks at the member list at start and once a day. */
export function createMemberLook(
  outside: Outside,
  given: { teamId: string; lease: Lease; onChanged: () => void },
): Loop {
  const { store, slack, clock, log } = outside;
  return createLoop(outside, 'members', dayMs, async () => {
    if (given.lease.fence() === null) return leaseRetryMs;
    try {
      const atStake = new Set(await store.peopleAtStake(given.teamId));
      if (atStake.size === 0 && (await isNobodyKnown(outside, given.teamId))) return dayMs;
      const members = await slack.members(given.teamId);
      await rememberNames(outside, given.teamId, members);
      for (const member of members) {
        if (!member.isDeactivated || !atStake.has(member.slackUserId)) continue;
        if (!(await store.markLeft(given.teamId, member.slackUserId, clock.now()))) continue;
        log.info({ slackUserId: member.slackUserId }, 'found deactivated: the connection is being deleted');
        given.onChanged();
      }
      return dayMs;
    } catch (error) {
      log.warn({ error }, 'the member list could not be read and will be tried again');
      return retryMs;
    }
  });
}

/** The roster shows, sorts and searches names as Slack has them. */
async function rememberNames({ store, clock }: Outside, teamId: string, members: readonly Member[]): Promise<void> {
  for (let begin = 0; begin < members.length; begin += namesAtOnce) {
    await store.rememberMembers(teamId, members.slice(begin, begin + namesAtOnce), clock.now());
    await pause(clock, 0);
  }
}

async function isNobodyKnown({ store }: Outside, teamId: string): Promise<boolean> {
  return Object.values(await store.rosterCounts(teamId)).every((people) => people === 0);
}
