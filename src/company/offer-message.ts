/** The DM that offers one company connection when people do not get through Gong's consent on their own. Pure. */

import { actions, button, code, context, mention, moment, section } from '../block-kit.ts';
import { refusalOf } from '../connect/refusal-words.ts';
import { technicalAdminFactForAdmins } from '../connect/words.ts';
import type { SlackMessage } from '../ports.ts';
import type { StuckConsent } from '../stores/company.ts';
import { chooseCompanyAction } from './actions.ts';

/** `chosen`: one connection has been chosen meanwhile; `refused`: it was, and Composio did not share it. */
export type OfferStanding = 'open' | 'chosen' | 'refused';

export function buildOffer(consents: readonly StuckConsent[], standing: OfferStanding): SlackMessage {
  const people = new Set(consents.map(({ slackUserId }) => slackUserId)).size;
  const heading =
    people === 1
      ? `${consents.length} links to connect Gong came to nothing.`
      : `${people} people could not connect Gong on their own.`;
  const lines = consents.map(
    ({ slackUserId, endedAt, ...consent }) =>
      `• ${mention(slackUserId)}: ${outcomeInWords(consent)}, ${moment(endedAt)}`,
  );
  const isOpen = standing === 'open';
  return {
    text: `${heading} ${isOpen ? 'One connection for the whole company spares them that.' : ''}`.trim(),
    blocks: [
      section(`*${heading}*\n${lines.join('\n')}\n${standingInWords[standing]}`),
      ...(isOpen
        ? [
            actions(button('Use one company connection', chooseCompanyAction, { style: 'primary' })),
            context(`:information_source: ${technicalAdminFactForAdmins}`),
          ]
        : []),
    ],
  };
}

/** What is known: a link that lapsed says nothing of why. */
function outcomeInWords({ outcome, reason = null }: Pick<StuckConsent, 'outcome' | 'reason'>): string {
  if (outcome === 'lapsed') return 'the link lapsed';
  if (refusalOf(reason) === 'consent') return 'it was not approved in Gong';
  return `the link came back without a connection${reason === null ? '' : ` (${code(reason.slice(0, longestReason))})`}`;
}

const longestReason = 200;

const standingInWords: Record<OfferStanding, string> = {
  open: 'A Gong Technical Admin can connect once for the whole company instead; everybody else is then let in without a browser. Personal connections that work keep working.',
  chosen: 'One connection for the whole company has been chosen since.',
  refused:
    'One connection for the whole company was tried since, and Composio refused to share it. If that changes, *How people connect* in `/gong-setup` tries again.',
};
