/** What `/gong-connect` answers in private. Pure. */

import type { Button, KnownBlock } from '@slack/types';
import { isUnderWay } from '../attempt.ts';
import { actions, button, code, context, mentions, moment, section, sections } from '../block-kit.ts';
import { causeInWords, isOfReplacedSetup } from '../causes.ts';
import type { ConnectionState } from '../connection.ts';
import { isNotAnswering } from '../connections-port.ts';
import type { Connection, PersonStatus, SavedSetup } from '../model.ts';
import type { SlackMessage } from '../ports.ts';
import type { Pause } from '../stores/pauses.ts';
import {
  askAdminsAction,
  detailsAction,
  disconnectAction,
  openFormAction,
  reconnectAction,
  testAction,
} from './actions.ts';
import { refusalOf } from './refusal-words.ts';
import {
  allowedInWords,
  besidesPauseInWords,
  connectedInWords,
  pausedPlainly,
  pauseInWords,
  type ReasonToAsk,
  testedJustNow,
  verificationInWords,
} from './words.ts';

export function buildHelp(): SlackMessage {
  const lines = [
    '`/gong-connect` connects your Gong account, or shows how your connection is',
    '`/gong-connect status` shows how your connection is',
    '`/gong-connect disconnect` removes your connection',
    '`/gong-connect help` shows this',
  ];
  return {
    text: `How to use /gong-connect: ${lines.join('; ').replaceAll('`', '')}`,
    blocks: [
      section(`*Connect your Gong account*\n${lines.join('\n')}`),
      context('You will get a direct message if your connection stops working, with a button that repairs it.'),
    ],
  };
}

export function buildNotSetUp(): SlackMessage {
  return {
    text: 'Gong is not set up in this workspace yet. An admin can do that with /gong-setup.',
    blocks: [
      section('*Gong is not set up in this workspace yet.*\nAn admin can do that with `/gong-setup` in a few minutes.'),
      actions(button('Ask the admins', askAdminsAction, { style: 'primary' })),
    ],
  };
}

/** The answer to a test where no card can be shown anew. @param result what it showed, in words */
export function buildTested(result: string): SlackMessage {
  const text = testedJustNow(result);
  return { text: text.replaceAll('*', ''), blocks: [section(text)] };
}

/** Nothing can be connected just now. */
export function buildPaused(pause: Pause): SlackMessage {
  return { text: pausedPlainly, blocks: [section(pauseInWords(pause))] };
}

/**
 * @param admins who was asked; empty: nobody else could be found
 * @param isAdmin the person who asks is one of those who look after Gong
 * @param isRepeated they were asked earlier that day, and are not asked again
 */
export function buildAsked(
  admins: readonly string[],
  {
    isAdmin = false,
    isRepeated = false,
    why = 'not_set_up',
    reason = null,
  }: { isAdmin?: boolean; isRepeated?: boolean; why?: ReasonToAsk; reason?: string | null } = {},
): SlackMessage {
  const next = why === 'declined' && refusalOf(reason) === 'setup' ? onceLookedAt : afterAsking[why];
  const text = askedInWords(mentions(admins), isAdmin, isRepeated, next);
  return { text, blocks: [section(text)] };
}

function askedInWords(names: string, isAdmin: boolean, isRepeated: boolean, next: string): string {
  if (names === '') {
    return isAdmin
      ? 'You look after Gong in this workspace yourself: type `/gong-setup`.'
      : 'No admin could be found to ask. Tell whoever looks after Slack in your company about `/gong-setup`.';
  }
  const done = isRepeated ? `You have asked ${names} today already.` : `Asked ${names}.`;
  return `${done} ${next}`;
}

const onceLookedAt = 'You will be able to connect as soon as they have looked at the setup of Gong.';
const companyInstead =
  'They can have a Gong Technical Admin connect once for everybody, and then let you in without a browser.';
const afterAsking: Record<ReasonToAsk, string> = {
  not_set_up: onceLookedAt,
  stuck: onceLookedAt,
  not_technical_admin: `${companyInstead} No link was sent to you.`,
  waiting: `${companyInstead} Your link stays as it is.`,
  lapsed: companyInstead,
  declined: companyInstead,
  company_not_connected: 'You are let in as soon as a Gong Technical Admin has connected, and hear of it here.',
};

const linkIsWaiting = 'Your personal link is waiting in your direct messages with this app.';

/** Somebody asks for a setup that exists meanwhile. */
export function buildSetUpMeanwhile(): SlackMessage {
  return {
    text: 'Gong is set up now. You can connect.',
    blocks: [
      section(':tada: *Gong is set up now.*'),
      actions(button('Connect Gong', openFormAction, { style: 'primary' })),
    ],
  };
}

/** @param isWaiting a link of theirs is on its way or out */
export function buildNotConnected(isWaiting = false): SlackMessage {
  if (isWaiting) {
    const text = 'You are not connected to Gong yet.';
    return {
      text: `${text} ${linkIsWaiting}`,
      blocks: [section(`*${text}*\n${linkIsWaiting}`), actions(button('Send another link', openFormAction))],
    };
  }
  return {
    text: 'You are not connected to Gong.',
    blocks: [
      section('*You are not connected to Gong.*'),
      actions(button('Connect Gong', openFormAction, { style: 'primary' })),
    ],
  };
}

/**
 * @param had what there was to disconnect
 * @param remark said below; null: nothing
 */
export function buildDisconnected(
  had: 'connection' | 'grant' | 'link' | 'nothing',
  remark: string | null = null,
): SlackMessage {
  const text = disconnectedInWords[had];
  return { text, blocks: [section(text), ...(remark === null ? [] : [context(remark)])] };
}

const disconnectedInWords = {
  connection:
    'Disconnected. Your Gong connection is being deleted, and Gong is told to withdraw what you allowed. `/gong-connect` connects you again.',
  grant:
    'Disconnected. You are being taken out of the company’s Gong connection, which stays for the others. `/gong-connect` lets you in again.',
  link: 'Your link was cancelled and no longer works. You are not connected to Gong. `/gong-connect` sends you a new one.',
  nothing: 'There was nothing to disconnect: you are not connected to Gong.',
};

export function buildLinkSent(): SlackMessage {
  const text = 'A new personal link is on its way to your direct messages with this app.';
  return { text, blocks: [section(`:incoming_envelope: ${text}`)] };
}

/**
 * @param withDetails what a developer needs to use the connection
 * @param more `remark`: said below; null: nothing; `pause`: the admins' own that goes on; null: there is none;
 * `isTested`: it was tested just now, which the card is the answer to
 */
export function buildStatusCard(
  status: PersonStatus,
  setup: SavedSetup | null,
  withDetails: boolean,
  {
    remark = null,
    pause = null,
    isTested = false,
  }: { remark?: string | null; pause?: Pause | null; isTested?: boolean } = {},
): SlackMessage {
  const connection = status.connection;
  const isWaiting = isUnderWay(status.attempt) && pause === null;
  if (!connection || connection.state === 'none' || connection.state === 'left') {
    return pause === null ? buildNotConnected(isWaiting) : buildPaused(pause);
  }
  const isActive = connection.state === 'active';
  const standing = isOfReplacedSetup(connection, setup) ? 'replaced' : 'in_force';
  const { isWell, headline: connected } = connectedInWords(connection.verification);
  const headline = isActive
    ? `*${isWell ? 'Connected to Gong' : connected}* since ${moment(connection.since)}`
    : connection.state === 'unknown'
      ? '*Your Gong connection is in an unknown state.* It may or may not work.'
      : `*Your Gong connection does not work* since ${moment(connection.since)}.\n${causeInWords(connection.cause, standing).what}`;
  const checked = status.lastCheckedAt === null ? 'not yet' : moment(status.lastCheckedAt);
  const scopes = connection.scopes.length > 0 ? connection.scopes : (setup?.scopes ?? []);
  const besides = pause === null ? null : besidesPauseInWords(connection);
  const blocks: KnownBlock[] = [
    section(
      pause === null ? `${isActive && isWell ? ':white_check_mark:' : ':warning:'} ${headline}` : pauseInWords(pause),
    ),
    ...(besides === null ? [] : [context(besides)]),
    ...(isTested ? [section(testedJustNow(verificationInWords(connection.verification)))] : []),
    context(
      `Last checked: ${checked}${isActive && pause === null && !isTested ? ` · ${verificationInWords(connection.verification)}` : ''}`,
    ),
    ...sections('*What it is allowed to do*', allowedInWords(scopes)),
  ];
  if (isWaiting) blocks.push(context(`:hourglass: ${linkIsWaiting}`));
  if (withDetails) blocks.push(section(details(status)));
  blocks.push(
    actions(
      ...(pause === null ? repairs(connection) : []),
      button('Disconnect', disconnectAction, { style: 'danger', confirm: confirmDisconnect }),
      ...(withDetails ? [] : [button('Details', detailsAction)]),
    ),
  );
  if (remark !== null) blocks.push(context(remark));
  const text = isActive && !isWell ? `${connected}.` : cardText(connection.state);
  return { text: pause === null ? text : pausedPlainly, blocks };
}

/** What makes a connection work, or shows that it does: nothing of it can be done while Gong is paused. */
function repairs({ state, verification }: Connection): Button[] {
  const isActive = state === 'active';
  return [
    button('Reconnect', reconnectAction, isActive ? {} : { style: 'primary' }),
    ...(isNotAnswering(verification) ? [button('Change the URL', openFormAction)] : []),
    ...(isActive ? [button('Test it', testAction)] : []),
  ];
}

function cardText(state: ConnectionState): string {
  if (state === 'active') return 'You are connected to Gong.';
  return state === 'unknown'
    ? 'Nobody knows whether your Gong connection works.'
    : 'Your Gong connection does not work.';
}

function details({ person, connection }: PersonStatus): string {
  return [
    '*Details*, for those who use the connection',
    `Status: ${code(connection?.status ?? 'deleted')}${connection?.statusReason ? ` (${code(connection.statusReason)})` : ''}`,
    `Account ID: ${code(connection?.accountId ?? '')}`,
    `External user ID: ${code(person?.externalUserId ?? '')}`,
    `Auth config ID: ${code(connection?.authConfigId ?? '')}`,
    `Toolkit: ${code('GONG')} · Authentication: ${code('OAUTH2')}`,
    `API base URL: ${code(connection?.baseUrl ?? '')}`,
  ].join('\n');
}

export const confirmDisconnect = {
  title: { type: 'plain_text' as const, text: 'Disconnect Gong?' },
  text: {
    type: 'plain_text' as const,
    text: 'Agents and automations will no longer be able to read your Gong. You can connect again at any time.',
  },
  confirm: { type: 'plain_text' as const, text: 'Disconnect' },
  deny: { type: 'plain_text' as const, text: 'Keep it' },
  style: 'danger' as const,
};
