/** Slack's answers, as far as the bot uses them. */

import { z } from 'zod';
import type { Member, SlackIdentity } from '../../ports.ts';

export const identity = z
  .object({ team_id: z.string(), user_id: z.string(), bot_id: z.string().nullish(), url: z.string().nullish() })
  .transform(
    (answer): SlackIdentity => ({
      teamId: answer.team_id,
      botUserId: answer.user_id,
      botId: answer.bot_id ?? '',
      workspaceUrl: answer.url && URL.canParse(answer.url) ? answer.url.replace(/\/*$/, '/') : 'https://slack.com/',
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

const member = z
  .object({
    id: z.string(),
    deleted: z.boolean().nullish(),
    is_admin: z.boolean().nullish(),
    is_owner: z.boolean().nullish(),
    is_primary_owner: z.boolean().nullish(),
    is_bot: z.boolean().nullish(),
  })
  .transform(
    (user): Member => ({
      slackUserId: user.id,
      isAdmin: user.is_admin === true || user.is_owner === true || user.is_primary_owner === true,
      isOwner: user.is_owner === true || user.is_primary_owner === true,
      isDeactivated: user.deleted === true,
      isBot: user.is_bot === true || user.id === 'USLACKBOT',
    }),
  );

export const memberAnswer = z.object({ user: member }).transform(({ user }) => user);

export const memberPage = z
  .object({ members: z.array(member), response_metadata: cursor })
  .transform((page) => ({ members: page.members, nextCursor: page.response_metadata }));
