/** The daily digest to admins: what happened, and what still is. Pure. */

import type { KnownBlock } from '@slack/types';
import { actions, button, context, mention, moment, section, sections, span } from '../block-kit.ts';
import { causeInWords } from '../causes.ts';
import { type Incident, isGivenUp } from '../incident.ts';
import { companyOwner } from '../model.ts';
import type { SlackMessage } from '../ports.ts';
import type { LoneOutage } from '../stores/incidents.ts';
import { showIncidentAction } from './actions.ts';
import { causeInShort } from './cause-words.ts';
import { headlineOf, progress, stateInWords } from './incident-message.ts';

/** More people than this are counted, not named. */
const mostNamed = 20;
const mostIncidents = 10;

export interface DigestGiven {
  from: number;
  until: number;
  /** `told`: how many of those who are not back were told before people were held back. */
  incidents: readonly { incident: Incident; told: number }[];
  /** Of single people. */
  outages: readonly LoneOutage[];
}

/** Whether there is anything to say. */
export function isWorthADigest({ incidents, outages }: Pick<DigestGiven, 'incidents' | 'outages'>): boolean {
  return incidents.length > 0 || outages.length > 0;
}

/** @param given times in Unix milliseconds; there is something to say (`isWorthADigest`) */
export function buildDigest({ from, until, incidents, outages }: DigestGiven): SlackMessage {
  const open = incidents.filter(({ incident }) => incident.endedAt === null);
  const text =
    open.length > 0
      ? `Gong today: ${open.length === 1 ? 'one thing needs' : `${open.length} things need`} a look.`
      : 'Gong today: what went wrong is over or was told to the people themselves.';
  const blocks: KnownBlock[] = [
    section(`:newspaper: *${text}*`),
    ...incidents.slice(0, mostIncidents).flatMap(ofIncident),
    ...ofPeople(outages),
    context(`From ${moment(from)} until ${moment(until)}. Nothing is sent on days without news.`),
  ];
  return { text, blocks };
}

function ofIncident({ incident, told }: DigestGiven['incidents'][number]): KnownBlock[] {
  const { endedAt, beganAt, diagnosis, kind } = incident;
  const headline = headlineOf(incident);
  if (endedAt !== null) {
    return [
      section(
        isGivenUp(incident)
          ? `:wrench: *${stateInWords(incident)}${headline}* ${kind === 'composio' ? '' : progress(incident, told)}`
          : `:white_check_mark: *${stateInWords(incident)}${headline}* It lasted ${span(beganAt, endedAt)}: ${causeInShort(diagnosis)}.`,
      ),
    ];
  }
  const how = kind === 'composio' ? '' : `\n${progress(incident, told)}`;
  return [
    section(`:rotating_light: *${headline}* Since ${moment(beganAt)}: ${causeInShort(diagnosis)}.${how}`),
    actions(button('Show it with its repair', showIncidentAction, { value: incident.id })),
  ];
}

function ofPeople(outages: readonly LoneOutage[]): KnownBlock[] {
  if (outages.length === 0) return [];
  const lines = outages.slice(0, mostNamed).map(({ owner, endedAt, cause }) => {
    const { what } = causeInWords(cause);
    return `• ${owner === companyOwner ? 'The company’s connection' : mention(owner)}: ${what} ${endedAt === null ? 'They were told.' : 'It works again.'}`;
  });
  const left = outages.length - mostNamed;
  return sections('*Single people, each for a reason of their own*', left > 0 ? [...lines, `and ${left} more`] : lines);
}
