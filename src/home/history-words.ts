/** What happened to somebody's connection, a line each. Pure. */

import { mention, moment } from '../block-kit.ts';
import { companyOwner } from '../model.ts';
import type { HistoryLine } from '../stores/roster.ts';

const mostLines = 5;

/** @param lines newest first @returns the newest five of those that tell of the connection, as mrkdwn */
export function historyInWords(lines: readonly HistoryLine[], reader: string): string[] {
  return lines
    .flatMap((line) => {
      const words = line.subject === companyOwner ? companyInWords(line) : ownInWords(line, reader);
      return words === null ? [] : [`• ${moment(line.at)}: ${words}`];
    })
    .slice(0, mostLines);
}

function ownInWords({ action, actor }: HistoryLine, reader: string): string | null {
  switch (action) {
    case 'connection.active':
      return actor === 'bot' ? 'works again' : 'connected';
    case 'connection.broken':
      return 'stopped working';
    case 'connection.paused':
      return 'paused';
    case 'connection.unknown':
      return 'in a state that nobody knows';
    case 'connection.disconnected':
      return actor === reader ? 'you disconnected' : `${mention(actor)} disconnected it`;
    case 'person.left':
      return 'removed, since you had left Slack';
    case 'person.nudged':
      return `${mention(actor)} reminded you`;
    case 'company_connection.requested':
      return 'you asked to use the company’s connection';
    case 'access_list.blocked':
      return 'an admin blocked the company’s connection for you';
    case 'access_list.unblocked':
      return 'an admin no longer blocks the company’s connection for you';
    default:
      return null;
  }
}

function companyInWords({ action, actor }: HistoryLine): string | null {
  switch (action) {
    case 'connection.active':
      return actor === 'bot' ? 'the company’s connection works again' : 'the company’s connection was made';
    case 'connection.broken':
      return 'the company’s connection stopped working';
    case 'connection.paused':
      return 'the company’s connection was paused';
    case 'connection.disconnected':
      return 'the company’s connection was removed';
    default:
      return null;
  }
}
