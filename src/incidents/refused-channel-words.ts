/** What admins read, by DM, when their channel did not take a message. Pure. */

import { code, escapeMrkdwn } from '../block-kit.ts';

/** A channel that was to carry a message and did not. */
export interface RefusedChannel {
  channel: string;
  /** Slack's error name. */
  refusal: string;
}

/** What a message's data says of it; null: it goes where it was meant to. */
export function refusedChannelOf(data: Readonly<Record<string, unknown>>): RefusedChannel | null {
  return typeof data.channel === 'string' && typeof data.refusal === 'string'
    ? { channel: data.channel, refusal: data.refusal }
    : null;
}

/** One line of mrkdwn below the message. */
export function refusedInWords({ channel, refusal }: RefusedChannel): string {
  return `:information_source: This was meant for <#${escapeMrkdwn(channel)}>, and Slack did not take it there (${code(refusal)}). Invite this app to the channel, or choose another under *Notices* in \`/gong-setup\`.`;
}
