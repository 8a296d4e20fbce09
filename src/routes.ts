/** What Slack can ask of the bot, and how a feature answers. `app.ts` connects these to Bolt. */

import type { ModalView } from '@slack/types';
import type { SlackMessage } from './ports.ts';

/** Who is asking. */
export interface Sender {
  teamId: string;
  slackUserId: string;
}

export interface CommandRequest extends Sender {
  /** What stands behind the command, trimmed. */
  text: string;
  triggerId: string;
  /** Answers in private, later than the acknowledgement. */
  respond(message: SlackMessage): Promise<void>;
}

/** What a view's inputs hold, by block ID: a text, or a list of what was chosen; absent when empty. */
export type FormValues = Readonly<Record<string, string | readonly string[] | undefined>>;

export interface ActionRequest extends Sender {
  actionId: string;
  /** Tells equal buttons in one view or message apart; null: Slack did not say. */
  blockId: string | null;
  /** A button's value, or what was typed into an input that reports at once; null: none. */
  value: string | null;
  /** What a select, an overflow menu, radio buttons or checkboxes hold now; empty for a button. */
  selected: readonly string[];
  triggerId: string | null;
  /** The view that the button is in; null: a message. */
  view: {
    viewId: string;
    type: 'modal' | 'home';
    privateMetadata: string;
    /** `''`: the view has none. */
    callbackId: string;
    hash: string;
  } | null;
  /** What the view's inputs hold when the button is pressed; empty for a message. */
  values: FormValues;
  /** Whether the button is in a private answer, which can be replaced but not edited. */
  isEphemeral: boolean;
  /**
   * Answers in private. `replaceOriginal` puts the answer where the button was, if that was an answer to a command.
   * null: the button is in a view, where there is nothing to answer.
   */
  respond: ((message: SlackMessage, replaceOriginal: boolean) => Promise<void>) | null;
}

export interface SubmissionRequest extends Sender {
  viewId: string;
  privateMetadata: string;
  values: FormValues;
}

/** Somebody types into an external select. The answer is due within 3 seconds. */
export interface OptionsRequest extends Sender {
  actionId: string;
  blockId: string | null;
  /** What was typed so far, trimmed; `''` when nothing was. */
  query: string;
  /** Of the view that the select is in; `''`: a message. */
  privateMetadata: string;
}

/** One choice of a select: `text` is shown as it is, 75 characters at most. */
export interface Choice {
  text: string;
  value: string;
}

/** `answer` is part of the acknowledgement, due within 3 seconds; `later` is run after it. */
export interface CommandReply {
  answer?: SlackMessage;
  later?: () => Promise<void>;
}

export interface SubmissionReply {
  answer?:
    | { response_action: 'errors'; errors: Record<string, string> }
    | { response_action: 'update' | 'push'; view: ModalView }
    | { response_action: 'clear' };
  later?: () => Promise<void>;
}

/** An event of Slack's Events API: a hint, acknowledged before it is looked at. */
export interface EventRequest {
  teamId: string;
  event: Readonly<Record<string, unknown>>;
}

export interface Routes {
  commands?: Readonly<Record<string, (request: CommandRequest) => Promise<CommandReply>>>;
  /** Acknowledged before they run. */
  actions?: Readonly<Record<string, (request: ActionRequest) => Promise<void>>>;
  submissions?: Readonly<Record<string, (request: SubmissionRequest) => Promise<SubmissionReply>>>;
  /** By the select's action ID; Slack shows the first 100 choices. */
  options?: Readonly<Record<string, (request: OptionsRequest) => Promise<readonly Choice[]>>>;
  events?: Readonly<Record<string, (request: EventRequest) => Promise<void>>>;
}

/** The text of an input; `''` when it is empty or was not on the form. A block ID may carry `:` and a suffix. */
export function textOf(values: FormValues, blockId: string): string {
  const key = Object.keys(values).find((id) => id === blockId || id.startsWith(`${blockId}:`));
  const value = key === undefined ? undefined : values[key];
  return typeof value === 'string' ? value : '';
}

/** What was chosen in a select for several; empty when nothing was. */
export function choicesOf(values: FormValues, blockId: string): readonly string[] {
  const value = values[blockId];
  return Array.isArray(value) ? value : [];
}
