/** What somebody reads whom an admin has blocked. Pure. */

import { context, mentions, section } from '../block-kit.ts';
import type { SlackMessage } from '../ports.ts';

/** @param admins whom they can ask; empty: nobody is known */
export function buildBlocked(admins: readonly string[]): SlackMessage {
  const text = 'An admin has blocked the company’s Gong connection for you.';
  const ask = `If you need it, ask ${admins.length > 0 ? mentions(admins) : 'whoever looks after Gong here'}: only an admin can lift it.`;
  return {
    text: `${text} ${ask}`,
    blocks: [
      section(`:no_entry: *${text}*\n${ask}`),
      context('Agents and automations cannot read Gong for you. Asking to be let in again changes nothing meanwhile.'),
    ],
  };
}

/** The same message once it no longer holds. */
export function buildBlockLifted(): SlackMessage {
  const text = 'An admin had blocked the company’s Gong connection for you, and no longer does.';
  return { text: `${text} /gong-connect lets you in.`, blocks: [context(`${text} \`/gong-connect\` lets you in.`)] };
}
