/** The three places where scopes stand, compared: ticked in Gong, in the auth config, granted to connections. Pure. */

import { scopeCatalogue } from '../gong/scopes.ts';
import type { GrantedScopes } from '../stores/scopes.ts';

export interface ComparedScope {
  scope: string;
  /** In the setup: what new connections are meant to have. */
  isWanted: boolean;
  /** null: no admin has said. */
  isTicked: boolean | null;
  /** null: Composio did not say. */
  isInAuthConfig: boolean | null;
  /** How many of the connections that are known were made with it. */
  granted: number;
}

export interface Comparison {
  /** In the order of the catalogue, then those typed by hand. */
  rows: readonly ComparedScope[];
  /** Connections of which Composio says what was requested. */
  known: number;
  /** Connections of which it does not. */
  unknown: number;
  /** Connections that lack at least one wanted scope. */
  lacking: number;
}

export interface ComparisonGiven {
  wanted: readonly string[];
  /** null: no admin has said. */
  ticked: readonly string[] | null;
  /** null: Composio did not say. */
  authConfig: readonly string[] | null;
  granted: readonly GrantedScopes[];
}

export function compareScopes({ wanted, ticked, authConfig, granted }: ComparisonGiven): Comparison {
  const said = granted.filter(({ requested }) => requested !== null);
  const requested = said.flatMap((one) => one.requested ?? []);
  const scopes = inOrder([...wanted, ...(ticked ?? []), ...(authConfig ?? []), ...requested]);
  return {
    rows: scopes.map((scope) => ({
      scope,
      isWanted: wanted.includes(scope),
      isTicked: ticked === null ? null : ticked.includes(scope),
      isInAuthConfig: authConfig === null ? null : authConfig.includes(scope),
      granted: sum(said.filter(({ requested }) => requested?.includes(scope))),
    })),
    known: sum(said),
    unknown: sum(granted.filter(({ requested }) => requested === null)),
    lacking: sum(lackingSets(wanted, granted)),
  };
}

/** The sets of connections for which not all of `wanted` was requested; those that nobody knows of are left out. */
export function lackingSets(wanted: readonly string[], granted: readonly GrantedScopes[]): GrantedScopes[] {
  return granted.filter(({ requested }) => requested !== null && wanted.some((scope) => !requested.includes(scope)));
}

/** Whether two lists hold the same scopes. */
export function isSameScopes(one: readonly string[], other: readonly string[]): boolean {
  return one.every((scope) => other.includes(scope)) && other.every((scope) => one.includes(scope));
}

/** Those of `scopes` that `others` lack. */
export function without(scopes: readonly string[], others: readonly string[]): string[] {
  return scopes.filter((scope) => !others.includes(scope));
}

/** Each scope once: as the catalogue has them, then the others by name. */
export function inOrder(scopes: readonly string[]): string[] {
  const all = new Set(scopes);
  const known = scopeCatalogue.map(({ name }) => name);
  return [...known.filter((name) => all.has(name)), ...without([...all], known).sort()];
}

function sum(sets: readonly GrantedScopes[]): number {
  return sets.reduce((total, { count }) => total + count, 0);
}
