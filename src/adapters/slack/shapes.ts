/** Slack's answers, as far as the bot uses them. */

import { z } from 'zod';
import type { Member, SlackIdentity, UserGroup } from '../../ports.ts';

export const identity = z
  .object({
    team_id: z.string(),
    user_id: z.string(),
    bot_id: z.string().nullish(),
    url: z.string().nullish(),
    // Where the SDK puts the header x-oauth-scopes.
    response_metadata: z.object({ scopes: z.array(z.string()).nullish() }).nullish(),
  })
  .transform(
    (answer): SlackIdentity => ({
      teamId: answer.team_id,
      botUserId: answer.user_id,
      botId: answer.bot_id ?? '',
      workspaceUrl: answer.url && URL.canParse(answer.url) ? answer.url.replace(/\/*$/, '/') : 'https://slack.com/',
      scopes: answer.response_metadata?.scopes ?? null,
    }),
  );

export const viewOpened = z
  .object({ view: z.object({ id: z.string(), hash: z.string().nullish() }) })
  .transform(({ view }) => ({ viewId: view.id, hash: view.hash ?? '' }));

export const channelOpened = z
  .object({ channel: z.object({ id: z.string().min(1) }) })
  .transform(({ channel }) => channel.id);

export const messagePosted = z.object({ ts: z.string().min(1) }).transform(({ ts }) => ts);

const cursor = z
  .object({ next_cursor: z.string().nullish() })
  .nullish()
  .transform((metadata) => metadata?.next_cursor || undefined);

export const historyPage = z
  .object({
    messages: z.array(
      z
        .object({
          ts: z.string(),
          metadata: z.object({ event_payload: z.record(z.string(), z.unknown()).nullish() }).nullish(),
        })
        .transform((message) => ({ ts: message.ts, messageId: message.metadata?.event_payload?.message_id })),
    ),
    response_metadata: cursor,
  })
  .transform((page) => ({ messages: page.messages, nextCursor: page.response_metadata }));

const user = z.object({
  id: z.string(),
  team_id: z.string().nullish(),
  // Enterprise Grid: every workspace of the organization that the person is in.
  enterprise_user: z.object({ teams: z.array(z.string()).nullish() }).nullish(),
  name: z.string().nullish(),
  real_name: z.string().nullish(),
  profile: z.object({ display_name: z.string().nullish(), real_name: z.string().nullish() }).nullish(),
  tz: z.string().nullish(),
  deleted: z.boolean().nullish(),
  is_admin: z.boolean().nullish(),
  is_owner: z.boolean().nullish(),
  is_primary_owner: z.boolean().nullish(),
  is_restricted: z.boolean().nullish(),
  is_ultra_restricted: z.boolean().nullish(),
  is_stranger: z.boolean().nullish(),
  is_bot: z.boolean().nullish(),
  updated: z.number().nullish(),
});

type User = z.infer<typeof user>;

/** A user object as the workspace `teamId` sees it: whoever is of another one has its roles there, not here. */
export function toMember(user: User, teamId: string): Member {
  const isOutside = isOfAnotherWorkspace(user, teamId);
  const isOwner = user.is_owner === true || user.is_primary_owner === true;
  return {
    slackUserId: user.id,
    name: user.profile?.display_name || user.profile?.real_name || user.real_name || user.name || user.id,
    timeZone: knownTimeZone(user.tz),
    isAdmin: !isOutside && (user.is_admin === true || isOwner),
    isOwner: !isOutside && isOwner,
    isOutside,
    isGuest: user.is_restricted === true || user.is_ultra_restricted === true,
    isDeactivated: user.deleted === true,
    isBot: user.is_bot === true || user.id === 'USLACKBOT',
    changedAt: user.updated ? user.updated * 1000 : null,
  };
}

/** Source: Slack's reference of the user object. An organization's own ID (`E…`) says nothing of a workspace. */
function isOfAnotherWorkspace(user: User, teamId: string): boolean {
  if (user.is_stranger === true) return true;
  const teams = [user.team_id, ...(user.enterprise_user?.teams ?? [])].filter((team) => team?.startsWith('T'));
  return teams.length > 0 && !teams.includes(teamId);
}

export const userAnswer = z.object({ user }).transform((answer) => answer.user);

export const userPage = z
  .object({ members: z.array(user), response_metadata: cursor })
  .transform((page) => ({ items: page.members, nextCursor: page.response_metadata }));

export const channelMemberPage = z
  .object({ members: z.array(z.string()), response_metadata: cursor })
  .transform((page) => ({ items: page.members, nextCursor: page.response_metadata }));

const userGroup = z.object({
  id: z.string().min(1),
  name: z.string(),
  handle: z.string(),
  date_delete: z.number().nullish(),
  // A string, going by Slack's reference.
  user_count: z.union([z.string(), z.number()]).nullish(),
});

export const userGroupList = z.object({ usergroups: z.array(userGroup) }).transform(({ usergroups }) =>
  usergroups
    .filter((group) => !group.date_delete)
    .map((group): UserGroup => {
      const size = Number.parseInt(String(group.user_count ?? ''), 10);
      return { userGroupId: group.id, name: group.name, handle: group.handle, size: Number.isNaN(size) ? null : size };
    }),
);

export const userGroupMembers = z.object({ users: z.array(z.string()) }).transform(({ users }) => users);

export const uploadPlace = z
  .object({ upload_url: z.string().min(1), file_id: z.string().min(1) })
  .transform((answer) => ({ uploadUrl: answer.upload_url, fileId: answer.file_id }));

/** For calls of which only the success counts. */
export const anything = z.unknown();

const timeZones = new Map<string, string | null>();

/** A time zone that this process can compute with; each is tried once, since trying is slow. */
function knownTimeZone(name: string | null | undefined): string | null {
  if (!name) return null;
  const known = timeZones.get(name);
  if (known !== undefined) return known;
  const zone = isTimeZone(name) ? name : null;
  timeZones.set(name, zone);
  return zone;
}

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
