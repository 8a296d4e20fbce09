/** The roster's states, sorts and counts in words. Pure. */

import { moment } from '../block-kit.ts';
import type { Cause } from '../connection.ts';
import { type RosterEntry, type RosterSort, type RosterState, rosterStates } from '../stores/roster.ts';

export const stateNames: Readonly<Record<RosterState, string>> = {
  not_working: 'Not working',
  paused: 'Paused',
  unknown: 'Unknown',
  waiting: 'Link waiting',
  invited: 'Invited',
  not_connected: 'Not connected',
  connected: 'Connected',
  left: 'Left Slack',
};

const stateEmoji: Readonly<Record<RosterState, string>> = {
  not_working: ':warning:',
  paused: ':double_vertical_bar:',
  unknown: ':grey_question:',
  waiting: ':hourglass_flowing_sand:',
  invited: ':envelope:',
  not_connected: ':white_circle:',
  connected: ':white_check_mark:',
  left: ':wave:',
};

export const sortNames: Readonly<Record<RosterSort, string>> = {
  state: 'Most urgent first',
  name: 'By name',
  since: 'Longest in their state first',
  newest: 'Newest change first',
};

/** Why somebody's connection does not work, as admins say it. */
const causes: Readonly<Record<Cause, string>> = {
  expired: 'Gong no longer accepts the permission',
  revoked: 'the permission was withdrawn',
  failed: 'Gong refused it',
  deleted: 'deleted at Composio',
  disabled: 'switched off at Composio',
  auth_config_disabled: 'the auth config is disabled',
};

/** States of those who are not connected and can be reminded to. */
export const nudgeableStates: readonly RosterState[] = ['invited', 'not_connected'];

/** Somebody's state, since when, and when it was last looked at, as mrkdwn. */
export function entryInWords(entry: RosterEntry): string {
  const { state, cause, through, since, lastCheckedAt, isBlocked, isUnanswered } = entry;
  const name = through === 'company' && state === 'waiting' ? 'Access on its way' : stateNames[state];
  const isOut = through === null && state !== 'left';
  const blocked = isBlocked && isOut ? ', *blocked* for the company connection at Composio' : '';
  const why = cause === null || state === 'connected' ? blocked : `: ${causes[cause]}`;
  const how = through === 'company' && state !== 'waiting' ? ', through the company connection' : '';
  const unanswered = isUnanswered ? ', but Gong did not answer through it' : '';
  const looked = lastCheckedAt === null ? '' : ` · last looked at ${moment(lastCheckedAt)}`;
  const emoji = isUnanswered ? ':warning:' : stateEmoji[state];
  return `${emoji} ${name}${why}${unanswered}${how} · since ${moment(since)}${looked}`;
}

/** How many are in which state; states in which nobody is are left out. */
export function countsInWords(counts: Readonly<Record<RosterState, number>>): string {
  const some = rosterStates.filter((state) => counts[state] > 0);
  if (some.length === 0) return 'Nobody yet';
  return some.map((state) => `${stateNames[state]}: ${number(counts[state])}`).join(' · ');
}

/** "1 person", "2,000 people". */
export function peopleInWords(people: number): string {
  return people === 1 ? '1 person' : `${number(people)} people`;
}

export function number(value: number): string {
  return value.toLocaleString('en-US');
}
