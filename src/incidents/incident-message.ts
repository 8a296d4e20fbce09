/** The one message to admins about what broke for several together: edited while it goes on, and when it is over. Pure. */

import type { KnownBlock } from '@slack/types';
import { actions, code, context, moment, section, span } from '../block-kit.ts';
import { beganTogetherMs, type Incident, isGivenUp, isSeen, type Repair } from '../incident.ts';
import type { SlackMessage } from '../ports.ts';
import { causeWords, diagnosisInWords, keyRefusedNow } from './cause-words.ts';
import { repairButtons, type SetupOfButtons } from './repair-words.ts';

export interface IncidentGiven {
  incident: Incident;
  /** How many of those who are not back were told before people were held back. */
  told: number;
  setup: SetupOfButtons;
}

export function buildIncident({ incident, told, setup }: IncidentGiven): SlackMessage {
  const headline = headlineOf(incident);
  const { diagnosis, endedAt } = incident;
  const buttons = repairButtons(incident, told, setup);
  const evidence = diagnosis.evidence.map((line) => `• ${line}`).join('\n');
  const blocks: KnownBlock[] = [
    section(`${icon(incident)} *${stateInWords(incident)}${headline}*\n${body(incident)}`),
    ...(evidence === '' ? [] : [section(`*What was seen*\n${evidence}`)]),
    ...(incident.kind === 'composio' ? [] : [section(progress(incident, told))]),
    ...(buttons.length > 0 ? [actions(...buttons)] : []),
    context(footer(incident)),
  ];
  const lead = `${stateInWords(incident)}${headline}${endedAt === null ? ` ${diagnosisInWords(diagnosis)}` : ''}`;
  return { text: lead.replaceAll('`', '').replaceAll('&gt;', '>'), blocks };
}

/** What happened, in one sentence. */
export function headlineOf({ kind, affected, diagnosis, beganAt, toldAt }: Incident): string {
  if (kind === 'composio') {
    return isKeyRefused(diagnosis.evidence) ? 'Composio refuses the bot’s API key.' : 'Composio does not answer.';
  }
  if (diagnosis.cause === 'auth_config_disabled') {
    return 'The Gong auth config is disabled in Composio: nobody’s Gong connection works.';
  }
  if (diagnosis.cause === 'auth_config_gone') {
    return 'The Gong auth config was deleted in Composio: nobody’s Gong connection works.';
  }
  // All of them have disconnected or left since.
  if (affected === 0) return 'Gong connections stopped working at once.';
  if (affected === 1) return 'A Gong connection stopped working.';
  const isLate = toldAt !== null && toldAt - beganAt >= beganTogetherMs;
  return `${affected} Gong connections stopped working ${isLate ? 'for what may be one reason' : 'at once'}.`;
}

function icon(incident: Incident): string {
  if (isGivenUp(incident)) return ':wrench:';
  if (incident.endedAt !== null) return ':white_check_mark:';
  return incident.releasedAt === null ? ':rotating_light:' : ':wrench:';
}

/** What stands before the headline: whether it goes on, is over, or is only followed no longer. */
export function stateInWords(incident: Incident): string {
  if (incident.endedAt === null) return '';
  return isGivenUp(incident) ? 'No longer followed: ' : 'Over: ';
}

function body({ diagnosis, endedAt, kind, repair }: Incident): string {
  const why = diagnosisInWords(diagnosis);
  if (endedAt !== null || (repair !== null && isSeen(repair))) return why;
  const now = kind === 'composio' && isKeyRefused(diagnosis.evidence) ? keyRefusedNow : causeWords[diagnosis.cause].now;
  return diagnosis.confidence === 'possible'
    ? `${why}\n*What to do:* look in Gong first: Admin centre &gt; API &gt; INTEGRATIONS. Is the integration there and enabled, and was its secret changed? Then one of you reconnects: how that ends tells more.`
    : `${why}\n*What to do:* ${now}`;
}

/** How many are back, and who knows of it. */
export function progress(incident: Incident, told: number): string {
  const { affected, restored, repairedAt, releasedAt, endedAt, heldUntil, repair } = incident;
  if (endedAt !== null && affected === 0) return 'Those whom it took have disconnected or left since.';
  const back = `*${restored} of ${affected} ${restored === 1 ? 'is' : 'are'} back.*`;
  const left = affected - restored;
  if (left <= 0) return back;
  const { who: others, isOne } = restOf(left, affected);
  if (endedAt !== null) {
    return `${back} ${others} still ${isOne ? 'does' : 'do'} not work. They were told long ago, and this message is not kept up to date any more: the roster shows who they are.`;
  }
  if (releasedAt !== null) {
    return `${back} ${repair ? repairInWords[repair] : ''} ${others} ${isOne ? 'was' : 'were'} told, ${moment(releasedAt)}.`;
  }
  if (repairedAt !== null) {
    return `${back} ${repair ? repairInWords[repair] : ''} Everybody is looked at once more; who is still broken then is asked to reconnect.`;
  }
  const early = told === 0 ? '' : ` ${earlyInWords(Math.min(told, left), left, affected)}`;
  const untold = left - told;
  if (untold <= 0) return `${back}${early}`;
  const who = told === 0 ? others : untold === 1 ? 'One other' : `${untold} others`;
  const isOneUntold = told === 0 ? isOne : untold === 1;
  return `${back} ${who} ${isOneUntold ? 'has' : 'have'} not been told: a reconnect would fail. They hear of it once, as soon as one works or you say so, and ${moment(heldUntil)} at the latest.${early}`;
}

/** Those who are not back: where nobody is, they are no others. */
function restOf(left: number, affected: number): { who: string; isOne: boolean } {
  if (left === affected) return { who: 'They', isOne: false };
  return left === 1 ? { who: 'The other one', isOne: true } : { who: `The ${left} others`, isOne: false };
}

/** Those who had their alert before it was seen that it is not theirs alone. */
function earlyInWords(told: number, left: number, affected: number): string {
  const rest = restOf(left, affected);
  const { who, isOne } = told === left ? rest : { who: `${told}`, isOne: told === 1 };
  return `${who} ${isOne ? 'was' : 'were'} told before this was noticed: ${told === 1 ? 'that alert says' : 'their alerts say'} now that a reconnect has to wait, and will say when it works.`;
}

const repairInWords: Readonly<Record<Repair, string>> = {
  reconnected: 'Somebody reconnected, so it works again.',
  enabled: 'The auth config is enabled again.',
  answers: 'Composio answers again.',
  works_again: 'A connection that Gong refused before works again.',
  nothing_in_the_way: 'Nothing is in the way of reconnecting.',
  admin: 'An admin said that people can be told.',
  too_long: 'It took too long to go on waiting.',
};

function footer(incident: Incident): string {
  const { beganAt, endedAt, authConfigId } = incident;
  const when =
    endedAt === null
      ? `Since ${moment(beganAt)}.`
      : `It ${isGivenUp(incident) ? 'was followed' : 'lasted'} ${span(beganAt, endedAt)}.`;
  const which = authConfigId === null ? '' : ` Auth config ${code(authConfigId)}.`;
  return `${when}${which}${endedAt === null ? ' This message is kept up to date.' : ''}`;
}

function isKeyRefused(evidence: readonly string[]): boolean {
  return evidence.some((line) => /refuses the API key/.test(line));
}
