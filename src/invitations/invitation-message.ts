/** The DM that invites somebody, and the shorter one that reminds them. Pure. */

import type { KnownBlock } from '@slack/types';
import { actions, button, context, mention, section } from '../block-kit.ts';
import { openFormAction } from '../connect/actions.ts';
import { quickForTechnicalAdmins } from '../connect/words.ts';
import type { ConnectionMode } from '../model.ts';
import type { SlackMessage } from '../ports.ts';
import { stopRemindersAction } from './actions.ts';
import { factFor } from './words.ts';

/** How its reader stands; `quiet`: not connected, and no reminder follows. */
export type ReaderState = 'invited' | 'quiet' | 'connected';

/** @param from who invited, a Slack user ID */
export function buildInvitation(from: string, state: ReaderState, mode: ConnectionMode): SlackMessage {
  if (state === 'connected') return connected(`${mention(from)} invited you to connect your Gong account.`);
  const takes = duration[mode];
  return {
    text: `${mention(from)} invites you to connect your Gong account. ${takes}`,
    blocks: [
      section(
        `:wave: ${mention(from)} invites you to connect your Gong account, so that your team’s agents and automations can work with Gong for you.\n${takes}`,
      ),
      ...buttons(state, 'Don’t remind me'),
      context(`:information_source: ${factFor(mode)}`),
    ],
  };
}

/** @param from who invited or asked for the reminder */
export function buildNudge(from: string, state: ReaderState, mode: ConnectionMode): SlackMessage {
  if (state === 'connected') return connected('This was a reminder to connect your Gong account.');
  const words = `Your Gong account is not connected yet. ${mention(from)} invited you. ${duration[mode]}`;
  return {
    text: `A reminder: ${words}`,
    blocks: [
      section(`:bell: ${words}`),
      ...buttons(state, 'Stop reminding me'),
      ...(mode === 'personal' ? [context(`:information_source: ${factFor(mode)}`)] : []),
    ],
  };
}

const duration: Readonly<Record<ConnectionMode, string>> = {
  personal: quickForTechnicalAdmins,
  company: 'It takes one press.',
};

function buttons(state: ReaderState, stop: string): KnownBlock[] {
  const connect = button('Connect Gong', openFormAction, { style: 'primary' });
  return state === 'quiet'
    ? [actions(connect), context('You will not be reminded of this.')]
    : [actions(connect, button(stop, stopRemindersAction))];
}

function connected(what: string): SlackMessage {
  return {
    text: 'Your Gong account is connected.',
    blocks: [section(`:white_check_mark: *Connected.* ${what} That is done.`)],
  };
}
