/** What the audit's lines say, for a reader who was not there. Pure. */

import { code, escapeMrkdwn, mention, moment } from '../block-kit.ts';
import type { AuditLine } from '../stores/audit.ts';

/** What an admin can look for, with the topics (what stands before an action's dot) that belong to it. */
export const topicGroups: ReadonlyArray<{ value: string; label: string; topics: readonly string[] }> = [
  {
    value: 'setup',
    label: 'The setup and its changes',
    topics: ['setup', 'connection_mode', 'auth_config', 'rotation', 'reconnect', 'scopes', 'notices', 'relay', 'audit'],
  },
  { value: 'people', label: 'Invitations and people', topics: ['people', 'person', 'roster'] },
  {
    value: 'connections',
    label: 'Connections and links',
    topics: ['connection', 'connected_account', 'link', 'incident', 'company_connection', 'access_list'],
  },
];

const longestDetail = 200;

/** One line of the audit, as mrkdwn. */
export function lineInWords(line: AuditLine): string {
  const who = line.actor === 'bot' ? 'the bot' : person(line.actor);
  const about = line.subject === line.teamId || line.subject === line.actor ? '' : ` · ${subjectInWords(line.subject)}`;
  const detail = detailInWords(line.detail);
  return `${moment(line.at)} · ${who} · *${actionInWords(line.action)}*${about}${detail === '' ? '' : `\n${detail}`}`;
}

/** `setup.saved` as "setup saved": an action that is new here is readable all the same. */
export function actionInWords(action: string): string {
  return escapeMrkdwn(action.replace('.', ' ').replaceAll('_', ' '));
}

function person(id: string): string {
  return /^[UW][A-Z0-9]+$/.test(id) ? mention(id) : code(id);
}

function subjectInWords(subject: string): string {
  return /^[UW][A-Z0-9]{4,}$/.test(subject) ? mention(subject) : code(subject);
}

function detailInWords(detail: AuditLine['detail']): string {
  const parts = Object.entries(detail)
    .filter(([, value]) => value !== null && !(Array.isArray(value) && value.length === 0))
    .map(([name, value]) => `${name}: ${valueInWords(value)}`);
  return parts.length === 0 ? '' : code(parts.join(', ').slice(0, longestDetail));
}

function valueInWords(value: unknown): string {
  if (Array.isArray(value) && value.length > 3) return `${value.length} of them`;
  return typeof value === 'string' ? value : JSON.stringify(value);
}
