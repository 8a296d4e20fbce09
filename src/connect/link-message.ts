/** The DM that follows one connect link, from preparing to its end. Pure. */

import type { Button } from '@slack/types';
import { actions, button, code, context, moment, section, timeOfDay } from '../block-kit.ts';
import type { Attempt, Connection } from '../model.ts';
import type { SlackMessage } from '../ports.ts';
import { openFormAction, openLinkAction, reconnectAction } from './actions.ts';
import { declinedInWords, technicalAdminFact, verificationInWords } from './words.ts';

export interface LinkMessageGiven {
  attempt: Pick<Attempt, 'id' | 'state' | 'accountId' | 'expiresAt' | 'reason' | 'baseUrl'>;
  /** The live link; only an attempt that is pending has one, and only in memory. */
  url: string | null;
  /** The connection, when this attempt's account is its current one. */
  connection: Pick<Connection, 'since' | 'verification'> | null;
}

export function buildLinkMessage(given: LinkMessageGiven): SlackMessage {
  return {
    ...body(given),
    metadata: { event_type: 'gong_connect_link', event_payload: { attempt_id: given.attempt.id } },
  };
}

function body({ attempt, url, connection }: LinkMessageGiven): SlackMessage {
  switch (attempt.state) {
    case 'requested':
      return preparing();
    case 'pending':
      return url === null ? preparing() : waiting(url, attempt.expiresAt);
    case 'won':
      return connected(attempt.baseUrl, connection);
    case 'lapsed':
      return ended(
        'That link expired.',
        ':hourglass: *That link expired.*\nA link works for ten minutes. If Gong showed “Insufficient permissions”, a Gong Technical Admin needs to approve: ask one of them for help.',
      );
    case 'declined':
      return ended(
        `Gong did not connect. ${plainReason(attempt.reason)}`,
        `:no_entry_sign: *Gong did not connect.*${attempt.reason ? `\nWhat came back: ${code(attempt.reason)}` : ''}\nThis can mean:\n${declinedInWords}`,
      );
    case 'superseded':
      return {
        text: 'This link was replaced and no longer works.',
        blocks: [context('This link was replaced and no longer works.')],
      };
    case 'failed':
      return ended(
        'Your link could not be made. Try again in a minute.',
        `:warning: *Your link could not be made.*\n${failureInWords(attempt.reason)}`,
      );
  }
}

function preparing(): SlackMessage {
  const text = 'Preparing your personal link…';
  return { text, blocks: [section(`:hourglass_flowing_sand: ${text}`)] };
}

function waiting(url: string, expiresAt: number | null): SlackMessage {
  const until = expiresAt === null ? 'for ten minutes' : `until ${timeOfDay(expiresAt)}`;
  return {
    text: 'Your personal link to connect Gong is ready. Press the button, then Allow in Gong.',
    blocks: [
      section(
        ':link: *Your personal link is ready.*\nPress the button, then *Allow* in Gong. This message follows along.',
      ),
      actions(button('Connect Gong', openLinkAction, { style: 'primary', url })),
      context(`For you alone: do not forward it. It works ${until}.`),
      context(`:information_source: ${technicalAdminFact}`),
    ],
  };
}

function connected(baseUrl: string, connection: LinkMessageGiven['connection']): SlackMessage {
  if (!connection) {
    const text = 'You connected Gong with this link. A newer connection has replaced it.';
    return { text, blocks: [context(text)] };
  }
  const checked = verificationInWords(connection.verification);
  const isWell = connection.verification === null || ['works', 'skipped'].includes(connection.verification);
  return {
    text: `Gong is connected. ${checked}`,
    blocks: [
      section(`${isWell ? ':white_check_mark:' : ':warning:'} *Gong is connected.*\n${checked}`),
      ...(isWell ? [] : [actions(repair(connection.verification))]),
      context(
        `Connected ${moment(connection.since)} · ${code(baseUrl)} · You will hear from this app only if it stops working.`,
      ),
    ],
  };
}

/** Reconnecting uses the same API base URL again, so a wrong one needs the form. */
function repair(verification: string | null): Button {
  return verification === 'wrong_base_url'
    ? button('Change the URL', openFormAction, { style: 'primary' })
    : button('Reconnect', reconnectAction, { style: 'primary' });
}

function ended(text: string, mrkdwn: string): SlackMessage {
  return {
    text,
    blocks: [section(mrkdwn), actions(button('Get a new link', reconnectAction, { style: 'primary' }))],
  };
}

function plainReason(reason: string | null): string {
  return reason ? `What came back: ${reason}` : 'It was denied, or it may not be approved by you.';
}

function failureInWords(reason: string | null): string {
  switch (reason) {
    case 'key_refused':
    case 'not_found':
    case 'bad_request':
      return 'The setup of Gong in this workspace no longer works. Ask an admin to look at `/gong-setup`, then get a new link.';
    case 'rate_limited':
      return 'Too many links are being made right now. Try again in a minute.';
    case 'slow':
      return 'The service that makes links took too long to answer. Try again in a minute.';
    default:
      return 'The service that makes links cannot be reached right now. Try again in a few minutes.';
  }
}
