/** What the admins read when somebody turns to them about connecting. Pure. */

import type { Button } from '@slack/types';
import { actions, code, mention, section } from '../block-kit.ts';
import type { SlackMessage } from '../ports.ts';
import { refusalOf } from './refusal-words.ts';
import type { ReasonToAsk } from './words.ts';

const longestReason = 300;

export interface AskedGiven {
  /** The Slack user ID of who asks. */
  asker: string;
  why: ReasonToAsk;
  /** What came back of their link, as Composio says it; null: nothing. */
  reason: string | null;
  /** Buttons that help: where somebody cannot or may not approve in Gong, and where the setup itself is at fault. */
  buttons: { consent: readonly Button[]; setup: readonly Button[] };
}

export function buildAskedMessage({ asker, why, reason, buttons }: AskedGiven): SlackMessage {
  const { what, todo, help } = wordsFor(why, reason);
  const says = `${mention(asker)} ${what}`;
  const choices = help === null ? [] : buttons[help];
  const said = reason === null ? '' : `\nWhat came back: ${code(reason.slice(0, longestReason))}`;
  return {
    text: `${says} ${todo}`.replace(/[`*]/g, ''),
    blocks: [section(`${says}${said}`), section(todo), ...(choices.length > 0 ? [actions(...choices)] : [])],
  };
}

/** What there is to say once nobody has to do anything for them any more. */
export type AskedDone = 'set_up' | 'connected';

export function buildAskedDone(asker: string, done: AskedDone): SlackMessage {
  const text = {
    set_up: `${mention(asker)} asked for Gong to be set up. It is now, and they have been told that they can connect.`,
    connected: `${mention(asker)} asked you about connecting Gong, and is connected now.`,
  }[done];
  return { text, blocks: [section(`:white_check_mark: ${text}`)] };
}

interface Words {
  /** Behind the person's name. */
  what: string;
  todo: string;
  help: keyof AskedGiven['buttons'] | null;
}

/** Of a link that came back, what is known is said, and nothing more. */
function wordsFor(why: ReasonToAsk, reason: string | null): Words {
  if (why !== 'declined') return words[why];
  switch (refusalOf(reason)) {
    case 'setup':
      return {
        what: 'pressed *Allow* in Gong, and Composio could not complete the connection then.',
        todo: 'Most likely the client ID, the client secret or the redirect URI at Composio is not the one that Gong has, and nobody can connect before that is mended. *Rotate client secret* puts another secret in, and another client ID with it; *Check setup* compares the redirect URI.',
        help: 'setup',
      };
    case 'consent':
      return {
        what: 'followed a link to connect Gong, and it was not approved there: *Deny* was pressed, or they may not approve.',
        todo: companyInstead,
        help: 'consent',
      };
    case 'unsaid':
      return {
        what: 'followed a link to connect Gong, and it came back without a connection.',
        todo: `It may not have been approved, or Gong did not take the setup: *Check setup* in \`/gong-setup\` compares what it can. ${companyInstead}`,
        help: 'consent',
      };
  }
}

const companyInstead =
  'A Gong Technical Admin can connect once for the whole company; everybody else is then let in without a browser. *How people connect* offers that.';
const onlyTechnicalAdmins = 'Gong lets only a Technical Admin approve.';

const words: Record<Exclude<ReasonToAsk, 'declined'>, Words> = {
  not_set_up: {
    what: 'would like to connect Gong, but it is not set up in this workspace yet.',
    todo: 'Type `/gong-setup` in any channel: it takes about five minutes and tells you what to click in Gong.',
    help: null,
  },
  stuck: {
    what: 'could not connect Gong: Composio refuses to make links with the setup of this workspace.',
    todo: 'Type `/gong-setup` in any channel to see how the setup is. If it looks right, whoever runs the bot should check its Composio API key.',
    help: null,
  },
  not_technical_admin: {
    what: `would like to use Gong with agents and automations, and asks you instead of approving in Gong. ${onlyTechnicalAdmins}`,
    todo: companyInstead,
    help: 'consent',
  },
  waiting: {
    what: `has a link to connect Gong, and asks you instead of approving with it. ${onlyTechnicalAdmins}`,
    todo: companyInstead,
    help: 'consent',
  },
  lapsed: {
    what: 'had a link to connect Gong, and did not come back within its ten minutes. Gong may have shown “Insufficient permissions”, as it does to everybody but a Technical Admin, or another error page.',
    todo: `${companyInstead} If it was another error page, such as “Unknown client”, the client ID, the redirect URI or a scope may be wrong: *Check setup* in \`/gong-setup\` compares what it can.`,
    help: 'consent',
  },
  company_not_connected: {
    what: 'would like to use the company’s Gong connection, but nobody has connected it yet.',
    todo: 'A Gong Technical Admin needs to approve it once. *How people connect* has the link for you, or hands it to a colleague.',
    help: 'consent',
  },
};
