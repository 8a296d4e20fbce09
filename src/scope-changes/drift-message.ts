/** What admins read about drift, once: what differs, and over again when it no longer does. Pure. */

import { actions, button, code, context, moment, section } from '../block-kit.ts';
import type { SlackMessage } from '../ports.ts';
import { openScopesAction } from './actions.ts';
import type { Drift } from './drift.ts';

/** More scopes than this are counted. */
const mostNamed = 8;

export function buildDriftMessage(given: { drift: Drift; foundAt: number; endedAt: number | null }): SlackMessage {
  const { drift, foundAt, endedAt } = given;
  const lines = driftInWords(drift);
  if (endedAt !== null) {
    const text = 'The Gong scopes and the auth config no longer differ in this way.';
    return {
      text,
      blocks: [
        section(`:white_check_mark: *${text}*\n${lines.map((line) => `~${line}~`).join('\n')}`),
        context(`Found ${moment(foundAt)}, over ${moment(endedAt)}.`),
      ],
    };
  }
  const headline = 'Gong’s setup is not what was set up here.';
  return {
    text: `${headline} ${lines.join(' ').replaceAll('`', '')}`,
    blocks: [
      section(`:mag: *${headline}*\n${lines.map((line) => `• ${line}`).join('\n')}`),
      section(
        'If somebody meant this, put the same into *Change scopes*. If not, *Compare scopes* shows what to put right, and who has to reconnect.',
      ),
      actions(button('Compare scopes', openScopesAction, { style: 'primary' })),
      context(`Found by the daily comparison, ${moment(foundAt)}. You are told again only if it changes.`),
    ],
  };
}

/** One line for each kind of drift. */
export function driftInWords({ missing, extra, redirectUri, lacked, lacking }: Drift): string[] {
  const people = lacking === 1 ? '1 connection was' : `${lacking.toLocaleString('en-US')} connections were`;
  return [
    ...(missing.length > 0 ? [`Somebody took ${named(missing)} out of the auth config in Composio.`] : []),
    ...(extra.length > 0 ? [`Somebody added ${named(extra)} to the auth config in Composio.`] : []),
    ...(redirectUri === null ? [] : [`The auth config’s redirect URI in Composio is now ${code(redirectUri)}.`]),
    ...(lacked.length > 0 ? [`${people} granted less than is asked for: without ${named(lacked)}.`] : []),
  ];
}

function named(scopes: readonly string[]): string {
  const shown = scopes.slice(0, mostNamed).map(code).join(', ');
  return scopes.length > mostNamed ? `${shown} and ${scopes.length - mostNamed} more` : shown;
}
