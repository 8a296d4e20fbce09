/** What admins read about drift, once: what differs, and over again when it no longer does. Pure. */

import { actions, button, code, context, moment, section } from '../block-kit.ts';
import { checkSetupAction } from '../checkup/actions.ts';
import type { SlackMessage } from '../ports.ts';
import type { DriftEnding } from '../stores/scopes.ts';
import { openScopesAction } from './actions.ts';
import type { Drift } from './drift.ts';

/** More scopes than this are counted. */
const mostNamed = 8;

export function buildDriftMessage(given: {
  drift: Drift;
  foundAt: number;
  endedAt: number | null;
  ending: DriftEnding;
}): SlackMessage {
  const { drift, foundAt, endedAt, ending } = given;
  const lines = driftInWords(drift);
  if (endedAt !== null)
    return ending === 'gone' ? buildGone(endedAt) : buildOver(endings[ending], lines, foundAt, endedAt);
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

const endings = {
  put_right: {
    mark: ':white_check_mark:',
    text: 'The Gong scopes and the auth config no longer differ in this way.',
  },
  removed: { mark: ':wastebasket:', text: 'Gong was removed here, so scopes are compared no more.' },
} as const;

function buildOver(
  { mark, text }: { mark: string; text: string },
  lines: readonly string[],
  foundAt: number,
  endedAt: number,
): SlackMessage {
  return {
    text,
    blocks: [
      section(`${mark} *${text}*\n${lines.map((line) => `~${line}~`).join('\n')}`),
      context(`Found ${moment(foundAt)}, over ${moment(endedAt)}.`),
    ],
  };
}

/** Nothing was put right: there is nothing left that could be. */
function buildGone(goneAt: number): SlackMessage {
  const text = 'Composio no longer has the auth config that Gong was set up with.';
  return {
    text: `${text} It was deleted there, and nobody can connect. Check setup says what to do.`,
    blocks: [
      section(
        `:rotating_light: *${text}*\nIt was deleted there, or the bot’s API key is of another project now. Nobody can connect, and scopes cannot be compared. *Check setup* says what to do.`,
      ),
      actions(button('Check setup', checkSetupAction, { style: 'primary' })),
      context(`Found by the daily comparison, ${moment(goneAt)}.`),
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
