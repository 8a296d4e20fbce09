/** What admins read about trouble: what happened, the likely cause, what to do now. Pure. */

import { code, context, mentions, moment, section } from '../block-kit.ts';
import type { Cause } from '../connection.ts';
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

export function buildAuthConfigDisabledNotice(given: { authConfigId: string; since: number }): SlackMessage {
  return {
    text: 'The Gong auth config is disabled in Composio: nobody’s Gong connection works.',
    blocks: [
      section(
        `:no_entry: *The Gong auth config is disabled in Composio: nobody’s Gong connection works.*\nOpen Auth Configs in Composio, find ${code(given.authConfigId)} and enable it. Everybody’s connection then works again by itself. People have been told that you were asked.`,
      ),
      context(`Since ${moment(given.since)}.`),
    ],
  };
}

export function buildMassNotice(given: {
  cause: Cause;
  count: number;
  since: number;
  authConfigId: string;
}): SlackMessage {
  const headline = `${given.count} Gong connections stopped working at once.`;
  return {
    text: `${headline} Likely cause: ${likelyCauses[given.cause].cause}`,
    blocks: [
      section(
        `:rotating_light: *${headline}*\n*Likely cause:* ${likelyCauses[given.cause].cause}\n*What to do:* ${likelyCauses[given.cause].now}`,
      ),
      context(
        `First seen ${moment(given.since)}, and looked at twice. Auth config ${code(given.authConfigId)}. Each person is being told in turn, with a button to reconnect: repair the cause first.`,
      ),
    ],
  };
}

const refusedByGong = {
  cause:
    'the integration was disabled or deleted in Gong, its client secret was regenerated, or the Technical Admin who approved it has left.',
  now: 'open Admin centre &gt; API &gt; INTEGRATIONS in Gong. Is the integration there and enabled? If its secret was regenerated, put the new one into the auth config in Composio. Then people can reconnect.',
};

const likelyCauses: Record<Cause, { cause: string; now: string }> = {
  expired: refusedByGong,
  failed: refusedByGong,
  revoked: {
    cause: 'the permission was revoked for many people, in Gong or through Composio.',
    now: 'find out who revoked it. Once it is allowed again, people can reconnect.',
  },
  deleted: {
    cause: 'the connected accounts were deleted in Composio.',
    now: 'find out who deleted them (Composio keeps an audit log). People can reconnect at once.',
  },
  disabled: {
    cause: 'the connected accounts were paused in Composio.',
    now: 'enable them there. Everybody’s connection then works again by itself.',
  },
  auth_config_disabled: {
    cause: 'the auth config is disabled in Composio.',
    now: 'enable it under Auth Configs in Composio. Everybody’s connection then works again by itself.',
  },
};
