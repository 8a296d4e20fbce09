/** What `/gong-connect` answers in private. Pure. */

import type { KnownBlock } from '@slack/types';
import { actions, button, code, context, mentions, moment, section, sections } from '../block-kit.ts';
import { causeInWords } from '../causes.ts';
import type { PersonStatus, SavedSetup } from '../model.ts';
import type { SlackMessage } from '../ports.ts';
import {
  askAdminsAction,
  detailsAction,
  disconnectAction,
  openFormAction,
  reconnectAction,
  testAction,
} from './actions.ts';
import { allowedInWords, verificationInWords } from './words.ts';

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

/** @param admins who was asked; empty: nobody could be found */
export function buildAsked(admins: readonly string[]): SlackMessage {
  const text =
    admins.length === 0
      ? 'No admin could be found to ask. Tell whoever looks after Slack in your company about `/gong-setup`.'
      : `Asked ${mentions(admins)}. You will be able to connect as soon as they have set Gong up.`;
  return { text, blocks: [section(text)] };
}

export function buildNotConnected(): SlackMessage {
  return {
    text: 'You are not connected to Gong.',
    blocks: [
      section('*You are not connected to Gong.*'),
      actions(button('Connect Gong', openFormAction, { style: 'primary' })),
    ],
  };
}

export function buildDisconnected(hadConnection: boolean): SlackMessage {
  const text = hadConnection
    ? 'Disconnected. Your Gong connection is being deleted, and Gong is told to withdraw what you allowed. `/gong-connect` connects you again.'
    : 'There was nothing to disconnect: you are not connected to Gong.';
  return { text, blocks: [section(text)] };
}

export function buildLinkSent(): SlackMessage {
  const text = 'A new personal link is on its way to your direct messages with this app.';
  return { text, blocks: [section(`:incoming_envelope: ${text}`)] };
}

/** @param withDetails what a developer needs to use the connection */
export function buildStatusCard(status: PersonStatus, setup: SavedSetup | null, withDetails: boolean): SlackMessage {
  const connection = status.connection;
  if (!connection || connection.state === 'none' || connection.state === 'left') return buildNotConnected();
  const isActive = connection.state === 'active';
  const headline = isActive
    ? `*Connected to Gong* since ${moment(connection.since)}`
    : connection.state === 'unknown'
      ? '*Your Gong connection is in a state nobody knows yet.* It may or may not work.'
      : `*Your Gong connection does not work* since ${moment(connection.since)}.\n${causeInWords(connection.cause).what}`;
  const checked = status.lastCheckedAt === null ? 'not yet' : moment(status.lastCheckedAt);
  const scopes = connection.scopes.length > 0 ? connection.scopes : (setup?.scopes ?? []);
  const blocks: KnownBlock[] = [
    section(`${isActive ? ':white_check_mark:' : ':warning:'} ${headline}`),
    context(
      `Last checked: ${checked}${isActive ? ` · ${verificationInWords(connection.verification ?? 'skipped')}` : ''}`,
    ),
    ...sections('*What it is allowed to do*', allowedInWords(scopes)),
  ];
  if (withDetails) blocks.push(section(details(status)));
  blocks.push(
    actions(
      button('Reconnect', reconnectAction, isActive ? {} : { style: 'primary' }),
      ...(connection.verification === 'wrong_base_url' ? [button('Change the URL', openFormAction)] : []),
      ...(isActive ? [button('Test it', testAction)] : []),
      button('Disconnect', disconnectAction, { style: 'danger', confirm: confirmDisconnect }),
      ...(withDetails ? [] : [button('Details', detailsAction)]),
    ),
  );
  return { text: isActive ? 'You are connected to Gong.' : 'Your Gong connection does not work.', blocks };
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
