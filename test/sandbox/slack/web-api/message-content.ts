/** What a message is made of, read from arguments or from an answer to a command, and refused as Slack refuses it. */

import { checkFallbackText, checkMessage } from '../block-kit/checker.ts';
import { withIds } from '../block-kit/generated-ids.ts';
import { limits } from '../block-kit/limits.ts';
import type { Block } from '../block-kit/types.ts';
import { isObject, type JsonObject } from '../json.ts';
import { MethodError } from '../method-error.ts';
import type { Platform } from '../platform.ts';
import { type Args, jsonArg } from './method.ts';

/** `undefined` fields were not given; that matters for updates. */
export interface MessageContent {
  text: string | undefined;
  blocks: Block[] | undefined;
  metadata: JsonObject | undefined;
}

/** Reads text, blocks and metadata; throws `invalid_blocks`, `invalid_blocks_format`, `no_text`, … */
export function readContent(args: Args, platform: Platform): MessageContent {
  const text = args.text === undefined ? undefined : String(args.text).slice(0, limits.message.text);
  const blocks = jsonArg(args, 'blocks', 'invalid_blocks_format');
  const metadata = jsonArg(args, 'metadata', 'invalid_metadata_format');
  if (blocks !== undefined && !Array.isArray(blocks)) throw new MethodError('invalid_blocks_format');
  if (args.attachments !== undefined || args.markdown_text !== undefined) {
    throw new MethodError('not_in_sandbox', { detail: 'attachments and markdown_text are not simulated' });
  }
  const metadataMessages = checkMessage({ metadata });
  if (metadataMessages.length > 0) {
    throw new MethodError('invalid_metadata_schema', { response_metadata: { messages: metadataMessages } });
  }
  const messages = checkMessage({ blocks });
  if (messages.length > 0) throw new MethodError('invalid_blocks', { response_metadata: { messages } });
  const unread = platform.settings.strictText && (blocks?.length ?? 0) > 0 ? checkFallbackText({ text, blocks }) : [];
  if (unread.length > 0) throw new MethodError('no_text', { response_metadata: { messages: unread } });
  return {
    text,
    blocks: blocks === undefined ? undefined : withIds(blocks as Block[], platform.ids),
    metadata: isObject(metadata) ? metadata : undefined,
  };
}

/** Throws `no_text` when there would be nothing to show. */
export function needContent(content: MessageContent): void {
  if (!content.text && !content.blocks?.length) throw new MethodError('no_text');
}
