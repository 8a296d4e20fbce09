/** conversations.open, conversations.history, conversations.members, conversations.info. */

import { stringOf } from '../json.ts';
import { MethodError } from '../method-error.ts';
import type { Platform } from '../platform.ts';
import { type Conversation, type Message, messageJson } from '../workspace.ts';
import { type Args, flag, integerOr, type Method, pageOf, requiredString } from './method.ts';

function conversationOf(args: Args, { workspace }: Platform): Conversation {
  const conversation = workspace.conversations.get(requiredString(args, 'channel'));
  if (!conversation) throw new MethodError('channel_not_found');
  return conversation;
}

/** A private channel without the bot does not exist for it; an unknown one is asked about as if it were a DM. */
function visible(args: Args, platform: Platform): Conversation {
  const conversation = conversationOf(args, platform);
  if (conversation.isPrivate && !conversation.members.has(platform.workspace.bot.userId)) {
    throw new MethodError('channel_not_found');
  }
  return conversation;
}

function readScope(right: 'history' | 'read'): Method['scope'] {
  return (args, { workspace }) => {
    const conversation = workspace.conversations.get(stringOf(args.channel));
    if (conversation?.kind !== 'channel') return `im:${right}`;
    return conversation.isPrivate ? `groups:${right}` : `channels:${right}`;
  };
}

/** An unknown channel needs any of the scopes: nobody can say what it is. */
const memberScope: Method['scope'] = (args, platform) => {
  const isKnown = platform.workspace.conversations.has(stringOf(args.channel));
  const anyOf = ['channels:read', 'groups:read', 'im:read'];
  if (!isKnown) return anyOf.find((scope) => platform.settings.scopes.includes(scope)) ?? 'channels:read';
  const scope = readScope('read');
  return typeof scope === 'function' ? scope(args, platform) : scope;
};

function within(message: Message, args: Args): boolean {
  const ts = Number(message.ts);
  const inclusive = flag(args, 'inclusive');
  const oldest = args.oldest === undefined ? 0 : Number(args.oldest);
  const latest = args.latest === undefined ? Number.POSITIVE_INFINITY : Number(args.latest);
  if (Number.isNaN(oldest)) throw new MethodError('invalid_ts_oldest');
  if (Number.isNaN(latest)) throw new MethodError('invalid_ts_latest');
  return (ts > oldest || (inclusive && ts === oldest)) && (ts < latest || (inclusive && ts === latest));
}

export const conversationMethods: Record<string, Method> = {
  'conversations.open': {
    scope: (args) => (stringOf(args.users).includes(',') ? 'mpim:write' : 'im:write'),
    perMinute: 50,
    token: 'bot',
    run: (args, platform) => {
      const { workspace } = platform;
      if (args.channel !== undefined) return { channel: { id: conversationOf(args, platform).id } };
      const users = stringOf(args.users);
      if (users === '') throw new MethodError('users_list_not_supplied');
      if (users.includes(',')) throw new MethodError('invalid_user_combination');
      const person = workspace.people.get(users);
      if (!person || person.isBot) throw new MethodError('user_not_found');
      if (person.deleted) throw new MethodError('user_disabled');
      const dm = workspace.openDm(person.id);
      if (!flag(args, 'return_im')) return { channel: { id: dm.id } };
      return { already_open: true, channel: { id: dm.id, is_im: true, user: person.id, created: 0 } };
    },
  },
  'conversations.history': {
    scope: readScope('history'),
    perMinute: 50,
    token: 'bot',
    run: (args, platform) => {
      const conversation = visible(args, platform);
      if (!conversation.members.has(platform.workspace.bot.userId)) throw new MethodError('not_in_channel');
      if (integerOr(args, 'limit', 100) > 999) throw new MethodError('invalid_limit');
      const newestFirst = conversation.messages.filter((message) => within(message, args)).reverse();
      const { page, nextCursor } = pageOf(newestFirst, args, 100);
      const metadata = flag(args, 'include_all_metadata');
      return {
        messages: page.map((message) => ({
          ...messageJson(message, platform.workspace, platform.baseUrl()),
          ...(metadata && message.metadata ? { metadata: message.metadata } : {}),
        })),
        has_more: nextCursor !== '',
        pin_count: 0,
        response_metadata: { next_cursor: nextCursor },
      };
    },
  },
  'conversations.members': {
    scope: memberScope,
    perMinute: 100,
    token: 'bot',
    run: (args, platform) => {
      if (integerOr(args, 'limit', 100) > 999) throw new MethodError('invalid_limit');
      const { page, nextCursor } = pageOf([...visible(args, platform).members], args, 100);
      return { members: page, response_metadata: { next_cursor: nextCursor } };
    },
  },
  'conversations.info': {
    scope: readScope('read'),
    perMinute: 50,
    token: 'bot',
    run: (args, platform) => {
      const { id, name, kind, person, isPrivate: is_private } = visible(args, platform);
      const im = kind === 'im';
      return {
        channel: im
          ? { id, is_im: true, user: person }
          : { id, name, is_private, is_channel: !is_private, is_group: is_private, is_im: false },
      };
    },
  },
};
