/** The hub: what `/gong-setup` answers once Gong is set up. Pure. */

import type { KnownBlock } from '@slack/types';
import { openAuditAction } from '../audit/actions.ts';
import { actions, button, code, context, mention, moment, section, sections } from '../block-kit.ts';
import { checkSetupAction } from '../checkup/actions.ts';
import { openModeAction } from '../company/actions.ts';
import { isConnected, modeInWords } from '../company/words.ts';
import type { Diagnosis, Incident } from '../incident.ts';
import { noticesAction } from '../incidents/actions.ts';
import { type CompanyHealth, healthLine } from '../incidents/health-words.ts';
import { inviteAction } from '../invitations/actions.ts';
import type { CompanyStatus, SavedSetup } from '../model.ts';
import { pauseButton, pausedInWords } from '../pause/pause-view.ts';
import type { SlackMessage } from '../ports.ts';
import { openRemoveAction } from '../remove/actions.ts';
import { openRosterAction } from '../roster/actions.ts';
import { openRotationAction } from '../rotation/actions.ts';
import { openScopesAction } from '../scope-changes/actions.ts';
import { startOverAction } from '../setup/actions.ts';
import { redirectUriRemark } from '../setup/redirect-uri-words.ts';
import { scopesInWords } from '../setup/words.ts';
import type { Pause } from '../stores/pauses.ts';

/** The auth config's state at Composio; `unasked`: it did not answer in time; `not_asked`: its answer is not there yet. */
export type AuthConfigState = 'enabled' | 'disabled' | 'gone' | 'unasked' | 'not_asked';

export interface HubGiven {
  setup: SavedSetup;
  state: AuthConfigState;
  /** How many people are in which connection state. */
  counts: Readonly<Record<string, number>>;
  /** Whether the client secret of the last rotation was never seen to work. */
  isSecretUnproven: boolean;
  /** The admins' own pause that goes on; null: there is none. */
  pause: Pause | null;
  /** What goes on for several together. */
  incidents: readonly Incident[];
  /** How people connect. */
  company: CompanyStatus;
  /** What is behind an outage of the company connection; null: there is none, or it is not known. */
  companyDiagnosis: Diagnosis | null;
}

export function buildHub(given: HubGiven): SlackMessage {
  const { setup, state, counts, pause, incidents, company, companyDiagnosis } = given;
  const blocks: KnownBlock[] = [
    section(
      `*Gong is set up.* ${pause ? pausedInWords(pause, state === 'enabled') : healthLine({ incidents, authConfig: state, counts, company: companyHealth(company, companyDiagnosis), isSecretUnproven: given.isSecretUnproven })}`,
    ),
    section(
      [
        `Auth config ID: ${code(setup.authConfigId)}`,
        `API base URL: ${code(setup.apiBaseUrl)}`,
        `Set up by ${mention(setup.createdBy)}, ${moment(setup.savedAt ?? setup.createdAt)}`,
      ].join('\n'),
    ),
    ...redirectUriRemark(setup),
    section(`*People*\n${countsInWords(counts)}`),
    section(`*How people connect*\n${modeInWords(company)}`),
    ...sections('*Scopes*', scopesInWords(setup.scopes)),
    actions(button('Invite people', inviteAction, { style: 'primary' }), button('Roster', openRosterAction)),
    actions(
      button('Check setup', checkSetupAction),
      button('Change scopes', openScopesAction),
      button('Rotate client secret', openRotationAction),
      button('How people connect', openModeAction),
      button('Notices', noticesAction),
      pauseButton(pause),
      button('Audit', openAuditAction),
      button('Remove', openRemoveAction, { style: 'danger' }),
      ...(canStartOver(given)
        ? [button('Start over', startOverAction, { value: setup.id, confirm: confirmStartOver })]
        : []),
    ),
  ];
  if (!isAnybodyConnected(given)) {
    blocks.push(context('Nobody is connected. If the client ID, the client secret or a scope was wrong, start over.'));
  }
  return { text: `Gong is set up. ${plainCounts(counts)}`, blocks };
}

function companyHealth({ mode, connection }: CompanyStatus, diagnosis: Diagnosis | null): CompanyHealth | null {
  if (mode !== 'company') return null;
  if (!isConnected(connection)) return { state: 'none', diagnosis: null };
  const { state } = connection;
  return { state: state === 'active' || state === 'unknown' ? state : 'down', diagnosis };
}

/** What is only broken or paused can be repaired; starting over would make everybody connect anew. */
function canStartOver(given: HubGiven): boolean {
  const { state, counts, company } = given;
  const isActive = (counts.active ?? 0) > 0 || company.connection?.state === 'active';
  return !isAnybodyConnected(given) || (state === 'gone' && !isActive);
}

/** Whether there is a connection, in whatever state. */
function isAnybodyConnected({ counts, company }: HubGiven): boolean {
  const { active = 0, broken = 0, paused = 0, unknown = 0 } = counts;
  return active + broken + paused + unknown > 0 || isConnected(company.connection);
}

/** Who is connected, and every other state that somebody is in. */
function countsInWords(counts: Readonly<Record<string, number>>): string {
  return stateNames
    .filter(([state]) => state === 'active' || (counts[state] ?? 0) > 0)
    .map(([state, name]) => `${name}: ${(counts[state] ?? 0).toLocaleString('en-US')}`)
    .join(' · ');
}

function plainCounts(counts: Readonly<Record<string, number>>): string {
  return `${counts.active ?? 0} connected, ${(counts.broken ?? 0) + (counts.paused ?? 0)} not working.`;
}

const stateNames = [
  ['active', 'Connected'],
  ['broken', 'Not working'],
  ['paused', 'Paused'],
  ['unknown', 'Unknown'],
  ['waiting', 'Link waiting'],
  ['invited', 'Invited'],
  ['not_connected', 'Not connected'],
  ['left', 'Left Slack'],
] as const;

const confirmStartOver = {
  title: { type: 'plain_text' as const, text: 'Start over?' },
  text: {
    type: 'plain_text' as const,
    text: 'The wizard starts again. What is set up now stays in force until the new one is saved; links that are out stop working then.',
  },
  confirm: { type: 'plain_text' as const, text: 'Start over' },
  deny: { type: 'plain_text' as const, text: 'Keep it' },
};
