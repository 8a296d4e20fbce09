/** The DM that follows the link that connects Gong for the whole company, from preparing to its end. Pure. */

import type { Button } from '@slack/types';
import { actions, button, code, context, escapeMrkdwn, moment, section, timeOfDay } from '../block-kit.ts';
import { checkSetupAction } from '../checkup/actions.ts';
import { openLinkAction, reconnectAction } from '../connect/actions.ts';
import { refusalInWords, refusalOf } from '../connect/refusal-words.ts';
import {
  lapsedInWords,
  pausedPlainly,
  pauseInWords,
  technicalAdminFact,
  verificationInWords,
} from '../connect/words.ts';
import { isNotAnswering } from '../connections-port.ts';
import { type Attempt, type Connection, disconnectedReason, pausedReason } from '../model.ts';
import type { SlackMessage } from '../ports.ts';
import { openRotationAction } from '../rotation/actions.ts';
import type { Pause } from '../stores/pauses.ts';
import { changeCompanyUrlAction, choosePersonalAction, newCompanyLinkAction, testCompanyAction } from './actions.ts';
import { testedInWords } from './words.ts';

const longestReason = 300;

export interface CompanyLinkGiven {
  attempt: Pick<Attempt, 'id' | 'state' | 'expiresAt' | 'reason' | 'baseUrl'>;
  /** The live link; only an attempt that is pending has one, and only in memory. */
  url: string | null;
  /** The company connection, when this attempt's account is its current one. */
  connection: Pick<Connection, 'since' | 'verification'> | null;
  /** Another account of the company's stands, and whether it works: an attempt that came to nothing has not harmed it. */
  other: 'works' | 'does_not_work' | null;
  /** Whether whoever reads it knows what Composio is: the admins do, a colleague who was asked to approve does not. */
  isForAdmin: boolean;
  /** The admins' own pause that goes on: nothing works until it ends, this link included. */
  pause?: Pause | null;
}

export function buildCompanyLinkMessage(given: CompanyLinkGiven): SlackMessage {
  return {
    ...body(given),
    metadata: { event_type: 'gong_connect_link', event_payload: { attempt_id: given.attempt.id } },
  };
}

function body(given: CompanyLinkGiven): SlackMessage {
  const { attempt, url, pause = null } = given;
  const isMoot = attempt.state === 'superseded' || attempt.reason === 'sharing_refused';
  if (pause !== null && !isMoot) return whilePaused(given, pause);
  switch (attempt.state) {
    case 'requested':
      return preparing();
    case 'pending':
      return url === null ? preparing() : waiting(url, attempt.expiresAt);
    case 'won':
      return connected(given);
    case 'lapsed':
      return ended(given, 'That company link expired.', `A link works for ten minutes.\n${lapsedInWords}`);
    case 'declined':
      return ended(
        given,
        'Gong did not connect for the company.',
        `${cameBack(given)}${refusalInWords(attempt.reason, given.isForAdmin)}`,
      );
    case 'superseded':
      return gone(
        `This company link was ${attempt.reason === disconnectedReason ? 'cancelled' : 'replaced'} and no longer works.`,
      );
    case 'failed':
      return attempt.reason === 'sharing_refused' ? notShared(given) : failed(given);
  }
}

/** It says more once Gong is resumed, and has its buttons again. */
function whilePaused({ attempt, connection }: CompanyLinkGiven, pause: Pause): SlackMessage {
  const headline = headlineWhilePaused(attempt.state, connection !== null);
  return { text: `${headline} ${pausedPlainly}`, blocks: [section(`*${headline}*\n${pauseInWords(pause)}`)] };
}

function headlineWhilePaused(state: Attempt['state'], isConnected: boolean): string {
  switch (state) {
    case 'requested':
    case 'pending':
      return 'The link for the whole company does not work at the moment.';
    case 'won':
      return isConnected
        ? 'You have connected Gong for the whole company.'
        : 'You connected Gong for the whole company with this link.';
    case 'lapsed':
      return 'That company link expired.';
    default:
      return 'Gong did not connect for the company.';
  }
}

function preparing(): SlackMessage {
  const text = 'Preparing the link that connects Gong for the whole company…';
  return { text, blocks: [section(`:hourglass_flowing_sand: ${text}`)] };
}

function waiting(url: string, expiresAt: number | null): SlackMessage {
  const until = expiresAt === null ? 'for ten minutes' : `until ${timeOfDay(expiresAt)}`;
  return {
    text: 'The link that connects Gong for the whole company is ready. Press the button, then Allow in Gong.',
    blocks: [
      section(
        ':link: *The link for the whole company is ready.*\nPress the button, then *Allow* in Gong. Everybody who is let in will work with what you allow there. This message follows along.',
      ),
      actions(button('Connect Gong for the company', openLinkAction, { style: 'primary', url })),
      context(`For you alone: do not forward it. It works ${until}.`),
      context(`:information_source: ${technicalAdminFact}`),
    ],
  };
}

function connected({ attempt, connection, isForAdmin }: CompanyLinkGiven): SlackMessage {
  if (!connection)
    return gone('Gong was connected for the company with this link. That has been replaced or ended since.');
  const checked = isForAdmin ? verificationInWords(connection.verification) : testedInWords(connection.verification);
  const isWell = connection.verification === null || ['works', 'skipped'].includes(connection.verification);
  return {
    text: `Gong is connected for the whole company. ${checked}`,
    blocks: [
      section(
        `${isWell ? ':white_check_mark:' : ':warning:'} *Gong is connected for the whole company.*\n${checked}\nPeople are let in with \`/gong-connect\`; whoever asked before is let in now.`,
      ),
      ...(isWell || !isForAdmin ? [] : [actions(repair(connection.verification))]),
      context(`Connected ${moment(connection.since)} · ${code(attempt.baseUrl)}`),
    ],
  };
}

/** Reconnecting uses the same API base URL again, so a wrong one needs the form. */
function repair(verification: string | null): Button {
  return isNotAnswering(verification)
    ? button('Change the URL', changeCompanyUrlAction, { style: 'primary' })
    : button('Test it', testCompanyAction);
}

function gone(text: string): SlackMessage {
  return { text, blocks: [context(text)] };
}

/** Said only of a connection that works: of a broken one it would be no comfort, and wrong. */
function solace({ other, attempt }: CompanyLinkGiven): string | null {
  if (other !== 'works') return null;
  return attempt.state === 'declined' && refusalOf(attempt.reason) === 'setup'
    ? 'The company’s connection that there is works for now, and may stop when it is renewed next.'
    : 'The company’s connection that there is works on as before.';
}

function ended(given: CompanyLinkGiven, text: string, why: string): SlackMessage {
  const standing = solace(given);
  return {
    text: standing === null ? text : `${text} ${standing}`,
    blocks: [
      section(`:no_entry_sign: *${text}*\n${why}`),
      actions(...afterEnd(given)),
      ...(standing === null ? [] : [context(standing)]),
    ],
  };
}

/** Where the setup is at fault, an admin can mend it, and another link would fail in the same way before that. */
function afterEnd({ attempt, isForAdmin }: CompanyLinkGiven): Button[] {
  const isOfSetup = attempt.state === 'declined' && refusalOf(attempt.reason) === 'setup';
  if (!isOfSetup || !isForAdmin) return [button('Get a new link', newCompanyLinkAction, { style: 'primary' })];
  return [
    button('Rotate client secret', openRotationAction, { style: 'primary' }),
    button('Check setup', checkSetupAction),
    button('Get a new link', newCompanyLinkAction),
  ];
}

function cameBack({ attempt: { reason }, isForAdmin }: CompanyLinkGiven): string {
  if (reason === null || (!isForAdmin && /composio/i.test(reason))) return '';
  return `What came back: ${code(reason.slice(0, longestReason))}\n`;
}

/** Composio's sharing is experimental and may be refused: nothing is left half done, and there is another way. */
function notShared({ other, isForAdmin }: CompanyLinkGiven): SlackMessage {
  if (isForAdmin) return buildNotShared(other !== null);
  const text = 'One connection for the whole company is not possible here. There is nothing for you to do.';
  return { text, blocks: [section(text)] };
}

/**
 * What admins read.
 * @param hasOther a company connection stands
 */
export function buildNotShared(hasOther: boolean): SlackMessage {
  const text = 'Composio refused to share one connection among several people.';
  const why =
    'Shared connections are experimental in Composio, and this project may not have them. Nothing was left behind there.';
  const now = hasOther
    ? 'The company’s connection that there is stays as it is, but cannot be replaced. You can go over to personal connections, each approved by a Gong Technical Admin.'
    : 'People connect *personally* again, as if nothing had been chosen: each gets a link and approves in Gong, as a Technical Admin.';
  return {
    text: `${text} ${hasOther ? 'The one that there is stays as it is.' : 'People connect personally again.'}`,
    blocks: [
      section(`:warning: *${text}*\n${why}\n${now}`),
      actions(
        hasOther
          ? button('Go over to personal connections', choosePersonalAction, { confirm: confirmPersonal })
          : button('Connect personally', reconnectAction, { style: 'primary' }),
      ),
    ],
  };
}

/** Asked before people are cut off. */
export const confirmPersonal = {
  title: { type: 'plain_text' as const, text: 'Go over to personal?' },
  text: {
    type: 'plain_text' as const,
    text: 'The company’s connection is deleted, and Gong is told to withdraw what was allowed. Everybody who uses it is cut off and gets a message with a button for a personal link. Personal connections are not touched.',
  },
  confirm: { type: 'plain_text' as const, text: 'Cut them off' },
  deny: { type: 'plain_text' as const, text: 'Keep it' },
  style: 'danger' as const,
};

function failed(given: CompanyLinkGiven): SlackMessage {
  const why = failureInWords(given.attempt.reason);
  const standing = solace(given);
  return {
    text: `The company link could not be made. ${why}`,
    blocks: [
      section(`:warning: *The company link could not be made.*\n${escapeMrkdwn(why)}`),
      actions(button('Get a new link', newCompanyLinkAction, { style: 'primary' })),
      ...(standing === null ? [] : [context(standing)]),
    ],
  };
}

function failureInWords(reason: string | null): string {
  switch (reason) {
    case 'key_refused':
    case 'not_found':
    case 'bad_request':
      return 'The setup of Gong in this workspace no longer works: an admin needs to look at /gong-setup first.';
    case 'rate_limited':
      return 'Too many links are being made right now. Try again in a minute.';
    case pausedReason:
      return 'Gong was paused just then. It has been resumed since.';
    case 'slow':
      return 'The service that makes links took too long to answer. Try again in a minute.';
    default:
      return 'The service that makes links cannot be reached right now. Try again in a few minutes.';
  }
}
