/** What `/gong-setup` answers once Gong is set up, and its help. Pure. */

import type { KnownBlock } from '@slack/types';
import { actions, button, code, context, escapeMrkdwn, mention, moment, section, sections } from '../block-kit.ts';
import { findScope } from '../gong/scopes.ts';
import type { SavedSetup } from '../model.ts';
import type { SlackMessage } from '../ports.ts';
import { inviteAction, startOverAction } from './actions.ts';

/** The auth config's state at Composio; `unasked`: Composio did not answer in time. */
export type AuthConfigState = 'enabled' | 'disabled' | 'gone' | 'unasked';

export function buildSummary(given: {
  setup: SavedSetup;
  state: AuthConfigState;
  /** How many people are in which connection state. */
  counts: Readonly<Record<string, number>>;
}): SlackMessage {
  const { setup, state, counts } = given;
  const active = counts.active ?? 0;
  const blocks: KnownBlock[] = [
    section(`*Gong is set up.* ${stateInWords[state]}`),
    section(
      [
        `Auth config ID: ${code(setup.authConfigId)}`,
        `API base URL: ${code(setup.apiBaseUrl)}`,
        `Redirect URI: ${code(setup.redirectUriReadBack ?? setup.redirectUri)}`,
        `Set up by ${mention(setup.createdBy)}, ${moment(setup.savedAt ?? setup.createdAt)}`,
      ].join('\n'),
    ),
    section(`*People*\n${countsInWords(counts)}`),
    ...sections('*Scopes*', scopesInWords(setup.scopes)),
    actions(
      button('Invite people', inviteAction, { style: 'primary' }),
      ...(active === 0 ? [button('Start over', startOverAction, { value: setup.id, confirm: confirmStartOver })] : []),
    ),
  ];
  if (active === 0) {
    blocks.push(context('Nobody is connected yet. If the client secret or a scope was wrong, start over.'));
  }
  return { text: `Gong is set up. ${plainCounts(counts)}`, blocks };
}

/** One line for each scope. */
export function scopesInWords(scopes: readonly string[]): string[] {
  return scopes.map((name) => `• ${code(name)}${described(name)}`);
}

export function buildSetupHelp(): SlackMessage {
  const lines = [
    '`/gong-setup` sets Gong up for this workspace, or shows how it is set up',
    '`/gong-setup help` shows this',
    '`/gong-connect` connects your own account',
  ];
  return {
    text: `How to use /gong-setup: ${lines.join('; ').replaceAll('`', '')}`,
    blocks: [
      section(`*Set up Gong* (admins)\n${lines.join('\n')}`),
      context('You need a Gong account that is a Technical Admin. It takes about five minutes.'),
    ],
  };
}

const stateInWords: Record<AuthConfigState, string> = {
  enabled: 'The auth config is enabled.',
  disabled: ':warning: The auth config is *disabled* in Composio: enable it there, or nobody’s connection works.',
  gone: ':warning: Composio *no longer has* the auth config: it was deleted there. Nobody can connect.',
  unasked: 'Composio did not say just now whether the auth config is enabled.',
};

function described(name: string): string {
  const scope = findScope(name);
  return scope ? ` ${escapeMrkdwn(scope.description)}` : '';
}

function countsInWords(counts: Readonly<Record<string, number>>): string {
  return stateNames.map(([state, name]) => `${name}: ${counts[state] ?? 0}`).join(' · ');
}

function plainCounts(counts: Readonly<Record<string, number>>): string {
  return `${counts.active ?? 0} connected, ${(counts.broken ?? 0) + (counts.paused ?? 0)} not working.`;
}

const stateNames = [
  ['active', 'Connected'],
  ['broken', 'Not working'],
  ['paused', 'Paused'],
  ['unknown', 'Unknown'],
  ['left', 'Left Slack'],
] as const;

const confirmStartOver = {
  title: { type: 'plain_text' as const, text: 'Start over?' },
  text: {
    type: 'plain_text' as const,
    text: 'The wizard starts again. What is set up now stays in force until the new one is saved; links that are out stop working then.',
  },
  confirm: { type: 'plain_text' as const, text: 'Start over' },
  deny: { type: 'plain_text' as const, text: 'Keep it' },
};
