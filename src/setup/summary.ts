/** What `/gong-setup` answers once Gong is set up, and its help. Pure. */

import type { KnownBlock } from '@slack/types';
import { actions, button, code, context, mention, moment, section, sections } from '../block-kit.ts';
import type { SavedSetup } from '../model.ts';
import type { SlackMessage } from '../ports.ts';
import { inviteAction, startOverAction } from './actions.ts';
import { redirectUriRemark } from './redirect-uri-words.ts';
import { scopesInWords } from './words.ts';

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
        `Set up by ${mention(setup.createdBy)}, ${moment(setup.savedAt ?? setup.createdAt)}`,
      ].join('\n'),
    ),
    ...redirectUriRemark(setup),
    section(`*People*\n${countsInWords(counts)}`),
    ...sections('*Scopes*', scopesInWords(setup.scopes)),
    actions(
      button('Invite people', inviteAction, { style: 'primary' }),
      ...(active === 0 ? [button('Start over', startOverAction, { value: setup.id, confirm: confirmStartOver })] : []),
    ),
  ];
  if (active === 0) {
    blocks.push(context('Nobody is connected. If the client secret or a scope was wrong, start over.'));
  }
  return { text: `Gong is set up. ${plainCounts(counts)}`, blocks };
}

export function buildSetupHelp(): SlackMessage {
  const lines = [
    '`/gong-setup` sets Gong up for this workspace, or shows how it is set up',
    '`/gong-setup help` shows this',
    '`/gong-connect` connects your own account',
  ];
  const troubles = [
    '*Gong speaks of the redirect URI*: `/gong-setup` shows the one that Composio sends. The integration in Gong needs exactly that, without a slash behind it.',
    '*No Admin centre in Gong*: it takes a Technical Admin. Ask one of them, or do it together.',
    '*The client secret was wrong or is lost*: Gong makes a new one in the integration’s menu. While nobody is connected, *Start over* takes it.',
    '*Something is not allowed*: the scopes ticked in Gong must be exactly those that `/gong-setup` lists.',
    '*Connections went inactive*: see whether the integration was switched off in Gong, or the auth config in Composio.',
    '*Gong does not answer*: the API base URL is `https://api.gong.io` or your own, shown in Gong at Admin centre &gt; API; never the address in the browser.',
  ];
  return {
    text: `How to use /gong-setup: ${lines.join('; ').replaceAll('`', '')}`,
    blocks: [
      section(`*Set up Gong* (admins)\n${lines.join('\n')}`),
      section(`*When something does not fit*\n${troubles.map((trouble) => `• ${trouble}`).join('\n')}`),
      context('You need to be a Technical Admin in Gong, or to have one beside you. It takes about five minutes.'),
    ],
  };
}

const stateInWords: Record<AuthConfigState, string> = {
  enabled: 'The auth config is enabled.',
  disabled: ':warning: The auth config is *disabled* in Composio: enable it there, or nobody’s connection works.',
  gone: ':warning: Composio *no longer has* the auth config: it was deleted there, and nobody can connect. Start over to make a new one; the button is there once nobody counts as connected, a few minutes from now at most.',
  unasked: 'Composio did not say just now whether the auth config is enabled.',
};

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
