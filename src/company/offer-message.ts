/** The DM that offers one company connection when people do not get through Gong's consent on their own. Pure. */

import { actions, button, context, mention, moment, section } from '../block-kit.ts';
import { technicalAdminFact } from '../connect/words.ts';
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
    ({ slackUserId, outcome, endedAt }) =>
      `• ${mention(slackUserId)}: the link ${outcome === 'lapsed' ? 'lapsed' : 'came back declined'}, ${moment(endedAt)}`,
  );
  const isOpen = standing === 'open';
  return {
    text: `${heading} ${isOpen ? 'One connection for the whole company spares them that.' : ''}`.trim(),
    blocks: [
      section(`*${heading}*\n${lines.join('\n')}\n${standingInWords[standing]}`),
      ...(isOpen
        ? [
            actions(button('Use one company connection', chooseCompanyAction, { style: 'primary' })),
            context(`:information_source: ${technicalAdminFact}`),
          ]
        : []),
    ],
  };
}

const standingInWords: Record<OfferStanding, string> = {
  open: 'A Gong Technical Admin can connect once for the whole company instead; everybody else is then let in without a browser. Personal connections that work keep working.',
  chosen: 'One connection for the whole company has been chosen since.',
  refused:
    'One connection for the whole company was tried since, and Composio refused to share it. If that changes, *How people connect* in `/gong-setup` tries again.',
};
