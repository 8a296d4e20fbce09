/** files.getUploadURLExternal and files.completeUploadExternal. */

import { isObject, stringOf } from '../json.ts';
import { invalidArguments, MethodError } from '../method-error.ts';
import type { Platform } from '../platform.ts';
import { fileJson, type SharedFile } from '../uploads.ts';
import type { Conversation } from '../workspace.ts';
import { type Args, integerOr, jsonArg, type Method, requiredString } from './method.ts';

const method = (run: Method['run']): Method => ({ scope: 'files:write', perMinute: 100, token: 'bot', run });

/** By channel ID alone: a user ID will not do here. */
function destination(args: Args, { workspace }: Platform): Conversation {
  const conversation = workspace.conversations.get(requiredString(args, 'channel_id'));
  if (!conversation) throw new MethodError('channel_not_found');
  if (!conversation.members.has(workspace.bot.userId)) throw new MethodError('not_in_channel');
  if (conversation.person && workspace.people.get(conversation.person)?.deleted) {
    throw new MethodError('channel_not_found');
  }
  return conversation;
}

function taken(args: Args, platform: Platform): SharedFile[] {
  const listed = jsonArg(args, 'files', 'invalid_arguments');
  if (!Array.isArray(listed) || listed.length === 0) {
    throw invalidArguments(['[ERROR] missing required field: files [json-pointer:/files]']);
  }
  return listed.map((entry) => {
    const { id, title } = isObject(entry) ? entry : {};
    const file = platform.uploads.take(stringOf(id), stringOf(title));
    if (!file) throw new MethodError('file_not_found');
    return file;
  });
}

export const fileMethods: Record<string, Method> = {
  'files.getUploadURLExternal': method((args, platform) => {
    const name = requiredString(args, 'filename');
    requiredString({ length: String(args.length ?? '') }, 'length');
    const length = integerOr(args, 'length', 0);
    if (length === 0) throw invalidArguments(['[ERROR] must be greater than 0 [json-pointer:/length]']);
    const { fileId, path } = platform.uploads.begin(name, length);
    return { upload_url: `${platform.baseUrl()}${path}`, file_id: fileId };
  }),
  'files.completeUploadExternal': method((args, platform) => {
    const conversation = destination(args, platform);
    const files = taken(args, platform);
    platform.workspace.post(conversation, {
      user: platform.workspace.bot.userId,
      fromBot: true,
      text: stringOf(args.initial_comment),
      blocks: null,
      metadata: null,
      threadTs: stringOf(args.thread_ts) || null,
      files,
    });
    return { files: files.map((file) => fileJson(file, platform.baseUrl())) };
  }),
};
