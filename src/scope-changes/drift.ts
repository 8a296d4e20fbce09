/** Drift: what differs although nobody changed it through the bot. Pure. */

import { z } from 'zod';
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

const shape = z.object({
  missing: z.array(z.string()),
  extra: z.array(z.string()),
  redirectUri: z.string().nullable(),
  lacked: z.array(z.string()),
  lacking: z.number(),
});

/** @throws when it is not what this bot wrote down */
export function readDrift(data: unknown): Drift {
  return shape.parse(data);
}

/**
 * Finds drift; null: there is none. What cannot be seen now is as it was: only what is seen to be right again is over.
 * @param before `isAsking`: people are being asked to reconnect for the scopes, so what they lack is no news; `open`: the
 * drift that was found before and is not over
 */
export function findDrift(
  setup: Pick<SavedSetup, 'scopes' | 'redirectUri' | 'redirectUriReadBack'>,
  config: Pick<AuthConfigFacts, 'scopes' | 'redirectUri'>,
  granted: readonly GrantedScopes[],
  before: { isAsking: boolean; open: Drift | null },
): Drift | null {
  const { isAsking, open } = before;
  const stored = setup.redirectUriReadBack ?? setup.redirectUri;
  const isMoved = stored !== '' && config.redirectUri !== stored;
  const sets = lackingSets(setup.scopes, granted);
  const stillLacked = sets.length > 0 ? (open?.lacked ?? []) : [];
  const lacked = isAsking
    ? stillLacked
    : inOrder(sets.flatMap(({ requested }) => without(setup.scopes, requested ?? [])));
  const drift: Drift = {
    // An adopted auth config of which Composio did not say the scopes tells nothing.
    ...(setup.scopes.length > 0 ? ofAuthConfig(setup.scopes, config.scopes, open) : { missing: [], extra: [] }),
    redirectUri: isMoved ? (config.redirectUri ?? open?.redirectUri ?? null) : null,
    lacked,
    lacking: lacked.length > 0 ? sets.reduce((total, { count }) => total + count, 0) : 0,
  };
  return isNothing(drift) ? null : drift;
}

/** @param said by Composio; none: it does not say them now */
function ofAuthConfig(
  wanted: readonly string[],
  said: readonly string[],
  open: Drift | null,
): Pick<Drift, 'missing' | 'extra'> {
  // Another setup may be in force since it was found.
  if (said.length === 0) {
    return {
      missing: (open?.missing ?? []).filter((scope) => wanted.includes(scope)),
      extra: without(open?.extra ?? [], wanted),
    };
  }
  return { missing: inOrder(without(wanted, said)), extra: inOrder(without(said, wanted)) };
}

/** Equal for the same drift: how many connections it is changes daily, and is no news. */
export function fingerprintOf({ missing, extra, redirectUri, lacked }: Drift): string {
  return JSON.stringify({ missing, extra, redirectUri, lacked });
}

function isNothing({ missing, extra, redirectUri, lacked }: Drift): boolean {
  return missing.length + extra.length + lacked.length === 0 && redirectUri === null;
}
