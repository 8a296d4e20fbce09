/** chat.postMessage, chat.update, chat.delete, chat.postEphemeral, chat.getPermalink. */

import { limits } from '../block-kit/limits.ts';
import { type JsonObject, stringOf } from '../json.ts';
import { MethodError } from '../method-error.ts';
import type { Platform } from '../platform.ts';
import { type Conversation, type Message, messageJson } from '../workspace.ts';
import { needContent, readContent } from './message-content.ts';
import { type Args, type Method, requiredString } from './method.ts';

function knownConversation(id: string, { workspace }: Platform): Conversation {
  const conversation = workspace.conversations.get(id);
  if (!conversation) throw new MethodError('channel_not_found');
  return conversation;
}

/** Where a message goes: a channel, a DM, or the DM of a user ID. */
function destination(args: Args, platform: Platform): Conversation {
  const { workspace, settings } = platform;
  const id = requiredString(args, 'channel');
  const personId = workspace.people.has(id) ? id : workspace.conversations.get(id)?.person;
  if (personId) {
    const person = workspace.people.get(personId);
    if (!person || person.isBot || person.deleted) throw new MethodError('channel_not_found');
    if (!settings.manifest.messagesTab) throw new MethodError('messages_tab_disabled');
    return workspace.openDm(personId);
  }
  const conversation = knownConversation(id, platform);
  const isMember = conversation.members.has(workspace.bot.userId);
  if (!isMember && conversation.isPrivate) throw new MethodError('channel_not_found');
  if (!isMember && !settings.scopes.includes('chat:write.public')) throw new MethodError('not_in_channel');
  if (conversation.isArchived) throw new MethodError('is_archived');
  return conversation;
}

function ownMessage(args: Args, platform: Platform, refusal: string): { conversation: Conversation; message: Message } {
  const conversation = knownConversation(requiredString(args, 'channel'), platform);
  const ts = requiredString(args, 'ts');
  const message = conversation.messages.find((candidate) => candidate.ts === ts);
  if (!message) throw new MethodError('message_not_found');
  if (!message.fromBot) throw new MethodError(refusal);
  // Slack's own word for it here: an archived channel is "inactive" to those who edit (Slack: chat.update, errors).
  if (conversation.isArchived) throw new MethodError('is_inactive');
  return { conversation, message };
}

function postScope(args: Args, { settings, workspace }: Platform): string {
  const toPerson = workspace.people.has(stringOf(args.channel));
  const lacksImWrite = toPerson && settings.userIdNeedsImWrite && !settings.scopes.includes('im:write');
  return settings.scopes.includes('chat:write') && lacksImWrite ? 'im:write' : 'chat:write';
}

function withBotProfile(message: JsonObject, { workspace }: Platform): JsonObject {
  const { bot, team } = workspace;
  const profile = { id: bot.botId, app_id: bot.appId, user_id: bot.userId, name: bot.name, team_id: team.id };
  return { ...message, bot_profile: { ...profile, icons: {}, deleted: false, updated: 0 } };
}

export const chatMethods: Record<string, Method> = {
  'chat.postMessage': {
    scope: postScope,
    perMinute: 300,
    token: 'bot',
    limitedBy: 'channel',
    run: (args, platform) => {
      const conversation = destination(args, platform);
      const content = readContent(args, platform);
      needContent(content);
      const message = platform.workspace.post(conversation, {
        user: platform.workspace.bot.userId,
        fromBot: true,
        text: content.text ?? '',
        blocks: content.blocks ?? null,
        metadata: content.metadata ?? null,
        threadTs: stringOf(args.thread_ts) || null,
      });
      const shown = withBotProfile(messageJson(message, platform.workspace, platform.baseUrl()), platform);
      return { channel: conversation.id, ts: message.ts, message: shown };
    },
  },
  'chat.update': {
    scope: 'chat:write',
    perMinute: 50,
    token: 'bot',
    run: (args, platform) => {
      const { conversation, message } = ownMessage(args, platform, 'cant_update_message');
      if (stringOf(args.text).length > limits.message.updateText) throw new MethodError('msg_too_long');
      const content = readContent(args, platform);
      if (content.text === undefined && content.blocks === undefined) throw new MethodError('no_text');
      // What an update leaves out stays as it was: blocks, metadata and text alike.
      if (content.text !== undefined) message.text = content.text;
      if (content.blocks !== undefined) message.blocks = content.blocks.length > 0 ? content.blocks : null;
      if (content.metadata !== undefined) message.metadata = content.metadata;
      message.edited = { user: platform.workspace.bot.userId, ts: platform.ids.ts() };
      platform.changes.notify();
      const shown = messageJson(message, platform.workspace, platform.baseUrl());
      return { channel: conversation.id, ts: message.ts, text: message.text, message: shown };
    },
  },
  'chat.delete': {
    scope: 'chat:write',
    perMinute: 50,
    token: 'bot',
    run: (args, platform) => {
      const { conversation, message } = ownMessage(args, platform, 'cant_delete_message');
      conversation.messages.splice(conversation.messages.indexOf(message), 1);
      platform.changes.notify();
      return { channel: conversation.id, ts: message.ts };
    },
  },
  'chat.postEphemeral': {
    scope: 'chat:write',
    perMinute: 100,
    token: 'bot',
    run: (args, platform) => {
      const conversation = knownConversation(requiredString(args, 'channel'), platform);
      if (conversation.isArchived) throw new MethodError('is_archived');
      const user = requiredString(args, 'user');
      if (!conversation.members.has(platform.workspace.bot.userId)) throw new MethodError('not_in_channel');
      if (!conversation.members.has(user)) throw new MethodError('user_not_in_channel');
      const content = readContent(args, platform);
      needContent(content);
      const { text = '', blocks = null } = content;
      const note = platform.workspace.note({ kind: 'ephemeral', user, channel: conversation.id, text, blocks });
      return { message_ts: note.ts };
    },
  },
  'chat.getPermalink': {
    scope: null,
    perMinute: null,
    token: 'bot',
    run: (args, platform) => {
      const conversation = knownConversation(requiredString(args, 'channel'), platform);
      const ts = requiredString(args, 'message_ts');
      if (!conversation.messages.some((message) => message.ts === ts)) throw new MethodError('message_not_found');
      const permalink = `${platform.baseUrl()}archives/${conversation.id}/p${ts.replace('.', '')}`;
      return { channel: conversation.id, permalink };
    },
  },
};
