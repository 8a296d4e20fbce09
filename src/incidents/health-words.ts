/** How the workspace's connections do, in one line, with the cause when it is not well. Pure. */

import { moment } from '../block-kit.ts';
import type { Diagnosis, Incident } from '../incident.ts';
import { causeInShort } from './cause-words.ts';
import type { AuthConfigSeen } from './clues.ts';

/** How the connection is that the whole company shares. */
export interface CompanyHealth {
  /** `none`: nobody has connected it yet. */
  state: 'none' | 'active' | 'down' | 'unknown';
  /** What is behind an outage; null: nothing but what Composio says of it. */
  diagnosis: Diagnosis | null;
}

interface HealthGiven {
  /** Those that are open. */
  incidents: readonly Incident[];
  /** `not_asked`: nobody has asked Composio yet, so nothing is said of it. */
  authConfig: AuthConfigSeen | 'not_asked';
  /** How many people are in which connection state; `unanswered`: active ones through which Gong did not answer. */
  counts: Readonly<Record<string, number>>;
  /** The one connection that people share; null or left out: each has their own. */
  company?: CompanyHealth | null;
  /** Whether the client secret of the last rotation was never seen to work. */
  isSecretUnproven?: boolean;
}

export function healthLine(given: HealthGiven): string {
  const line = connectionsInWords(given);
  return given.isSecretUnproven ? `${line.replace(':large_green_circle:', ':large_yellow_circle:')}${unproven}` : line;
}

const unproven =
  '\n:warning: The client secret that Composio has now is *not proven*: nobody has connected with it yet. If Gong does not take it, connections break one after the other as they are renewed. Press *Rotate client secret* to go on with it or to put another one in.';

function connectionsInWords(given: HealthGiven): string {
  const { incidents, authConfig, counts, company = null } = given;
  const active = counts.active ?? 0;
  const down = (counts.broken ?? 0) + (counts.paused ?? 0);
  const all = active + down + (counts.unknown ?? 0);
  const silence = incidents.find(({ kind }) => kind === 'composio');
  if (silence) {
    return `:rotating_light: Composio does not answer since ${moment(silence.beganAt)}: how the connections are is not known.`;
  }
  if (authConfig === 'gone') {
    return ':rotating_light: Composio *no longer has* the auth config: it was deleted there, and nobody can connect. Start over to make a new one; the button is there once nobody counts as connected, a few minutes from now at most.';
  }
  if (authConfig === 'disabled') {
    return ':rotating_light: The auth config is *disabled* in Composio: enable it there, or nobody’s connection works.';
  }
  if (company !== null && company.state !== 'active') return companyLine(company);
  // One that has taken nobody yet says nothing.
  const felt = incidents.filter(({ affected, restored }) => restored < affected);
  const worst = felt.find(({ releasedAt }) => releasedAt === null) ?? felt[0];
  if (worst) {
    const { affected, restored, diagnosis, releasedAt } = worst;
    const left = affected - restored;
    return releasedAt === null
      ? `:rotating_light: ${left} of ${Math.max(all, left)} connections do not work: ${causeInShort(diagnosis)}.`
      : `:wrench: ${left} of ${affected} that broke together are not back yet; they were told.`;
  }
  const unanswered = Math.min(counts.unanswered ?? 0, active);
  const also = `${unanswered === 0 ? '' : ` ${unansweredInWords(unanswered, all)}`}${stateInWords[authConfig]}`;
  if (down > 0) {
    const told =
      down === 1
        ? `1 of ${all} connection${all === 1 ? '' : 's'} does not work; its owner was told.`
        : `${down} of ${all} connections do not work, and whether they have a cause in common is not known; their owners were told.`;
    return `:large_yellow_circle: ${told}${also}`;
  }
  if (all > active) {
    const working = active - unanswered;
    return `:large_yellow_circle: ${working} of ${all} connections work; how the others are is not known.${also}`;
  }
  if (unanswered > 0) return `:large_yellow_circle:${also}`;
  const well =
    company !== null && all === 0
      ? 'The company’s connection works; nobody is let in yet.'
      : all === 0
        ? 'Nobody is connected yet.'
        : active === 1
          ? 'The one connection works.'
          : `All ${active} connections work.`;
  return `:large_green_circle: ${well}${stateInWords[authConfig]}`;
}

function companyLine({ state, diagnosis }: CompanyHealth): string {
  switch (state) {
    case 'none':
      return ':large_yellow_circle: The company is not connected yet.';
    case 'down':
      return `:rotating_light: The company’s connection does not work${diagnosis === null ? '' : `: ${causeInShort(diagnosis)}`}.`;
    default:
      return ':large_yellow_circle: How the company’s connection is, is not known.';
  }
}

/** Connected is not yet working (the verification call). */
function unansweredInWords(unanswered: number, all: number): string {
  const who = all === 1 ? 'The one connection' : `${unanswered} of ${all}`;
  return unanswered === 1
    ? `${who} is connected, but Gong did not answer through it.`
    : `${who} are connected, but Gong did not answer through them.`;
}

const stateInWords = {
  enabled: ' The auth config is enabled.',
  unasked: ' Composio did not say just now whether the auth config is enabled.',
  not_asked: '',
} as const;
