/** The form of how admins hear of trouble, and what it answers. Pure. */

import type { ModalView } from '@slack/types';
import { actions, button, code, context, escapeMrkdwn, mention, plain, section } from '../block-kit.ts';
import { timeOfDayInWords } from '../local-time.ts';
import type { SlackMessage } from '../ports.ts';
import { buildPlainView } from '../screens-view.ts';
import type { NoticePreferences } from '../stores/notices.ts';
import { noticesAction, noticesCallback } from './actions.ts';

export const channelBlock = 'channel';
export const paceBlock = 'pace';
export const quietFromBlock = 'quiet_from';
export const quietUntilBlock = 'quiet_until';
export const zoneBlock = 'zone';

const title = 'Notices';

const paces = {
  immediate: { text: plain('At once'), value: 'immediate' },
  digest: { text: plain('Once a day, at nine'), value: 'digest' },
} as const;

/**
 * The time zone that was shown travels in `private_metadata`.
 * @param readersZone of whoever has the form open: it is theirs unless hours were chosen by another clock
 */
export function buildNoticesForm(preferences: NoticePreferences, readersZone: string): ModalView {
  const { channel, pace, quiet } = preferences;
  const timeZone = pace === 'digest' || quiet !== null ? preferences.timeZone : readersZone;
  return {
    type: 'modal',
    callback_id: noticesCallback,
    private_metadata: timeZone,
    title: plain(title),
    submit: plain('Save'),
    close: plain('Cancel'),
    blocks: [
      section('How the admins of Gong hear that something is wrong. People’s own alerts are not affected by this.'),
      {
        type: 'input',
        block_id: channelBlock,
        optional: true,
        label: plain('Channel'),
        hint: plain('Left empty, each admin gets a direct message. This app must be in the channel.'),
        element: {
          type: 'conversations_select',
          action_id: 'value',
          placeholder: plain('Direct messages'),
          filter: { include: ['public', 'private'], exclude_bot_users: true },
          ...(channel === null ? {} : { initial_conversation: channel }),
        },
      },
      {
        type: 'input',
        block_id: paceBlock,
        label: plain('When'),
        hint: plain('The digest lists what happened and what still is. On a day without news nothing is sent.'),
        element: {
          type: 'static_select',
          action_id: 'value',
          options: Object.values(paces),
          initial_option: paces[pace],
        },
      },
      timeInput(quietFromBlock, 'Quiet from', quiet?.from ?? null),
      timeInput(quietUntilBlock, 'Quiet until', quiet?.until ?? null),
      ...(timeZone === readersZone ? [] : [zoneInput(timeZone, readersZone)]),
      context(
        `Times are those of ${timeZone === readersZone ? 'your own time zone' : 'the time zone that was chosen'}, ${code(timeZone)}. In quiet hours no new message is sent, however urgent: it comes when they are over. Messages that are there already are still kept up to date.`,
      ),
    ],
  };
}

function timeInput(blockId: string, label: string, minute: number | null): ModalView['blocks'][number] {
  return {
    type: 'input',
    block_id: blockId,
    optional: true,
    label: plain(label),
    element: {
      type: 'timepicker',
      action_id: 'value',
      ...(minute === null ? {} : { initial_time: timeOfDayInWords(minute) }),
    },
  };
}

/** Offered where the two differ: who only looks at the form moves nobody's hours. */
function zoneInput(timeZone: string, readersZone: string): ModalView['blocks'][number] {
  const option = (value: string, whose: string) => ({ text: plain(`${whose}: ${value}`.slice(0, 75)), value });
  const present = option(timeZone, 'As it is');
  return {
    type: 'input',
    block_id: zoneBlock,
    label: plain('Time zone'),
    element: {
      type: 'static_select',
      action_id: 'value',
      options: [present, option(readersZone, 'Your own')],
      initial_option: present,
    },
  };
}

/** Shown at once, while the channel is tried. */
export function buildSavingView(): ModalView {
  return buildPlainView(title, [section(':hourglass_flowing_sand: *Saving…*')]);
}

/** @param chosen what holds from now on */
export function buildSavedView(chosen: NoticePreferences): ModalView {
  return buildPlainView(title, [section(`:white_check_mark: *Saved.*\n${inWords(chosen)}`)]);
}

/** @param words what happened, why and what to do now, as mrkdwn */
export function buildNotSavedView(words: string): ModalView {
  return buildPlainView(title, [
    section(`:warning: *Not saved.*\n${words}`),
    actions(button('Choose again', noticesAction, { style: 'primary' })),
  ]);
}

/** Slack's refusals of a channel, in words (Slack: chat.postMessage, errors). */
export function channelRefusal(channel: string, slackError: string): string {
  const where = `<#${escapeMrkdwn(channel)}>`;
  switch (slackError) {
    case 'is_archived':
      return `${where} is archived, so nothing can be posted there. Choose another channel.`;
    case 'not_in_channel':
    case 'channel_not_found':
      return `This app is not in ${where}, so it cannot post there. Open the channel, type \`/invite\` and choose this app; then choose the channel again.`;
    default:
      return `Slack did not let this app post in ${where} (${code(slackError)}). Choose another channel, or ask whoever manages your Slack workspace.`;
  }
}

/** Posted in the channel that was chosen: it shows that the app can. */
export function buildGreeting(actor: string): SlackMessage {
  const text = 'Notices about Gong connections will come here.';
  return { text, blocks: [section(`:satellite_antenna: *${text}*`), context(`Chosen by ${mention(actor)}.`)] };
}

function inWords({ channel, pace, quiet, timeZone }: NoticePreferences): string {
  const where = channel === null ? 'a direct message to each admin' : `<#${escapeMrkdwn(channel)}>`;
  const when = pace === 'digest' ? 'once a day at nine' : 'at once';
  const quietly =
    quiet === null ? '' : ` Nothing new from ${timeOfDayInWords(quiet.from)} until ${timeOfDayInWords(quiet.until)}.`;
  const zone = pace === 'digest' || quiet !== null ? ` Time zone: ${code(timeZone)}.` : '';
  return `Notices come ${when}, in ${where}.${quietly}${zone}`.replace('in a direct', 'as a direct');
}
