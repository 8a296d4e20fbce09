/** What the audit's lines say, for a reader who was not there. Pure. */

import { code, escapeMrkdwn, mention, mentions, moment } from '../block-kit.ts';
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
/** A Slack user ID. */
const isPerson = /^[UW][A-Z0-9]{4,}$/;

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
  return isPerson.test(subject) ? mention(subject) : code(subject);
}

/** As many are named; the others are counted. */
const mostNamed = 5;

/** Facts as code, and people as Slack shows them, which it does outside of code alone. */
function detailInWords(detail: AuditLine['detail']): string {
  const parts = Object.entries(detail).filter(
    ([, value]) => value !== null && !(Array.isArray(value) && value.length === 0),
  );
  const facts = parts
    .filter(([, value]) => peopleOf(value) === null)
    .map(([name, value]) => `${name}: ${valueInWords(value)}`);
  const people = parts.flatMap(([name, value]) => {
    const ids = peopleOf(value);
    return ids === null ? [] : [`${escapeMrkdwn(name)}: ${namesOf(ids)}`];
  });
  return [...(facts.length === 0 ? [] : [code(facts.join(', ').slice(0, longestDetail))]), ...people].join(' · ');
}

/** The Slack user IDs that a value consists of; null: it is something else. */
function peopleOf(value: unknown): string[] | null {
  const all: unknown[] = Array.isArray(value) ? value : [value];
  const ids = all.filter((one): one is string => typeof one === 'string' && isPerson.test(one));
  return ids.length === all.length && ids.length > 0 ? ids : null;
}

function namesOf(ids: readonly string[]): string {
  const left = ids.length - mostNamed;
  return left > 0 ? `${ids.slice(0, mostNamed).map(mention).join(', ')} and ${left} more` : mentions(ids);
}

function valueInWords(value: unknown): string {
  if (Array.isArray(value) && value.length > 3) return `${value.length} of them`;
  return typeof value === 'string' ? value : JSON.stringify(value);
}
