/** The roster's DMs: that an admin disconnected somebody, and what became of work whose view is closed. Pure. */

import { actions, button, context, mention, section } from '../block-kit.ts';
import { openFormAction, reconnectAction } from '../connect/actions.ts';
import type { NewMessage } from '../model.ts';
import type { SlackMessage } from '../ports.ts';

export const disconnectedMessageKind = 'disconnected_by_admin';
export const repairMessageKind = 'repair_asked';
export const rosterResultKind = 'roster_result';

/** Tells somebody that an admin took their connection away. */
export function disconnectedMessage(id: string, slackUserId: string, by: string): NewMessage {
  return {
    id,
    recipient: slackUserId,
    kind: disconnectedMessageKind,
    subject: slackUserId,
    dedupeKey: `disconnected_by_admin:${id}`,
    data: { by },
  };
}

/** Asks somebody to repair their connection, once a day at most. @param given.day since the Unix epoch */
export function repairMessage(id: string, given: { slackUserId: string; by: string; day: number }): NewMessage {
  return {
    id,
    recipient: given.slackUserId,
    kind: repairMessageKind,
    subject: given.slackUserId,
    dedupeKey: `repair_asked:${given.slackUserId}:${given.day}`,
    data: { by: given.by },
  };
}

/** Tells an admin what the open view would have said. @param words mrkdwn */
export function rosterResultMessage(id: string, admin: string, words: string): NewMessage {
  return {
    id,
    recipient: admin,
    kind: rosterResultKind,
    subject: admin,
    dedupeKey: `roster_result:${id}`,
    data: { words },
  };
}

export function buildDisconnectedByAdmin(by: string): SlackMessage {
  return {
    text: `${mention(by)} disconnected your Gong.`,
    blocks: [
      section(
        `:electric_plug: *${mention(by)} disconnected your Gong.*\nAgents and automations can no longer use Gong for you. If you did not expect that, ask ${mention(by)}; you can connect again at any time.`,
      ),
      actions(button('Connect Gong', openFormAction)),
      context('`/gong-connect status` shows how your connection is.'),
    ],
  };
}

/** @param isWorking they have reconnected since */
export function buildRepairAsked(by: string, isWorking: boolean): SlackMessage {
  if (isWorking) {
    return {
      text: 'Your Gong connection works again.',
      blocks: [section(':white_check_mark: *Your Gong connection works again.* There is nothing left to do.')],
    };
  }
  return {
    text: `${mention(by)} asks you to reconnect your Gong: it does not work at the moment.`,
    blocks: [
      section(
        `:bell: *${mention(by)} asks you to reconnect your Gong.*\nIt does not work at the moment, so nothing that you automated with it runs. It takes less than a minute.`,
      ),
      actions(button('Reconnect', reconnectAction, { style: 'primary' })),
    ],
  };
}

export function buildRosterResult(words: string): SlackMessage {
  return { text: words.replace(/[*`]/g, ''), blocks: [section(words)] };
}
