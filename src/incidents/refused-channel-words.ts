/** What admins read, by DM, when their channel did not take a message. Pure. */

import { code, context, escapeMrkdwn } from '../block-kit.ts';
import type { SlackMessage } from '../ports.ts';

/** A channel that was to carry a message and did not. */
interface RefusedChannel {
  channel: string;
  /** Slack's error name. */
  refusal: string;
}

/** The message as it is, and below it where it was meant to go when it could not go there. */
export function withRefusedChannel(message: SlackMessage, data: Readonly<Record<string, unknown>>): SlackMessage {
  const refused = refusedChannelOf(data);
  return refused === null ? message : { ...message, blocks: [...message.blocks, context(inWords(refused))] };
}

function refusedChannelOf(data: Readonly<Record<string, unknown>>): RefusedChannel | null {
  return typeof data.channel === 'string' && typeof data.refusal === 'string'
    ? { channel: data.channel, refusal: data.refusal }
    : null;
}

function inWords({ channel, refusal }: RefusedChannel): string {
  return `:information_source: This was meant for <#${escapeMrkdwn(channel)}>, and Slack did not take it there (${code(refusal)}). Invite this app to the channel, or choose another under *Notices* in \`/gong-setup\`.`;
}
