/** Who is in the workspace, in a channel, in a user group. */

import { SlackError } from '../../errors.ts';
import type { Clock, Slack } from '../../ports.ts';
import { channelMemberPage, toMember, userAnswer, userGroupList, userGroupMembers, userPage } from './shapes.ts';
import { shareWalk } from './shared-walk.ts';
import type { WebCalls } from './web-calls.ts';

const peoplePageSize = 200;
const channelPageSize = 500;
/** Source: the rate limit tiers of Slack's Web API; tier 2 allows twenty pages a minute, tier 4 a hundred. */
const tier2PauseMs = 3_100;
const tier4PauseMs = 650;
/** Whoever asks for the member list again sees the same one; a minute after a walk, Slack allows all of its pages anew. */
const membersKeptMs = 60_000;

type Audiences = Pick<Slack, 'member' | 'members' | 'channelMembers' | 'userGroups' | 'userGroupMembers'>;

export function createAudiences(calls: WebCalls, clock: Pick<Clock, 'now'>): Audiences {
  const users = shareWalk(clock, membersKeptMs, () =>
    calls.allPages('users.list', { limit: peoplePageSize }, userPage, tier2PauseMs),
  );

  return {
    member: async (teamId, slackUserId) =>
      toMember(await calls.hurried('users.info', { user: slackUserId }, userAnswer), teamId),

    members: async (teamId, notBefore) => (await users(notBefore)).map((user) => toMember(user, teamId)),

    channelMembers: (_teamId, channelId) =>
      calls.allPages(
        'conversations.members',
        { channel: channelId, limit: channelPageSize },
        channelMemberPage,
        tier4PauseMs,
      ),

    userGroups: async () => {
      try {
        return await calls.patient('usergroups.list', { include_count: true, include_disabled: false }, userGroupList);
      } catch (error) {
        if (error instanceof SlackError && error.slackError === 'plan_upgrade_required') return [];
        throw error;
      }
    },

    userGroupMembers: (_teamId, userGroupId) =>
      calls.patient('usergroups.users.list', { usergroup: userGroupId, include_disabled: false }, userGroupMembers),
  };
}
