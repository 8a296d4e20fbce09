/**
 * The OAuth scopes that Gong is known to offer, in the groups in which the wizard shows them;
 * and those that an admin types by hand, since Gong may offer more.
 */

import { nameCharacter, trimPasted } from './pasted-text.ts';

export type ScopeGroup = (typeof scopeGroups)[number];

export interface Scope {
  /** Exactly as Gong and Composio spell it. */
  readonly name: string;
  readonly group: ScopeGroup;
  /** What it allows, in plain words; short enough for an option of a Slack select, with a mark in front. */
  readonly description: string;
  /** Most companies want it: chosen beforehand. */
  readonly common: boolean;
  /** Reads private matters or changes what is hard to undo: said where it is chosen. */
  readonly sensitive: boolean;
}

export interface RefusedScope {
  /** What was typed, shortened when it is long. */
  readonly text: string;
  /** What is wrong with it, as the rest of a sentence that begins with the text. */
  readonly why: string;
}

export interface TypedScopes {
  /** Each one once, in the order in which they were typed. */
  readonly scopes: readonly string[];
  readonly refused: readonly RefusedScope[];
}

export const scopeGroups = [
  'Calls',
  'Meetings',
  'Users and workspaces',
  'Statistics',
  'Settings and library',
  'Engage',
  'CRM',
  'Administration and privacy',
] as const;

type Mark = 'common' | 'sensitive';
type Row = readonly [name: string, description: string, mark?: Mark];

const rows: Readonly<Record<ScopeGroup, readonly Row[]>> = {
  Calls: [
    ['api:calls:read:transcript', 'Read call transcripts', 'common'],
    ['api:calls:create', 'Add calls and recordings', 'common'],
    ['api:calls:read:basic', 'See calls: title, time, length, participants'],
    ['api:calls:read:extensive', 'See calls in detail: topics, trackers, statistics'],
    ['api:calls:read:media-url', 'Get links to call audio and video', 'sensitive'],
  ],
  Meetings: [
    ['api:meetings:user:create', 'Schedule Gong meetings for a user', 'common'],
    ['api:meetings:user:update', 'Change Gong meetings'],
    ['api:meetings:user:delete', 'Cancel Gong meetings'],
    ['api:meetings:integration:status', 'Check a meeting integration'],
  ],
  'Users and workspaces': [
    ['api:users:read', 'See users and their settings', 'common'],
    ['api:workspaces:read', 'See workspaces', 'common'],
  ],
  Statistics: [
    ['api:stats:user-actions', 'See activity totals per user'],
    ['api:stats:user-actions:detailed', 'See activity day by day'],
    ['api:stats:interaction', 'See talk ratio, patience and the like'],
    ['api:stats:scorecards', 'See answered scorecards'],
  ],
  'Settings and library': [
    ['api:settings:scorecards:read', 'See how scorecards are defined'],
    ['api:settings:trackers:read', 'See how trackers are defined'],
    ['api:library:read', 'See library folders and their calls'],
    ['api:integration-settings:write', 'Change integration settings'],
  ],
  Engage: [
    ['api:flows:read', 'See Engage flows'],
    ['api:flows:write', 'Put prospects into Engage flows'],
    ['api:engagement-data:write', 'Report how content was engaged with'],
    ['api:digital-interactions:write', 'Report digital interactions'],
  ],
  CRM: [
    ['api:crm:integrations:read', 'See CRM integrations'],
    ['api:crm:get-objects', 'Read CRM objects held by Gong'],
    ['api:crm:schema', 'Read and set CRM field schemas'],
    ['api:crm-calls:manual-association:read', 'See calls linked to CRM by hand'],
    ['api:crm:integration:register', 'Register a CRM integration', 'sensitive'],
    ['api:crm:integration:delete', 'Delete a CRM integration and its data', 'sensitive'],
    ['api:crm:upload', 'Upload CRM objects', 'sensitive'],
  ],
  'Administration and privacy': [
    ['api:permission-profile:read', 'See permission profiles'],
    ['api:provisioning:read', 'See provisioned users'],
    ['api:logs:read', 'Read audit and activity logs', 'sensitive'],
    ['api:permission-profile:write', 'Change permission profiles', 'sensitive'],
    ['api:provisioning:read-write', 'Add and change users', 'sensitive'],
    ['api:data-privacy:read', 'Find all data about a person', 'sensitive'],
    ['api:data-privacy:delete', 'Erase all data about a person', 'sensitive'],
  ],
};

/** Every known scope, group by group. Source: the scope lists of several public Gong connectors, which agree. */
export const scopeCatalogue: readonly Scope[] = scopeGroups.flatMap((group) =>
  rows[group].map(([name, description, mark]) => ({
    name,
    group,
    description,
    common: mark === 'common',
    sensitive: mark === 'sensitive',
  })),
);

/** The scopes that are chosen beforehand, as Composio's Gong guide recommends them. */
export const commonScopes: readonly string[] = scopeCatalogue
  .filter((scope) => scope.common)
  .map((scope) => scope.name);

/** Gives back what the catalogue knows of a scope; null for one that was typed by hand. */
export function findScope(name: string): Scope | null {
  return scopeCatalogue.find((scope) => scope.name === name) ?? null;
}

const separators = /[\s,]+/u;
const wordPattern = /^[a-z0-9_-]+$/;
const longestScope = 100;
const longestEcho = 60;

/** Reads scopes separated by commas, spaces or line breaks. Never throws; empty text gives no scopes. */
export function parseScopes(text: string): TypedScopes {
  const typed = text
    .split(separators)
    .map(trimPasted)
    .filter((part) => part !== '');
  const scopes: string[] = [];
  const refused: RefusedScope[] = [];
  for (const part of new Set(typed)) {
    const why = findFault(part);
    if (why === null) scopes.push(part);
    else refused.push({ text: shorten(part), why });
  }
  return { scopes, refused };
}

function findFault(text: string): string | null {
  if (text.length > longestScope) return `is too long: a scope has at most ${longestScope} characters`;
  if (/^api:/i.test(text) && text !== text.toLowerCase()) {
    return 'has capital letters: Gong writes scopes in lower case';
  }
  if (!text.startsWith('api:')) return 'does not begin with "api:"';
  const stray = [...text].find((character) => !/[a-z0-9:_-]/.test(character));
  if (stray !== undefined) return `contains ${nameCharacter(stray)}`;
  const words = text.split(':').slice(1);
  return words.every((word) => wordPattern.test(word)) ? null : 'has a colon with nothing after it';
}

function shorten(text: string): string {
  const characters = [...text];
  return characters.length <= longestEcho ? text : `${characters.slice(0, longestEcho - 1).join('')}…`;
}
