/** Drift: what differs although nobody changed it through the bot. Pure. */

import type { AuthConfigFacts } from '../connections-port.ts';
import type { SavedSetup } from '../model.ts';
import type { GrantedScopes } from '../stores/scopes.ts';
import { inOrder, lackingSets, without } from './comparison.ts';

export interface Drift {
  /** In the setup, and not in the auth config. */
  missing: readonly string[];
  /** In the auth config, and not in the setup. */
  extra: readonly string[];
  /** The auth config's redirect URI, which is another one than was stored with it; null: it is not. */
  redirectUri: string | null;
  /** Wanted, and not requested for some connection. */
  lacked: readonly string[];
  /** How many connections that is. */
  lacking: number;
}

/**
 * Finds drift; null: there is none.
 * @param isAsking people are being asked to reconnect for the scopes: what they lack is no news
 */
export function findDrift(
  setup: Pick<SavedSetup, 'scopes' | 'redirectUri' | 'redirectUriReadBack'>,
  config: Pick<AuthConfigFacts, 'scopes' | 'redirectUri'>,
  granted: readonly GrantedScopes[],
  isAsking: boolean,
): Drift | null {
  // An adopted auth config of which Composio does not say the scopes, then or now, tells nothing.
  const canCompare = setup.scopes.length > 0 && config.scopes.length > 0;
  const stored = setup.redirectUriReadBack ?? setup.redirectUri;
  const isMoved = stored !== '' && config.redirectUri !== null && config.redirectUri !== stored;
  const sets = isAsking ? [] : lackingSets(setup.scopes, granted);
  const drift: Drift = {
    missing: canCompare ? inOrder(without(setup.scopes, config.scopes)) : [],
    extra: canCompare ? inOrder(without(config.scopes, setup.scopes)) : [],
    redirectUri: isMoved ? config.redirectUri : null,
    lacked: inOrder(sets.flatMap(({ requested }) => without(setup.scopes, requested ?? []))),
    lacking: sets.reduce((total, { count }) => total + count, 0),
  };
  return isNothing(drift) ? null : drift;
}

/** Equal for the same drift: how many connections it is changes daily, and is no news. */
export function fingerprintOf({ missing, extra, redirectUri, lacked }: Drift): string {
  return JSON.stringify({ missing, extra, redirectUri, lacked });
}

function isNothing({ missing, extra, redirectUri, lacked }: Drift): boolean {
  return missing.length + extra.length + lacked.length === 0 && redirectUri === null;
}
