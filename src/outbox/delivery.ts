/** One message, from owed to shown. What happened is given back; the caller writes it down. */

import { SlackError } from '../errors.ts';
import type { OwedMessage } from '../model.ts';
import type { Composer, Outside, SlackMessage } from '../ports.ts';

export type DeliveryOutcome =
  | { kind: 'shown'; ts: string; revision: number; wasPosted: boolean }
  /** Found in the DM after a send of which nobody knew the outcome; which revision it shows is not known. */
  | { kind: 'found'; ts: string }
  | { kind: 'moot' }
  | { kind: 'later' }
  /** Slack asked for silence, or the bot is stopping: nothing was sent. */
  | { kind: 'silenced'; isSendUnknown: boolean }
  | { kind: 'failed'; error: SlackError; isSendUnknown: boolean };

/** A send that began this long before its row was written is not ours: clocks differ a little. */
const clockSkewMs = 5 * 60_000;

export interface Deliverer {
  /** Stores the DM's channel. */
  storeChannel(channel: string): Promise<void>;
  /** Writes down that a send is about to leave, so that a crash in the middle is known. */
  beforeSend(): Promise<void>;
  /** Waits until one more DM may be opened. */
  turnToOpen(): Promise<void>;
  /** Whether Slack must not be called now. */
  isSilenced(): boolean;
}

/** Makes Slack show the message's wanted revision: opens the DM, sends or edits. */
export async function deliver(
  { slack, store }: Pick<Outside, 'slack' | 'store'>,
  message: OwedMessage,
  compose: Composer,
  given: Deliverer,
): Promise<DeliveryOutcome> {
  const { teamId } = message;
  let { isSendUnknown } = message;
  let content = await compose(message);
  if (content === 'later') return { kind: 'later' };
  if (content === 'moot' && (message.ts !== null || !isSendUnknown)) return { kind: 'moot' };

  try {
    const isForChannel = isChannel(message.recipient);
    const known = isForChannel
      ? message.recipient
      : (message.channel ?? (await store.knownChannel(teamId, message.recipient)));
    if (known === null) {
      await given.turnToOpen();
      // Its turn took a while: what was true before may not be any more.
      content = await compose(message);
      if (content === 'later') return { kind: 'later' };
      if (content === 'moot' && !isSendUnknown) return { kind: 'moot' };
    }
    if (given.isSilenced()) return { kind: 'silenced', isSendUnknown };
    const dm = known ?? (await slack.openDm(teamId, message.recipient));
    if (message.channel === null) await given.storeChannel(dm);

    // A channel's history is not the bot's to read, since it has no scope for it: there, a message whose fate is unknown
    // is sent again, and may then be there twice. Lost would be worse (README: "Limits, honestly").
    if (message.ts === null && isSendUnknown && !isForChannel) {
      const found = await slack.findMessage(teamId, dm, message.id, message.createdAt - clockSkewMs);
      if (found !== null) return { kind: 'found', ts: found };
      isSendUnknown = false;
    }
    if (content === 'moot') return { kind: 'moot' };
    if (given.isSilenced()) return { kind: 'silenced', isSendUnknown };
    const labelled = withMessageId(content, message.id);
    if (message.ts !== null) {
      await slack.updateMessage(teamId, dm, message.ts, labelled);
      return { kind: 'shown', ts: message.ts, revision: message.revision, wasPosted: false };
    }
    await given.beforeSend();
    const ts = await slack.postMessage(teamId, dm, labelled);
    return { kind: 'shown', ts, revision: message.revision, wasPosted: true };
  } catch (error) {
    if (!(error instanceof SlackError)) throw error;
    const mayHaveLeft = message.ts === null && error.isOutcomeUnknown;
    return { kind: 'failed', error, isSendUnknown: isSendUnknown || mayHaveLeft };
  }
}

/** Whether messages go to a channel itself, which is not opened as a DM is (Slack: "Conversations API", object IDs). */
export function isChannel(recipient: string): boolean {
  return /^[CG]/.test(recipient);
}

/** By this the message is found in the DM's history. */
function withMessageId(content: SlackMessage, messageId: string): SlackMessage {
  const metadata = content.metadata ?? { event_type: 'gong_connect_message', event_payload: {} };
  return { ...content, metadata: { ...metadata, event_payload: { ...metadata.event_payload, message_id: messageId } } };
}
