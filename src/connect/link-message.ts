/** The DM that follows one connect link, from preparing to its end. Pure. */

import type { Button } from '@slack/types';
import { actions, button, code, context, escapeMrkdwn, moment, section, timeOfDay } from '../block-kit.ts';
import { isNotAnswering } from '../connections-port.ts';
import { type Attempt, type Connection, disconnectedReason, pausedReason } from '../model.ts';
import type { SlackMessage } from '../ports.ts';
import type { Pause } from '../stores/pauses.ts';
import {
  askAdminsAction,
  askInsteadAction,
  openFormAction,
  openLinkAction,
  reconnectAction,
  testAction,
} from './actions.ts';
import { refusalInWords, refusalOf } from './refusal-words.ts';
import {
  lapsedInWords,
  needsAdmin,
  pausedPlainly,
  pauseInWords,
  technicalAdminFact,
  verificationInWords,
} from './words.ts';

const longestReason = 300;

export interface LinkMessageGiven {
  attempt: Pick<Attempt, 'id' | 'state' | 'accountId' | 'expiresAt' | 'reason' | 'baseUrl'>;
  /** The live link; only an attempt that is pending has one, and only in memory. */
  url: string | null;
  /** The connection, when this attempt's account is its current one. */
  connection: Pick<Connection, 'since' | 'verification'> | null;
  /** Another connection of theirs works: an attempt that came to nothing has not harmed it. */
  hasOther?: boolean;
  /** The admins' own pause that goes on: nothing works until it ends, this link included. */
  pause?: Pause | null;
}

export function buildLinkMessage(given: LinkMessageGiven): SlackMessage {
  return {
    ...body(given),
    metadata: { event_type: 'gong_connect_link', event_payload: { attempt_id: given.attempt.id } },
  };
}

function body(given: LinkMessageGiven): SlackMessage {
  const { attempt, url, connection, hasOther = false, pause = null } = given;
  if (pause !== null && attempt.state !== 'superseded') return whilePaused(given, pause);
  const solace = hasOther ? solaceAfter(attempt) : null;
  const reason = fitForReps(attempt.reason);
  switch (attempt.state) {
    case 'requested':
      return preparing();
    case 'pending':
      return url === null ? preparing() : waiting(url, attempt);
    case 'won':
      return connected(attempt.baseUrl, connection);
    case 'lapsed':
      return ended(
        given,
        'That link expired.',
        `:hourglass: *That link expired.*\nA link works for ten minutes.\n${lapsedInWords}`,
        solace,
      );
    case 'declined':
      return ended(
        given,
        `Gong did not connect. ${plainReason(reason)}`,
        `:no_entry_sign: *Gong did not connect.*${reason ? `\nWhat came back: ${code(reason)}` : ''}\n${refusalInWords(attempt.reason)}`,
        solace,
      );
    case 'superseded':
      return gone(
        `This link was ${attempt.reason === disconnectedReason ? 'cancelled' : 'replaced'} and no longer works.`,
      );
    case 'failed':
      return failed(attempt.reason, solace);
  }
}

/** A connection that is there is renewed with the same setup, and may break where that is at fault. */
function solaceAfter({ state, reason }: LinkMessageGiven['attempt']): string {
  return state === 'declined' && refusalOf(reason) === 'setup'
    ? 'The connection you have works for now, and may stop when it is renewed next.'
    : 'The connection you have works as before.';
}

/** It says more once Gong is resumed, and has its buttons again. */
function whilePaused({ attempt, connection }: LinkMessageGiven, pause: Pause): SlackMessage {
  const headline = headlineWhilePaused(attempt.state, connection !== null);
  return {
    text: `${headline} ${pausedPlainly}`,
    blocks: [section(`*${headline}*\n${pauseInWords(pause)}`)],
  };
}

function headlineWhilePaused(state: Attempt['state'], isConnected: boolean): string {
  switch (state) {
    case 'requested':
    case 'pending':
      return 'Your personal link does not work at the moment.';
    case 'won':
      return isConnected ? 'You have connected Gong.' : 'You connected Gong with this link.';
    case 'lapsed':
      return 'That link expired.';
    default:
      return 'Gong did not connect.';
  }
}

function preparing(): SlackMessage {
  const text = 'Preparing your personal link…';
  return { text, blocks: [section(`:hourglass_flowing_sand: ${text}`)] };
}

function waiting(url: string, { id, expiresAt }: LinkMessageGiven['attempt']): SlackMessage {
  const until = expiresAt === null ? 'for ten minutes' : `until ${timeOfDay(expiresAt)}`;
  return {
    text: 'Your personal link to connect Gong is ready. Press the button, then Allow in Gong.',
    blocks: [
      section(
        ':link: *Your personal link is ready.*\nPress the button, then *Allow* in Gong. This message follows along.',
      ),
      actions(
        button('Connect Gong', openLinkAction, { style: 'primary', url }),
        button('Ask an admin instead', askInsteadAction, { value: id }),
      ),
      context(`For you alone: do not forward it. It works ${until}.`),
      context(`:information_source: ${technicalAdminFact}`),
    ],
  };
}

function connected(baseUrl: string, connection: LinkMessageGiven['connection']): SlackMessage {
  if (!connection)
    return gone('You connected Gong with this link. That connection has been replaced or removed since.');
  const checked = verificationInWords(connection.verification);
  const isWell = connection.verification === null || ['works', 'skipped'].includes(connection.verification);
  const headline = isNotAnswering(connection.verification)
    ? 'Gong is connected, but does not answer at this API base URL.'
    : 'Gong is connected.';
  return {
    text: `${headline} ${checked}`,
    blocks: [
      section(`${isWell ? ':white_check_mark:' : ':warning:'} *${headline}*\n${checked}`),
      ...(isWell ? [] : [actions(repair(connection.verification))]),
      context(
        `Connected ${moment(connection.since)} · ${code(baseUrl)}${isWell ? ' · You will hear from this app only if it stops working.' : ''}`,
      ),
    ],
  };
}

/** Reconnecting uses the same API base URL again, so a wrong one needs the form. */
function repair(verification: string | null): Button {
  return isNotAnswering(verification)
    ? button('Change the URL', openFormAction, { style: 'primary' })
    : button('Test it', testAction);
}

function gone(text: string): SlackMessage {
  return { text, blocks: [context(text)] };
}

/** Where the setup is at fault, another link would fail in the same way: asking an admin goes first. */
function ended({ attempt }: LinkMessageGiven, text: string, mrkdwn: string, solace: string | null): SlackMessage {
  const primary = { style: 'primary' as const };
  const isOfSetup = attempt.state === 'declined' && refusalOf(attempt.reason) === 'setup';
  const again = button('Get a new link', reconnectAction, isOfSetup ? {} : primary);
  const ask = button('Ask an admin instead', askInsteadAction, { value: attempt.id, ...(isOfSetup ? primary : {}) });
  return {
    text: solace === null ? text : `${text} ${solace}`,
    blocks: [
      section(mrkdwn),
      actions(...(isOfSetup ? [ask, again] : [again, ask])),
      ...(solace === null ? [] : [context(solace)]),
    ],
  };
}

/** Reps have never heard of Composio: words that name it are left out. */
function fitForReps(reason: string | null): string | null {
  return reason === null || /composio/i.test(reason) ? null : reason.slice(0, longestReason);
}

function plainReason(reason: string | null): string {
  return reason ? `What came back: ${escapeMrkdwn(reason)}` : 'It was denied, or you may not approve it.';
}

/** Where only an admin can help, a new link alone would fail in the same way. */
function failed(reason: string | null, solace: string | null): SlackMessage {
  const why = failureInWords(reason);
  return {
    text: `Your link could not be made. ${why}`,
    blocks: [
      section(`:warning: *Your link could not be made.*\n${why}`),
      actions(
        button('Get a new link', reconnectAction, { style: 'primary' }),
        ...(needsAdmin(reason) ? [button('Ask the admins', askAdminsAction)] : []),
      ),
      ...(solace === null ? [] : [context(solace)]),
    ],
  };
}

function failureInWords(reason: string | null): string {
  switch (reason) {
    case 'key_refused':
    case 'not_found':
    case 'bad_request':
      return 'The setup of Gong in this workspace no longer works. Ask an admin to look at /gong-setup, then get a new link.';
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
