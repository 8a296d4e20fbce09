/** What admins read about connections that somebody paused one by one. Pure. */

import { code, context, mentions, moment, section } from '../block-kit.ts';
import type { SlackMessage } from '../ports.ts';

/** As many people are named; the others are counted. */
const mostNamed = 20;

/** @param paused at least one */
export function buildPausedNotice(
  paused: ReadonlyArray<{ owner: string; accountId: string | null; since: number }>,
): SlackMessage {
  const [first] = paused;
  const isOne = paused.length === 1;
  const owners = paused.map(({ owner }) => owner);
  const left = owners.length - mostNamed;
  const who = left > 0 ? `${mentions(owners.slice(0, mostNamed))} and ${left} more` : mentions(owners);
  const headline = isOne
    ? `${who}’s Gong connection was paused in Composio.`
    : `${paused.length} Gong connections were paused in Composio.`;
  const what = isOne
    ? `Agents cannot use it. If that was not meant, open the connected account ${code(first?.accountId ?? '')} in Composio and enable it. ${who} has been told and can also reconnect.`
    : `They belong to ${who}. Agents cannot use them. If that was not meant, enable the connected accounts in Composio. Everybody has been told and can also reconnect.`;
  return {
    text: headline,
    blocks: [
      section(`:double_vertical_bar: *${headline}*\n${what}`),
      context(`Since ${moment(Math.min(...paused.map(({ since }) => since)))}.`),
    ],
  };
}
