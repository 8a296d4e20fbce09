/** Reads what the comparison of scopes is made of: the database, and the auth config at Composio. */

import { ComposioError } from '../errors.ts';
import { companyOwner, isAdopted, type SavedSetup } from '../model.ts';
import type { Outside } from '../ports.ts';
import type { GrantedScopes, ScopeRecord } from '../stores/scopes.ts';
import { type Comparison, compareScopes, lackingSets } from './comparison.ts';
import type { ToReconnect } from './comparison-view.ts';
import { authConfigGone } from './words.ts';

/** More people than this are counted. */
const mostNamed = 20;

export interface ScopesSeen {
  record: ScopeRecord;
  comparison: Comparison;
  toReconnect: ToReconnect;
  /** Why the auth config could not be looked at, as mrkdwn; null: it could. */
  unread: string | null;
}

/**
 * Ticked in Gong, as far as anybody has said: the wizard listed the setup's scopes to be ticked. null: nobody has, as of
 * an auth config that was made by hand.
 */
export function tickedIn(setup: SavedSetup, record: ScopeRecord): readonly string[] | null {
  return record.ticked ?? (isAdopted(setup) ? null : setup.scopes);
}

/** @param authConfig its scopes, when they have just been read; left out: Composio is asked */
export async function lookAtScopes(
  outside: Pick<Outside, 'store' | 'connections' | 'log'>,
  setup: SavedSetup,
  authConfig?: readonly string[],
): Promise<ScopesSeen> {
  const { store } = outside;
  const { teamId, authConfigId, scopes: wanted } = setup;
  const record = await store.scopeRecord(teamId, setup.id);
  const granted = await store.grantedScopes(teamId, authConfigId);
  const read = authConfig === undefined ? await readAuthConfig(outside, setup) : { scopes: authConfig, unread: null };
  return {
    record,
    comparison: compareScopes({ wanted, ticked: tickedIn(setup, record), authConfig: read.scopes, granted }),
    toReconnect: await whoMustReconnect(outside, setup, granted),
    unread: read.unread,
  };
}

async function readAuthConfig(
  { connections, log }: Pick<Outside, 'connections' | 'log'>,
  { teamId, authConfigId }: SavedSetup,
): Promise<{ scopes: readonly string[] | null; unread: string | null }> {
  try {
    const config = await connections.authConfig(teamId, authConfigId);
    if (!config) return { scopes: null, unread: authConfigGone };
    if (config.scopes.length === 0) return { scopes: null, unread: 'Composio does not say the auth config’s scopes.' };
    return { scopes: config.scopes, unread: null };
  } catch (error) {
    if (!(error instanceof ComposioError)) throw error;
    log.warn({ error }, 'the auth config could not be read for a comparison of scopes');
    return { scopes: null, unread: `The auth config could not be looked at. ${error.message}` };
  }
}

async function whoMustReconnect(
  outside: Pick<Outside, 'store'>,
  setup: SavedSetup,
  granted: readonly GrantedScopes[],
): Promise<ToReconnect> {
  const lacking = await people(outside, setup, lackingSets(setup.scopes, granted));
  const unknown = await people(
    outside,
    setup,
    granted.filter(({ requested }) => requested === null),
  );
  return { lacking, unknown, isCompanyLacking: lacking.hasCompany };
}

async function people({ store }: Pick<Outside, 'store'>, setup: SavedSetup, sets: readonly GrantedScopes[]) {
  const all = sets.reduce((total, { count }) => total + count, 0);
  if (all === 0) return { count: 0, first: [], hasCompany: false };
  const requested = sets.map((set) => set.requested);
  const owners = await store.ownersWithScopes(setup.teamId, setup.authConfigId, requested, null);
  const first = owners.filter((owner) => owner !== companyOwner).slice(0, mostNamed);
  const hasCompany = owners.includes(companyOwner);
  return { count: all - (hasCompany ? 1 : 0), first, hasCompany };
}
